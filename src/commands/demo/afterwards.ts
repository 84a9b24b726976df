import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import type { CommandContext } from "../../cli/context/context.js";
import { readLine } from "../../terminal/read-line.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { demoEnvironment } from "./run-itom.js";
import { writeShim } from "./shim.js";

const ideas = [
  "check web2",
  "check 'tag:postgres' --json",
  "check --explain vault1/disk",
  "doctor vault1",
  "check --types",
];

/** What comes after the tour: the network stays for another terminal, or for a shell here, or is gone. */
export async function afterwards(context: CommandContext, folder: string, keep: boolean): Promise<void> {
  const { terminal, global, signal } = context;
  const itom = await writeShim(folder);
  if (keep) {
    terminal.stdout.write(`The network is up. In another terminal:\n\n${list(itom)}\n`);
    await untilTold(context);
  } else if (global.input && terminal.stdout.isTTY && !global.yes) {
    const answer = await readLine("Try it yourself in a shell, while the network is up? [Y/n] ", signal);
    if (answer !== undefined && !/^\s*n/i.test(answer)) await openShell(context, folder);
  } else if (!global.quiet) {
    terminal.stdout.write(
      "That was the demo. To go on by hand: itom demo --keep (in a clone: npm run demo -- --keep)\n",
    );
  }
}

function list(itom: string): string {
  return ideas.map((idea) => `  ${sanitiseLine(itom)} ${idea}\n`).join("");
}

/** Until Ctrl-C, or Enter at a terminal. */
async function untilTold({ terminal, global, signal }: CommandContext): Promise<void> {
  if (global.input) {
    await readLine("Enter ends it. ", signal);
    return;
  }
  terminal.stdout.write("Ctrl-C (or SIGTERM) ends it.\n");
  if (signal.aborted) return;
  // Nothing else may keep the process alive: servers are, but a test's may not be.
  const alive = setInterval(() => undefined, 60_000);
  await once(signal, "abort");
  clearInterval(alive);
}

async function openShell({ terminal, env, signal }: CommandContext, folder: string): Promise<void> {
  terminal.stdout.write(`\nType \`exit\` to end the demo. Some ideas:\n\n${list("itom")}\n`);
  const path = [join(folder, "bin"), env["PATH"] ?? "/usr/bin:/bin"].join(delimiter);
  const shell = spawn(env["SHELL"] ?? "/bin/sh", [], {
    cwd: folder,
    env: { ...demoEnvironment(env), PATH: path },
    stdio: "inherit",
    signal,
  });
  await new Promise<void>((resolve, reject) => {
    shell.on("error", (error) => (signal.aborted ? resolve() : reject(error)));
    shell.on("close", () => resolve());
  });
}
