import { readFile } from "node:fs/promises";
import { ConnectionError } from "../../../lib/connection-error.js";
import { messageOf } from "../../../lib/errors.js";
import { appendLine, whileLocked } from "./append-line.js";
import { hostKeyError, type ShownTo } from "./explain-verdict.js";
import { findEntries, judgeKey, type HostEntries, type ShownKey } from "./judge-key.js";
import { KnownHostsIndex } from "./known-hosts-index.js";
import { lookupName } from "./match-names.js";
import { parseKnownHosts } from "./parse-known-hosts.js";

const maxFileBytes = 32 * 1024 * 1024;

/** The known_hosts files of one run; each is read once. */
export class KnownHosts {
  readonly #files = new Map<string, Promise<KnownHostsIndex>>();
  /** New keys are kept one after the other. */
  #last: Promise<void> = Promise.resolve();

  /** What some files say of a host; a missing file says nothing. Rejects with UNAVAILABLE for one that can't be read. */
  async find(files: readonly string[], host: string, port: number): Promise<HostEntries> {
    const read = files.map((file) => {
      let index = this.#files.get(file);
      if (!index) this.#files.set(file, (index = readIndex(file)));
      return index;
    });
    const found = (await Promise.all(read)).map((index) => findEntries(index, host, port));
    return { exact: found.flatMap(({ exact }) => exact), plain: found.flatMap(({ plain }) => plain) };
  }

  /**
   * Remembers a key that was seen for the first time, unless somebody else kept another one meanwhile.
   * Rejects with HOST_KEY then, and when the key can't be kept, since it would be trusted blindly each time.
   */
  accept(to: ShownTo, shown: ShownKey): Promise<void> {
    const accepted = this.#last.then(() => this.#accept(to, shown));
    this.#last = accepted.catch(() => {});
    return accepted;
  }

  async #accept(to: ShownTo, shown: ShownKey): Promise<void> {
    const { keyName: host, keyPort: port, knownHosts: files } = to;
    const file = files[0];
    // Such a name would be read as a pattern, a mark or several names.
    if (file === undefined || /[\s,*?!|#@[\]]/.test(host)) {
      const why = file === undefined ? "without a known_hosts file" : "under such a name";
      throw new ConnectionError("HOST_KEY", `the new key of ${host} can't be kept ${why}`);
    }
    try {
      await whileLocked(file, async () => {
        this.#files.delete(file);
        const verdict = judgeKey(await this.find(files, host, port), shown);
        if (verdict.kind === "known") return;
        if (verdict.kind !== "unknown") throw hostKeyError(verdict, to, shown);
        await appendLine(file, `${lookupName(host, port)} ${shown.type} ${shown.blob.toString("base64")}`);
        this.#files.delete(file);
      });
    } catch (error) {
      if (error instanceof ConnectionError) throw error;
      throw new ConnectionError("HOST_KEY", `the new key of ${host} can't be kept: ${messageOf(error)}`);
    }
  }
}

async function readIndex(file: string): Promise<KnownHostsIndex> {
  let text: string;
  try {
    const bytes = await readFile(file);
    if (bytes.length > maxFileBytes) throw new Error("it is larger than 32 MiB");
    text = bytes.toString("utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new KnownHostsIndex([]);
    throw new ConnectionError("UNAVAILABLE", `${file} can't be read: ${messageOf(error)}`);
  }
  return new KnownHostsIndex(parseKnownHosts(text, file));
}
