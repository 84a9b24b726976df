import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { CommandContext } from "../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import { makeDemoFolder } from "../../demo/folder.js";
import { startDemoNetwork } from "../../demo/network/index.js";
import { ItomError } from "../../lib/errors.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { afterwards } from "./afterwards.js";
import { tour } from "./tour.js";

export interface DemoOptions {
  readonly dir?: string;
  readonly keep?: boolean;
}

/** `itom demo`: the network, the tour, and what the person wants to do then. */
export async function run({ context, options }: Invocation<DemoOptions>): Promise<ExitStatus> {
  if (context.global.json) {
    throw new ItomError("USAGE", "the demo shows what people see, and has no JSON", {
      hint: "itom demo --keep, and then: itom check --json",
    });
  }
  const given = options.dir === undefined ? undefined : resolve(context.cwd, options.dir);
  const folder = await makeDemoFolder(given);
  context.atEnd(async () => {
    if (given === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const network = await startDemoNetwork(folder);
  context.atEnd(() => network.close());
  introduce(context, folder);
  const went = await tour(context, folder);
  if (!went) return context.signal.aborted ? exitStatus.interrupted : exitStatus.unknown;
  await afterwards(context, folder, options.keep === true);
  return exitStatus.ok;
}

function introduce({ terminal, global }: CommandContext, folder: string): void {
  if (global.quiet) return;
  terminal.stdout.write(`A dozen hosts are up inside this machine, and some of them are broken.
Their inventory is ${sanitiseLine(folder)}/inventory.yaml; nothing outside of this machine is reached.

`);
}
