import { formatPosition } from "../../lib/position.js";
import type { CheckEntry } from "../../inventory/model.js";
import type { ProblemList } from "./problem-list.js";

/** A check that has no id yet. */
export interface Unnamed {
  readonly entry: CheckEntry;
  /** Kind and name, so that a host and a service of one name don't meet. */
  readonly targetKey: string;
  readonly targetName: string;
}

/**
 * An id for each check, in their order: the entry's own, else the type, else type and number. Written ids go first, so that
 * an automatic one never takes the place of one that a person chose. Two written ones on a target are a problem.
 */
export function assignIds(checks: readonly Unnamed[], problems: ProblemList): string[] {
  const taken = new Map<string, CheckEntry>();
  for (const { entry, targetKey, targetName } of checks) {
    if (entry.id === undefined) continue;
    const key = `${targetKey}/${entry.id}`;
    const other = taken.get(key);
    if (other) problems.add(duplicate(entry, other), targetName);
    else taken.set(key, entry);
  }
  const numbers = new Map<string, number>();
  return checks.map(({ entry, targetKey }) => {
    if (entry.id !== undefined) return entry.id;
    const key = `${targetKey}/${entry.type}`;
    let number = numbers.get(key) ?? 0;
    do number += 1;
    while (taken.has(`${targetKey}/${automatic(entry.type, number)}`));
    numbers.set(key, number);
    return automatic(entry.type, number);
  });
}

function automatic(type: string, number: number): string {
  return number === 1 ? type : `${type}-${number}`;
}

function duplicate(entry: CheckEntry, other: CheckEntry) {
  return {
    message: `the id "${entry.id}" is used twice, also at ${formatPosition(other.positions.get("id") ?? other.position)}`,
    expected: "an id that is unique on each target",
    position: entry.positions.get("id") ?? entry.position,
  };
}
