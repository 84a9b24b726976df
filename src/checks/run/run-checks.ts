import { setMaxListeners } from "node:events";
import pLimit from "p-limit";
import type { AnyCheckType, CheckResult, PlannedCheck, Target } from "../contract.js";
import { withDerived } from "./run-derived.js";
import { Parents } from "./parents.js";
import { reachOf } from "./reach.js";
import { runTarget } from "./run-target.js";
import type { RunSurroundings } from "./surroundings.js";

/** Makes every planned check, `forks` targets at once, parents first; each check gets exactly one result. Never rejects. */
export async function runChecks(
  checks: readonly PlannedCheck[],
  run: RunSurroundings,
): Promise<CheckResult[]> {
  // Every check in flight listens to the run's signal, so that many listeners are no leak.
  setMaxListeners(0, run.signal);
  const limit = pLimit(run.forks);
  const collecting = pLimit(mostCollected);
  const collected = await collectedTypes(checks, run);
  const isCollected = (group: Group): boolean => group.checks.every(({ type }) => collected.has(type));
  const parents = new Parents(run);
  const groups = groupByTarget(checks.filter(({ type }) => type.kind !== "derived"));
  const started = new Map<string, Promise<CheckResult[]>>();
  const start = (key: string, group: Group): Promise<CheckResult[]> => {
    let results = started.get(key);
    if (!results) started.set(key, (results = runGroup(group)));
    return results;
  };
  const runGroup = async (group: Group): Promise<CheckResult[]> => {
    const above = group.target.kind === "host" ? group.target.host.parents : [];
    // The inventory has refused cycles, so that this ends.
    for (const name of above) {
      const parent = groups.get(`host:${name}`);
      if (parent) await start(`host:${name}`, parent);
    }
    const seen = await (isCollected(group) ? collecting : limit)(() =>
      runTarget(group.target, group.checks, run),
    );
    const results = await judgePath(group, seen, parents);
    for (const result of results) run.onResult?.(result);
    return results;
  };
  const done = await Promise.all([...groups].map(([key, group]) => start(key, group)));
  return withDerived(checks, done.flat(), run);
}

/** A silent host behind parents that are down is unreachable. */
async function judgePath(
  { target, checks }: Group,
  seen: CheckResult[],
  parents: Parents,
): Promise<CheckResult[]> {
  if (target.kind !== "host") return seen;
  const here = new Set(checks.filter(runsHere).map(({ id }) => id));
  const isSilent = reachOf(seen.filter(({ check }) => !here.has(check))) === "down";
  const results = isSilent ? await parents.judgeSilent(target.host, seen) : seen;
  parents.learn(
    target.host.name,
    results.filter(({ check }) => !here.has(check)),
  );
  return results;
}

/** What runs on this machine says nothing of whether the host answers. */
function runsHere({ type, options }: PlannedCheck): boolean {
  return type.kind === "shell" && type.script(options).local === true;
}

/** Targets at once whose checks are collected into few processes. */
const mostCollected = 4_096;

/** Asked of each type once, before anything starts, so that targets keep their order. */
async function collectedTypes(
  checks: readonly PlannedCheck[],
  { ports, signal }: RunSurroundings,
): Promise<ReadonlySet<AnyCheckType>> {
  const collected = new Set<AnyCheckType>();
  for (const type of new Set(checks.map((check) => check.type))) {
    if (type.kind === "probe" && (await type.isCollected?.(ports, signal)) === true) collected.add(type);
  }
  return collected;
}

interface Group {
  readonly target: Target;
  readonly checks: PlannedCheck[];
}

function groupByTarget(checks: readonly PlannedCheck[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const check of checks) {
    const key = `${check.target.kind}:${check.targetName}`;
    const group = groups.get(key);
    if (group) group.checks.push(check);
    else groups.set(key, { target: check.target, checks: [check] });
  }
  return groups;
}
