import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { AlgorithmChoice } from "./algorithms.js";
import type { Authenticator } from "./authenticator.js";
import { socketError } from "./dial.js";

/** What has been seen of one connection so far, which decides what its end means. */
export class Progress {
  /** The beginning of what came from the other side, where anything did. */
  heard: Buffer | undefined;
  /** The server's identification string arrived. */
  greeted = false;
  /** Keys were exchanged and the host key verified. */
  secured = false;
  readonly #theirs = new Map<string, string>();

  constructor(
    readonly place: string,
    readonly ours: AlgorithmChoice,
  ) {}

  /** Takes ssh2's debug lines, the only place where it tells what the server offers. */
  note(text: string): void {
    if (this.secured) return;
    if (text.startsWith("Remote ident:")) this.greeted = true;
    const match = /^Handshake: \(remote\) ([^:]+): (.*)$/.exec(text);
    if (match) this.#theirs.set(match[1] ?? "", (match[2] ?? "").slice(0, 500));
  }

  theirs(what: string): string {
    return this.#theirs.get(what) ?? "nothing";
  }
}

interface Ssh2Error extends Error {
  readonly level?: string;
  readonly code?: string | number;
}

/** True for an error after which ssh2 goes on by itself: an agent or one key that did not work. */
export function isPassing(error: Ssh2Error): boolean {
  return error.level === "agent" || /^Error (?:while )?signing/.test(error.message);
}

/** Says why a connection did not come to be; undefined means that it was simply closed. */
export function clientError(
  error: Ssh2Error | undefined,
  progress: Progress,
  authenticator: Pick<Authenticator, "error">,
): ConnectionError {
  const { place } = progress;
  if (!error || /Connection lost before handshake/.test(error.message)) return closedEarly(progress);
  if (error.level === "client-authentication") return authenticator.error();
  if (error.level === "client-socket") return socketError(error as NodeJS.ErrnoException, place);
  if (/no matching/.test(error.message)) return noCommonAlgorithm(error.message, progress);
  if (/signature verification failed/.test(error.message)) {
    return new ConnectionError(
      "HOST_KEY",
      `${place} could not prove that it holds its host key`,
      "someone may be in between",
    );
  }
  if (/too many authentication failures/i.test(error.message)) {
    const { message } = authenticator.error();
    return new ConnectionError(
      "AUTH",
      `${message}; it closed after too many keys`,
      "set ssh.identity and ssh.identities_only: true",
    );
  }
  if (typeof error.code === "number") {
    const kind = error.code === 12 ? "REFUSED" : "LOST";
    return new ConnectionError(kind, `${place} ended the connection: ${error.message.slice(0, 200)}`);
  }
  if (!progress.greeted) return notSsh(place, error.message);
  return new ConnectionError(
    "PROTOCOL",
    `${place} answered what SSH does not allow: ${messageOf(error).slice(0, 200)}`,
  );
}

/** What sshd sends, from OpenSSH 7 on, instead of its name where too many log in at once. */
const overloaded = /^(?:Exceeded MaxStartups|Not allowed at this time)/;

function closedEarly({ place, heard, greeted, secured }: Progress): ConnectionError {
  const said = heard?.toString("latin1").split(/[\r\n]/)[0] ?? "";
  if (heard && !greeted && !overloaded.test(said)) {
    return notSsh(place, `it sent ${JSON.stringify(said.slice(0, 60))} and closed`);
  }
  if (!greeted) {
    const hint = "sshd may be overloaded (MaxStartups), or block this address (PerSourcePenalties, fail2ban)";
    if (said !== "") return new ConnectionError("LOST", `${place} refused to talk: ${said}`, hint);
    return new ConnectionError("LOST", `${place} closed the connection before it said who it is`, hint);
  }
  const when = secured ? "during authentication" : "during the key exchange";
  return new ConnectionError(
    "LOST",
    `${place} closed the connection ${when}`,
    "its log (journalctl -u ssh) says why",
  );
}

function notSsh(place: string, why: string): ConnectionError {
  return new ConnectionError(
    "PROTOCOL",
    `${place} does not speak SSH (${why.slice(0, 100)})`,
    "is it the right port? (ssh.port)",
  );
}

const kinds: readonly [
  pattern: RegExp,
  name: string,
  remote: string,
  ours: "kex" | "serverHostKey" | undefined,
][] = [
  [/key exchange/, "key exchange", "KEX method", "kex"],
  [/host key format/, "host key", "Host key format", "serverHostKey"],
  [/C->S cipher/, "cipher", "C->S cipher", undefined],
  [/S->C cipher/, "cipher", "S->C cipher", undefined],
  [/C->S MAC/, "MAC", "C->S MAC", undefined],
  [/S->C MAC/, "MAC", "S->C MAC", undefined],
];

function noCommonAlgorithm(message: string, progress: Progress): ConnectionError {
  const [, name = "other", remote = "", ours] = kinds.find(([pattern]) => pattern.test(message)) ?? [];
  const own = ours ? `, we ${progress.ours[ours].join(",")}` : "";
  return new ConnectionError(
    "PROTOCOL",
    `no common ${name} algorithm: ${progress.place} offers ${progress.theirs(remote)}${own}`,
    "set ssh.legacy: true for this host if it has nothing newer",
  );
}
