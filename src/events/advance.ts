import type { State } from "../checks/index.js";
import type { CheckMemory } from "../ports/check-store.js";
import { flappingSlots, isFlapping } from "./flapping.js";

/** What a run is worth telling about a check. */
export type CheckEvent =
  /** A confirmed state that is not the last one that was told. */
  | { readonly kind: "state"; readonly from: string | undefined }
  /** It began to change too often to be told each time. */
  | { readonly kind: "flapping" }
  /** It has come to rest. */
  | { readonly kind: "steady" }
  /** As bad as before, for a reason of its own. */
  | { readonly kind: "more" };

export interface Advance {
  readonly memory: CheckMemory;
  /** The state is confirmed by as many runs in a row as the check asks for; a recovery is at once. */
  readonly hard: boolean;
  readonly event?: CheckEvent;
}

const letters: Readonly<Record<State, string>> = {
  OK: "O",
  WARNING: "W",
  CRITICAL: "C",
  UNKNOWN: "U",
  UNREACHABLE: "R",
};

/** Pure. What one more run makes of what is remembered of a check. `confirmed`: all tries of this run have shown the state. */
export function advance(
  before: CheckMemory | undefined,
  run: { readonly state: State; readonly confirmed: boolean },
  confirmRuns: number,
): Advance {
  const badRuns = run.state === "OK" ? 0 : (before?.badRuns ?? 0) + 1;
  const hard = run.confirmed && (run.state === "OK" || badRuns >= confirmRuns);
  const recent = `${before?.recent ?? ""}${letters[run.state]}`.slice(-(flappingSlots + 1));
  const flapping = isFlapping(recent, before?.flapping ?? false);
  const event = eventOf(before, run.state, hard, flapping);
  // What flaps is told when it has come to rest, so that until then the last word stands.
  const told = hard && !flapping ? run.state : before?.told;
  const memory = { badRuns, recent, flapping, ...(told !== undefined && { told }) };
  return { memory, hard, ...(event && { event }) };
}

function eventOf(
  before: CheckMemory | undefined,
  state: State,
  hard: boolean,
  flapping: boolean,
): CheckEvent | undefined {
  if (flapping) return before?.flapping === true ? undefined : { kind: "flapping" };
  if (before?.flapping === true) return { kind: "steady" };
  const from = before?.told;
  return hard && state !== (from ?? "OK") ? { kind: "state", from } : undefined;
}
