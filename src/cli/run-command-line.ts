import { parseCommandLine } from "./program.js";
import type { Surroundings } from "./surroundings.js";

/** Runs one command line; the one place that turns whatever happens into an exit status. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const mode = { json: argv.includes("--json"), verbose: argv.includes("-v") || argv.includes("--verbose") };
  const terminal = surroundings.terminal(undefined);
  let complaint = "";
  try {
    const answer = await parseCommandLine(argv, {
      out: (text) => terminal.stdout.write(text),
      err(text) {
        complaint += text;
        if (!mode.json) terminal.stderr.write(text);
      },
      version: surroundings.version,
    });
    // Help and a wrong command line need none of what follows: it is loaded when a command runs.
    if ("parsed" in answer) {
      const { runCommand } = await import("./run-command.js");
      return await runCommand(answer.parsed, surroundings);
    }
    if (mode.json && answer.status !== 0) terminal.stdout.write(usageDocument(complaint));
    return answer.status;
  } catch (error) {
    const { reportError } = await import("./report-error.js");
    return reportError(error, terminal, mode);
  }
}

/** Commander has said what is wrong in its first line; a bare `itom` gets the whole help instead. */
function usageDocument(complaint: string): string {
  const [, said] = /^error: (.*)$/m.exec(complaint) ?? [];
  const message = said ?? "wrong use of the command line";
  const document = {
    schema: "itom.error/1",
    code: "USAGE",
    message,
    hint: "itom COMMAND --help shows examples",
  };
  return `${JSON.stringify(document)}\n`;
}
