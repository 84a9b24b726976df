import type { CommandContext } from "../../cli/context/context.js";
import { paletteOf } from "../../terminal/palette.js";
import { runItom } from "./run-itom.js";

interface Stop {
  readonly say: string;
  readonly words: readonly string[];
  /** The statuses that the command ends with when the demo's network works. */
  readonly expected: readonly number[];
}

const stops: readonly Stop[] = [
  { say: "What there is:", words: ["inventory", "list"], expected: [0] },
  { say: "What is wrong, worst first:", words: ["check"], expected: [2] },
  { say: "Why that is so:", words: ["check", "--explain", "db1/disk"], expected: [2] },
  { say: "What itom keeps of it, and whether that is whole:", words: ["state", "verify"], expected: [0] },
];

/** Shows list, check and explain; resolves with whether each went as it should. */
export async function tour(context: CommandContext, folder: string): Promise<boolean> {
  const { terminal, signal } = context;
  const { strong, dim } = paletteOf(await terminal.colours());
  const statuses: (number | null)[] = [];
  for (const { say, words, expected } of stops) {
    if (signal.aborted) return false;
    terminal.stdout.write(`${dim(say)}\n${strong(`$ itom ${words.join(" ")}`)}\n`);
    const status = await runItom(context, folder, words);
    statuses.push(status);
    terminal.stdout.write(`${dim(`(exit status ${status ?? "none: it was ended"})`)}\n\n`);
    if (status === null || !expected.includes(status)) return failed(context, words, status);
  }
  return true;
}

function failed(
  { terminal, signal }: CommandContext,
  words: readonly string[],
  status: number | null,
): false {
  if (signal.aborted) return false;
  terminal.stderr.write(
    `itom: the demo did not go as it should: "itom ${words.join(" ")}" ended with ${status}\n` +
      "hint: this is a bug in itom or a lack in this machine: please report it with this output\n",
  );
  return false;
}
