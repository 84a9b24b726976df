import { planChecks, type PlannedCheck } from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import type { Inventory } from "../../inventory/model.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError, type Problem } from "../../lib/errors.js";
import { selectTargetNames } from "./targets.js";

interface Choice {
  readonly type?: readonly string[];
  readonly id?: readonly string[];
  readonly allowEmpty?: boolean;
  /** The command has no --allow-empty to point to. */
  readonly neverEmpty?: boolean;
}

export interface ChosenChecks {
  readonly inventory: Inventory;
  readonly checks: readonly PlannedCheck[];
}

/** Plans everything, then keeps what pattern, `--limit`, `--type` and `--id` select. Choosing nothing is an error. */
export async function chooseChecks(
  context: CommandContext,
  pattern: string | undefined,
  options: Choice,
): Promise<ChosenChecks> {
  const inventory = await context.inventory();
  const plan = planChecks(inventory);
  refuseProblems(plan.problems);
  requireKnown("type", options.type, new Set(plan.checks.map((check) => check.type.name)));
  requireKnown("id", options.id, new Set(plan.checks.map((check) => check.id)));
  const names = await selectTargetNames(context, inventory, pattern);
  const checks = plan.checks.filter(
    (check) =>
      (names === "all" || names.has(`${check.target.kind}:${check.targetName}`)) &&
      (options.type === undefined || options.type.includes(check.type.name)) &&
      (options.id === undefined || options.id.includes(check.id)),
  );
  if (checks.length === 0 && options.allowEmpty !== true)
    throw nothingToCheck(plan.checks.length, options.neverEmpty === true);
  return { inventory, checks };
}

/** Throws one error that carries every problem of the plan. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  throw new ItomError("CONFIG", `the inventory's checks have ${count}`, { problems });
}

function requireKnown(flag: string, given: readonly string[] | undefined, known: ReadonlySet<string>): void {
  for (const word of given ?? []) {
    if (known.has(word)) continue;
    const hint = didYouMean(word, known) ?? `there are: ${[...known].slice(0, 20).join(", ")}`;
    throw new ItomError("USAGE", `no check has the ${flag} "${word}"`, { hint });
  }
}

function nothingToCheck(planned: number, neverEmpty: boolean): ItomError {
  const otherwise = neverEmpty ? "" : "; or --allow-empty";
  if (planned === 0) {
    return new ItomError("CONFIG", "the inventory has no checks", {
      hint: `add a list "checks:"; docs/inventory.md shows it${otherwise}`,
    });
  }
  return new ItomError("USAGE", "no check is selected", {
    hint: `itom check --list shows what there is${otherwise}`,
  });
}
