import { keyOfResult, type CheckResult, type PlannedCheck, type Positions } from "../../checks/index.js";
import { advance, type CheckEvent } from "../../events/index.js";
import type { CheckMemory, CheckStore, PresentState } from "../../ports/check-store.js";

/** A result with what it means after the runs before it. */
export interface RememberedResult {
  readonly result: CheckResult;
  readonly memory: CheckMemory;
  readonly event: CheckEvent | undefined;
  readonly before: PresentState | undefined;
}

/** What is known of every check before a run; read ahead of it, so that a broken state folder is told before any host is asked. */
export type Present = ReadonlyMap<string, PresentState>;

export async function readPresent(store: CheckStore | undefined): Promise<Present> {
  return store ? store.present() : new Map();
}

/** Joins results with what is remembered of their checks. */
export function remember(
  present: Present,
  checks: readonly PlannedCheck[],
  results: readonly CheckResult[],
  positions?: Positions,
): RememberedResult[] {
  const confirm = new Map(
    checks.filter((check) => check.confirm > 1).map((check) => [keyOfPlanned(check), check.confirm]),
  );
  return results.map((result) => {
    const key = keyOfResult(result);
    const before = present.get(key);
    const run = { state: result.state, confirmed: result.hard };
    // What could not be read this time is read on from where it was.
    const position = positions?.after.get(key) ?? before?.memory?.position;
    const known = position === undefined ? memoryOf(before) : withoutFlapping(memoryOf(before));
    const { memory: found, hard, event: change } = advance(known, run, confirm.get(key) ?? 1);
    // What was read on is bad by lines that no run before has told.
    const isNew = result.state !== "OK" && positions?.after.has(key) === true;
    const event = change ?? (isNew ? { kind: "more" as const } : undefined);
    const memory = { ...found, ...(position !== undefined && { position }) };
    const changed = { ...result, hard, ...(memory.flapping && { flapping: true }) };
    return { result: hard === result.hard && !memory.flapping ? result : changed, memory, event, before };
  });
}

/** For one run: where the checks were left by the last one. */
export function positionsOf(present: Present): Positions {
  const known = [...present].flatMap(([key, { memory }]): [string, string][] =>
    memory?.position === undefined ? [] : [[key, memory.position]],
  );
  return { before: new Map(known), after: new Map() };
}

/** A log is well again at the next run, which is no flapping: each alarm is another. */
function withoutFlapping(memory: CheckMemory | undefined): CheckMemory | undefined {
  return memory && { ...memory, recent: "", flapping: false };
}

/** A state that was kept before there was a memory was told when it was hard. */
function memoryOf(before: PresentState | undefined): CheckMemory | undefined {
  if (!before || before.memory) return before?.memory;
  return {
    badRuns: before.state === "OK" ? 0 : 1,
    recent: "",
    flapping: false,
    ...(before.hard && { told: before.state }),
  };
}

function keyOfPlanned({ target, targetName, id }: PlannedCheck): string {
  return target.kind === "host" ? `${targetName}/${id}` : `service:${targetName}/${id}`;
}
