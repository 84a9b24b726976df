import { shellQuote } from "../../lib/shell-quote.js";
import type { ScriptSection } from "./section.js";
import { scriptFrame } from "./script-frame.js";

export interface ScriptOptions {
  /** Random word that frames the output; nothing that the sections start can see it. */
  readonly nonce: string;
  /** Another random word, in the environment of what sections start, so that leftovers are found. */
  readonly mark: string;
  /** Bound on the whole script; sections whose turn doesn't come in time are left out. */
  readonly totalMs: number;
}

/**
 * Makes one POSIX script (dash, bash, busybox ash) that runs the sections one after another, each with its own time
 * limit, and frames what they print (parse-script-output.ts reads it). It is for `sh -s`: all of it is one function, so
 * that a script that arrives torn does nothing.
 *
 * Process starts are what costs on a host, so that a light section is one fork, and one `sleep` keeps the time of all.
 */
export function buildScript(sections: readonly ScriptSection[], options: ScriptOptions): string {
  const calls = sections.map(
    (section, index) =>
      `g ${index}&&{\n${start(section, options.nonce)} &\nf ${seconds(section.timeoutMs)}\n}`,
  );
  return scriptFrame
    .replace("@NONCE@", options.nonce)
    .replace("@MARK@", options.mark)
    .replace("@TOTAL@", String(seconds(options.totalMs)))
    .replace("@CALLS@", () => calls.join("\n"));
}

/** What the script prints before anything else of its own. */
export function beginSign(nonce: string): string {
  return `${nonce} b\n`;
}

function start({ text, light, maxBytes }: ScriptSection, nonce: string): string {
  // One byte more than allowed shows that there was more.
  return light
    ? `(trap 'printf "\\n${nonce} = %s\\n" $?' EXIT\n${text}\n) 2>&1 3>&-`
    : `c ${maxBytes + 1} ${shellQuote(text)}`;
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
