import { createContext } from "./context/create-context.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import { parseGlobal } from "./parse-global.js";
import type { ParsedCommandLine } from "./program.js";
import type { Surroundings } from "./surroundings.js";

/** Runs the command that the command line named, and ends what it began. */
export async function runCommand(parsed: ParsedCommandLine, surroundings: Surroundings): Promise<ExitStatus> {
  const { env, cwd, version, now } = surroundings;
  const stdinIsTTY = surroundings.terminal(undefined).stdinIsTTY;
  const global = parseGlobal(parsed.options, env, stdinIsTTY);
  const stop = await surroundings.stop(global.timeoutMs);
  const terminal = surroundings.terminal(global.colour);
  const given = { global, terminal, env, cwd, signal: stop.signal, now, version };
  const { context, end, endsWhenTold } = createContext(given);
  try {
    const implementation = await parsed.specification.load();
    const status = await implementation.run({
      context,
      arguments: parsed.arguments,
      options: parsed.options,
    });
    return stop.byUser && !endsWhenTold() ? exitStatus.interrupted : status;
  } finally {
    await end();
    stop.release();
  }
}
