import type { Duplex } from "node:stream";
import pLimit, { type LimitFunction } from "p-limit";
import type { Client } from "ssh2";
import { ConnectionError } from "../../lib/connection-error.js";
import { onAbort } from "../shell/deadline.js";
import { endClient } from "./end-client.js";
import { formatPlace } from "./hop.js";
import type { Route } from "./route.js";

/** Opens a connection to a server, through the servers before it. */
export type OpenClient = (route: Route, before: readonly Route[], signal: AbortSignal) => Promise<Client>;

interface Jump {
  readonly client: Promise<Client>;
  /** Bounds the handshakes that go through it at once (MaxStartups at the other side counts them). */
  readonly limit: LimitFunction;
}

/** A refused jump host is not asked again in this run; another failure is forgotten after this time. */
const failureKeptMs = 30_000;

/** One connection to each jump host in a run, shared by all that go through it. */
export class JumpPool {
  readonly #jumps = new Map<string, Jump>();
  readonly #closing = new AbortController();

  constructor(
    private readonly openClient: OpenClient,
    private readonly forksPerJump: number,
  ) {}

  /** Runs a handshake with `target` on a stream that leads there through `jumps`, as one of a bounded number. */
  async through<T>(
    jumps: readonly Route[],
    target: Route,
    signal: AbortSignal,
    task: (stream: Duplex) => Promise<T>,
  ): Promise<T> {
    const jump = this.#jump(jumps);
    return jump.limit(async () => {
      if (signal.aborted) throw signal.reason;
      const client = await jump.client;
      return task(await forward(client, jumps.at(-1)?.name ?? "", target, signal));
    });
  }

  async close(): Promise<void> {
    this.#closing.abort(new ConnectionError("CANCELLED", "the run has ended"));
    for (const { client } of this.#jumps.values()) client.then(endClient).catch(() => {});
    this.#jumps.clear();
  }

  #jump(jumps: readonly Route[]): Jump {
    const key = jumps
      .map((route) => `${route.user}@${formatPlace(route.address, route.port)}/${route.name}`)
      .join(",");
    const found = this.#jumps.get(key);
    if (found) return found;
    const client = this.#open(jumps);
    const jump = { client, limit: pLimit(this.forksPerJump) };
    const forget = (): void => {
      if (this.#jumps.get(key) === jump) this.#jumps.delete(key);
    };
    client.then(
      (open) => open.once("close", forget),
      (error: unknown) => {
        const isFinal =
          error instanceof ConnectionError && ["AUTH", "HOST_KEY", "UNAVAILABLE"].includes(error.kind);
        if (!isFinal) setTimeout(forget, failureKeptMs).unref();
      },
    );
    this.#jumps.set(key, jump);
    return jump;
  }

  async #open(jumps: readonly Route[]): Promise<Client> {
    const last = jumps.at(-1);
    if (!last) throw new RangeError("a way through no jump host");
    try {
      return await this.openClient(last, jumps.slice(0, -1), this.#closing.signal);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      const sentence = error.message.startsWith("the jump host")
        ? error.message
        : `the jump host ${last.name} failed: ${error.message}`;
      throw new ConnectionError(error.kind, sentence, error.hint);
    }
  }
}

/** Asks a jump host for a connection to the next server. */
function forward(client: Client, jumpName: string, target: Route, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, () => reject(signal.reason));
    const place = formatPlace(target.address, target.port);
    try {
      client.forwardOut("127.0.0.1", 0, target.address, target.port, (error, stream) => {
        stopListening();
        if (error) return reject(forwardError(error, jumpName, place));
        stream.on("error", () => {});
        // A jump host passes on that the target has closed, but keeps our half open: without this its loss would go unnoticed.
        stream.once("end", () => stream.end());
        if (signal.aborted) stream.destroy();
        resolve(stream);
      });
    } catch {
      reject(new ConnectionError("LOST", `the connection to the jump host ${jumpName} was lost`));
    }
  });
}

/** Why a jump host opened no connection (RFC 4254 section 5.1); sshd adds what its own connect said. */
function forwardError(error: Error & { reason?: unknown }, jumpName: string, place: string): ConnectionError {
  const said = error.message.replace("(SSH) Channel open failure: ", "").slice(0, 200);
  const from = `as seen from the jump host ${jumpName}`;
  if (error.reason === 1 || /administratively prohibited/i.test(said)) {
    return new ConnectionError(
      "REFUSED",
      `the jump host ${jumpName} does not allow a connection to ${place}: ${said}`,
      "check AllowTcpForwarding and PermitOpen there",
    );
  }
  if (/not known|name resolution|resolve|no address|unknown host/i.test(said)) {
    return new ConnectionError(
      "UNRESOLVED",
      `${place} does not resolve ${from}: ${said}`,
      `it is resolved on ${jumpName}`,
    );
  }
  if (/timed? ?out/i.test(said)) {
    return new ConnectionError(
      "TIMEOUT",
      `${place} does not answer ${from}`,
      `look from ${jumpName}: is the host up?`,
    );
  }
  if (/no route|unreachable/i.test(said))
    return new ConnectionError(
      "NO_ROUTE",
      `there is no way to ${place} ${from}: ${said}`,
      `look at the routes of ${jumpName}`,
    );
  if (error.reason === 2) {
    const hint = "is sshd running there, and is it this port? (ssh.port)";
    return new ConnectionError("REFUSED", `nothing listens on ${place} ${from}: ${said}`, hint);
  }
  return new ConnectionError("LOST", `the jump host ${jumpName} opened no connection to ${place}: ${said}`);
}
