import type { ConnectionError } from "../../lib/connection-error.js";
import { hostKeyError } from "./known-hosts/explain-verdict.js";
import { judgeKey, type HostEntries, type ShownKey } from "./known-hosts/judge-key.js";
import type { KnownHosts } from "./known-hosts/known-hosts.js";
import type { Route } from "./route.js";

/** Judges the key that a server shows on one connection. */
export class HostKeyVerifier {
  /** Why the key was refused. */
  refusal: ConnectionError | undefined;
  #accepted: ShownKey | undefined;
  #isNew = false;
  #kept: Promise<void> | undefined;

  constructor(
    private readonly route: Route,
    private readonly known: HostEntries,
    private readonly knownHosts: KnownHosts,
  ) {}

  /** Called at each key exchange; a later one must show the same key. */
  verify(blob: Buffer): boolean {
    if (this.#accepted) return this.#accepted.blob.equals(blob);
    const { route } = this;
    const shown = { type: keyTypeIn(blob), blob: Buffer.from(blob) };
    const verdict = judgeKey(this.known, shown);
    this.#isNew = verdict.kind === "unknown" && !verdict.authority && route.hostKey === "accept-new";
    if (verdict.kind === "known" || this.#isNew) {
      this.#accepted = shown;
      return true;
    }
    this.refusal = hostKeyError(verdict, route, shown);
    return false;
  }

  /** Keeps a new key, once. To be called when the server has proved that it holds the private half, and before we say who we are. */
  kept(): Promise<void> {
    const { route } = this;
    this.#kept ??=
      this.#isNew && this.#accepted ? this.knownHosts.accept(route, this.#accepted) : Promise.resolve();
    return this.#kept;
  }
}

/** A key blob begins with its type (RFC 4253 section 6.6). */
function keyTypeIn(blob: Buffer): string {
  if (blob.length < 4) return "";
  return blob.toString("latin1", 4, Math.min(blob.length, 4 + Math.min(blob.readUInt32BE(0), 64)));
}
