import { randomBytes } from "node:crypto";
import { shellQuote } from "../../lib/shell-quote.js";

/** How a command becomes another user; `none` where it already is that user. */
export type Become = "none" | "sudo" | "sudo-with-password";

/** A command as it is started, with the marks that its standard error carries. */
export interface CommandLine {
  readonly words: readonly [string, ...string[]];
  /** What the markers `prompt`, `started` and `exit=N` begin with (see MarkerFilter). */
  readonly nonce: string;
  readonly become: Become;
  /** The marker `exit=N` tells the status, since the program that carries the command can't. */
  readonly reportsStatus: boolean;
}

/**
 * Wraps the text of a command for `sh`. Behind sudo a first marker proves that sudo let us through, so that its own
 * complaints can't be taken for the command's, and that the command's input is not read as a password.
 */
export function commandLine(command: string, become: Become, reportsStatus = false): CommandLine {
  const nonce = `itom-${randomBytes(12).toString("hex")}`;
  const own = ["sh", "-c", command] as const;
  const inner = become === "none" ? own : sudoWords(command, nonce, become);
  if (!reportsStatus) return { words: inner, nonce, become, reportsStatus };
  const report = `"$@"; s=$?; printf %s "${nonce}:exit=$s;" >&2; exit $s`;
  return { words: ["sh", "-c", report, "sh", ...inner], nonce, become, reportsStatus };
}

function sudoWords(command: string, nonce: string, become: Become): [string, ...string[]] {
  const started = `printf %s '${nonce}:started;' >&2; exec sh -c "$1"`;
  const asking = become === "sudo-with-password" ? ["-S", "-p", `${nonce}:prompt;`] : ["-n"];
  return ["sudo", ...asking, "--", "sh", "-c", started, "sh", command];
}

/** The command line as one text for the login shell at the other end, whatever shell that is. */
export function remoteText(line: CommandLine): string {
  return `exec ${line.words.map(shellQuote).join(" ")}`;
}
