import type { CheckEntry, Inventory } from "../../inventory/model.js";
import { selectTargets } from "../../inventory/select/select.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError, type Problem } from "../../lib/errors.js";
import type { AnyCheckType, PlannedCheck, Target } from "../contract.js";
import { checkTypes } from "../types/index.js";
import { assignIds, type Unnamed } from "./assign-ids.js";
import { brokenNeeds } from "./broken-needs.js";
import { danglingReferences } from "./dangling-references.js";
import { parseOptions, type ParsedOptions, type Written } from "./parse-options.js";
import { ProblemList } from "./problem-list.js";
import { needsTarget, substituteOptions } from "./substitute-options.js";
import { whyUnfit } from "./unfit-target.js";

export interface CheckPlan {
  /** In the order of the entries and, within each, of the targets in the inventory. */
  readonly checks: readonly PlannedCheck[];
  /** What is wrong with the entries; the plan is not to be used where there are any. */
  readonly problems: readonly Problem[];
}

type Types = ReadonlyMap<string, AnyCheckType>;

/** A check that waits for its id. */
interface Draft extends Unnamed {
  readonly target: Target;
  readonly type: AnyCheckType;
  readonly parsed: ParsedOptions;
}

/** Makes one check for each entry and target. Pure; every problem of every entry in one pass. */
export function planChecks(inventory: Inventory, { types = checkTypes }: { types?: Types } = {}): CheckPlan {
  const problems = new ProblemList();
  const drafts = inventory.checks.flatMap((entry) => planEntry(entry, inventory, types, problems));
  const ids = assignIds(drafts, problems);
  const checks = drafts.map(({ entry, target, targetName, type, parsed }, index): PlannedCheck => ({
    target,
    targetName,
    id: ids[index] ?? entry.type,
    type,
    options: parsed.options,
    written: parsed.written,
    timeoutMs: parsed.timeoutMs ?? inventory.settings.checkTimeoutMs,
    attempts: parsed.attempts,
    intervalMs: parsed.intervalMs,
    needs: parsed.needs,
    confirm: parsed.confirm,
    position: entry.position,
    positions: entry.positions,
  }));
  for (const problem of danglingReferences(checks)) problems.add(problem);
  for (const { problem, targetName } of brokenNeeds(checks)) problems.add(problem, targetName);
  return { checks, problems: problems.list() };
}

function planEntry(entry: CheckEntry, inventory: Inventory, types: Types, problems: ProblemList): Draft[] {
  const targets = targetsOf(entry, inventory, problems);
  const type = types.get(entry.type);
  if (!type) {
    problems.add(unknownType(entry, types));
    return [];
  }
  const parse = optionsParser(entry, type, problems);
  return targets.flatMap((target): Draft[] => {
    const targetName = nameOf(target);
    const parsed = parse(target);
    const unfit = parsed && whyUnfit(type, parsed.options, target);
    if (unfit !== undefined)
      problems.add({ position: entry.positions.get("on") ?? entry.position, ...unfit }, targetName);
    if (!parsed || unfit !== undefined) return [];
    return [{ entry, target, targetName, targetKey: `${target.kind}:${targetName}`, type, parsed }];
  });
}

function targetsOf(entry: CheckEntry, inventory: Inventory, problems: ProblemList): Target[] {
  try {
    const origin = entry.positions.get("on") ?? entry.position;
    const { hosts, services } = selectTargets(entry.on, inventory, origin);
    return [
      ...hosts.map((host): Target => ({ kind: "host", host })),
      ...services.map((service): Target => ({ kind: "service", service })),
    ];
  } catch (error) {
    if (!(error instanceof ItomError)) throw error;
    const { message, hint, position } = error;
    problems.add({ message, ...(position && { position }), ...(hint !== undefined && { hint }) });
    return [];
  }
}

/** Parses an entry's options once for each distinct text of them; problems are told with the target that has them. */
function optionsParser(
  entry: CheckEntry,
  type: AnyCheckType,
  problems: ProblemList,
): (target: Target) => ParsedOptions | undefined {
  const parse = (written: Written, target?: Target): ParsedOptions | undefined => {
    const parsed = parseOptions(entry, type, written);
    if (!isList(parsed)) return parsed;
    for (const problem of parsed) problems.add(problem, target && nameOf(target));
    return undefined;
  };
  if (!needsTarget(entry.options)) {
    const parsed = parse(entry.options);
    return () => parsed;
  }
  const known = new Map<string, ParsedOptions | undefined>();
  return (target) => {
    const written = substituteOptions(entry, target);
    if (isList(written)) {
      for (const problem of written) problems.add(problem, nameOf(target));
      return undefined;
    }
    const key = JSON.stringify(written);
    if (!known.has(key)) known.set(key, parse(written, target));
    return known.get(key);
  };
}

function isList(value: object): value is readonly Problem[] {
  return Array.isArray(value);
}

function nameOf(target: Target): string {
  return target.kind === "host" ? target.host.name : target.service.name;
}

function unknownType(entry: CheckEntry, types: Types): Problem {
  const hint = didYouMean(entry.type, types.keys());
  return {
    message: `there is no check type "${entry.type}"`,
    expected: `one of ${[...types.keys()].join(", ")}`,
    position: entry.positions.get("type") ?? entry.position,
    ...(hint !== undefined && { hint }),
  };
}
