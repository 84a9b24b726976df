import type { SectionOutput } from "../contract.js";
import type { ScriptSection } from "./section.js";

export interface ScriptOutput {
  /** One for each section; undefined where its output did not arrive whole. */
  readonly outputs: readonly (SectionOutput | undefined)[];
  /** The script started at all; without it something other than a POSIX shell answered. */
  readonly begun: boolean;
  /** The script came to its end; what is missing then was left out because the time was up. */
  readonly ended: boolean;
}

/** Pure. Reads what a script of build-script.ts printed; what is torn or out of place counts as missing. */
export function parseScriptOutput(
  stdout: Buffer,
  sections: readonly ScriptSection[],
  nonce: string,
): ScriptOutput {
  const outputs: (SectionOutput | undefined)[] = sections.map(() => undefined);
  let begun = false;
  let ended = false;
  let open = new OpenSection();
  for (const { before, words } of readFrames(stdout, nonce)) {
    const [word = "", status = ""] = words;
    open.add(before);
    if (word === "b") [begun, open] = [true, new OpenSection()];
    else if (word === "z") ended = true;
    else if (word === "=") open.exitCode = toExitCode(status);
    else if (word === "e") open.inStderr = true;
    else {
      const section = sections[Number(word)];
      if (begun && section) outputs[Number(word)] = open.finish(section, status);
      open = new OpenSection();
    }
  }
  return { outputs, begun, ended };
}

interface Frame {
  /** What was printed since the frame before. */
  readonly before: Buffer;
  readonly words: readonly string[];
}

function* readFrames(stdout: Buffer, nonce: string): Generator<Frame> {
  const mark = Buffer.from(`\n${nonce} `);
  let from = 0;
  for (let at = stdout.indexOf(mark); at !== -1; at = stdout.indexOf(mark, from)) {
    const end = stdout.indexOf("\n", at + mark.length);
    if (end === -1) return;
    yield {
      before: stdout.subarray(from, at),
      words: stdout.toString("latin1", at + mark.length, end).split(" "),
    };
    from = end + 1;
  }
}

/** What has arrived of the section that the frames are in. */
class OpenSection {
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];
  inStderr = false;
  exitCode: number | undefined;

  add(piece: Buffer): void {
    (this.inStderr ? this.#stderr : this.#stdout).push(piece);
  }

  finish({ maxBytes }: ScriptSection, status: string): SectionOutput | undefined {
    const timedOut = status === "T";
    // A section that was killed tells no status of its own; that it ended with 0 is taken from nobody else.
    const exitCode = timedOut ? null : (this.exitCode ?? (toExitCode(status) || undefined));
    if (exitCode === undefined) return undefined;
    const [stdout, stderr] = [Buffer.concat(this.#stdout), Buffer.concat(this.#stderr)];
    return {
      exitCode,
      stdout: stdout.toString("utf8", 0, maxBytes),
      stderr: stderr.toString("utf8", 0, maxBytes),
      timedOut,
      // The host's shell takes line feeds off the end of stderr, also off the one byte too many.
      truncated: stdout.length > maxBytes || stderr.length >= maxBytes,
    };
  }
}

function toExitCode(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
