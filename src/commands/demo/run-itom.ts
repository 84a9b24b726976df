import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { CommandContext } from "../../cli/context/context.js";

/** The program that people start; this very one where it was installed. */
export const program = fileURLToPath(new URL("../../../bin/itom.js", import.meta.url));

/** Runs `itom WORDS` in the demo's folder and shows what it writes; resolves with its exit status, null where a signal ended it. */
export function runItom(
  { terminal, env, signal, global }: CommandContext,
  folder: string,
  words: readonly string[],
): Promise<number | null> {
  // At a terminal it writes for itself, in colour and with progress, and Ctrl-C reaches it without us.
  const own = terminal.stdout.isTTY;
  const flags = global.colour === false ? ["--no-color"] : [];
  const child = spawn(process.execPath, [program, ...words, ...flags], {
    cwd: folder,
    env: demoEnvironment(env),
    stdio: own ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  const stop = (): void => void (own || child.kill("SIGTERM"));
  signal.addEventListener("abort", stop);
  child.stdout?.setEncoding("utf8").on("data", (text: string) => terminal.stdout.write(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => terminal.stderr.write(text));
  return new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).finally(() => signal.removeEventListener("abort", stop));
}

/** The caller's environment without what would lead itom to the caller's own inventory. */
export function demoEnvironment(env: CommandContext["env"]): Record<string, string | undefined> {
  const { ITOM_INVENTORY: _inventory, ITOM_STATE: _state, ...rest } = env;
  return rest;
}
