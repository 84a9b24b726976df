import type { CommandContext } from "../../cli/context/context.js";
import type { ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import { examineHost, examineLocal, type StepResult } from "../../doctor/index.js";
import type { Inventory } from "../../inventory/model.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError } from "../../lib/errors.js";
import { renderDoctorHuman } from "../../output/doctor/human.js";
import { renderDoctorJson } from "../../output/doctor/json.js";
import { paletteOf } from "../../terminal/palette.js";
import { emptyInventory } from "./empty-inventory.js";
import { statusOf } from "./status.js";

const stepTimeoutMs = 15_000;

/** `itom doctor`. */
export async function run({ context, arguments: [host] }: Invocation<object>): Promise<ExitStatus> {
  const startedAt = context.now();
  const started = performance.now();
  const results = host === undefined ? await lookHere(context) : await lookThere(context, host);
  const { terminal, global } = context;
  if (global.json) {
    const durationMs = performance.now() - started;
    terminal.stdout.write(
      renderDoctorJson({ ...(host !== undefined && { host }), results, startedAt, durationMs }),
    );
  } else {
    terminal.stdout.write(renderDoctorHuman(results, paletteOf(await terminal.colours()), global.quiet));
  }
  return statusOf(results);
}

async function lookHere(context: CommandContext): Promise<StepResult[]> {
  const inventory = await orError(context.inventory());
  const stateDirectory = await orError(context.stateDirectory());
  const usable = inventory instanceof ItomError ? emptyInventory(context.cwd) : inventory;
  return examineLocal({
    ...(await surroundings(context, usable)),
    inventory,
    cwd: context.cwd,
    ...(typeof stateDirectory === "string" && { stateDirectory }),
    verifyState: async () => (await context.stateInspector()).verify(),
  });
}

async function lookThere(context: CommandContext, name: string): Promise<StepResult[]> {
  const inventory = await context.inventory();
  const host = inventory.hosts.get(name);
  if (!host) {
    const hint = didYouMean(name, inventory.hosts.keys()) ?? "`itom inventory list` shows the hosts";
    throw new ItomError("USAGE", `there is no host "${name}" in the inventory`, { hint });
  }
  return examineHost({ ...(await surroundings(context, inventory)), host });
}

async function surroundings(context: CommandContext, inventory: Inventory) {
  const [ports, machine] = [await context.ports(inventory), await context.machine(inventory)];
  const timeoutMs = context.global.timeoutMs ?? stepTimeoutMs;
  return { ports, machine, now: context.now, signal: context.signal, timeoutMs };
}

async function orError<T>(promise: Promise<T>): Promise<T | ItomError> {
  return promise.catch((error: unknown) => {
    if (error instanceof ItomError) return error;
    throw error;
  });
}
