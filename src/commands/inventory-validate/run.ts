import { planChecks } from "../../checks/index.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import { inspectInventory, problemsError } from "../../inventory/index.js";
import type { Inventory } from "../../inventory/model.js";
import type { Problem } from "../../lib/errors.js";
import { documentText } from "../../output/document.js";
import { sanitiseLine } from "../../terminal/sanitise.js";

/** `itom inventory validate`. */
export async function run({ context }: Invocation<unknown>): Promise<ExitStatus> {
  const startedAt = context.now();
  const path = await context.inventoryPath();
  const { inventory, problems, name } = await inspectInventory(path, context);
  // The check types know their options better than the inventory does; both are told in one pass.
  const plan = inventory ? planChecks(inventory) : { checks: [], problems: [] };
  const all = [...problems, ...plan.problems].toSorted(byPlace);
  if (all.length > 0 || !inventory) throw problemsError(name, all);
  const summary = { ...count(inventory), plannedChecks: plan.checks.length };
  const { terminal, global } = context;
  const schema = "itom.inventory.validate/1";
  if (global.json) {
    terminal.stdout.write(documentText({ schema, startedAt, endedAt: context.now(), summary, results: [] }));
  } else if (!global.quiet) terminal.stdout.write(`${sanitiseLine(name)}: ${sentence(summary)}\n`);
  return exitStatus.ok;
}

/** Files are read in the order of their names. */
function byPlace({ position: a }: Problem, { position: b }: Problem): number {
  if (!a || !b) return Number(!a) - Number(!b);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

type Counts = Readonly<Record<"files" | "hosts" | "groups" | "services" | "checks", number>>;

function count({ files, hosts, groups, services, checks }: Inventory): Counts {
  return {
    files: files.length,
    hosts: hosts.size,
    groups: groups.size,
    services: services.size,
    checks: checks.length,
  };
}

function sentence({ hosts, groups, services, plannedChecks }: Counts & { plannedChecks: number }): string {
  const parts = [
    plural(hosts, "host"),
    plural(groups, "group"),
    plural(services, "service"),
    plural(plannedChecks, "check"),
  ];
  return `valid, ${parts.join(", ")}`;
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
