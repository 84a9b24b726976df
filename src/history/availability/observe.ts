import type { Gathered } from "../gather.js";
import type { RollUp } from "../../ports/history-store.js";
import { timelineOf, usualInterval, type Observations, type Segment } from "./timeline.js";

/** One check's timeline, and what it was made of. */
export interface ObservedCheck {
  readonly key: string;
  readonly timeline: readonly Segment[];
  /** When results began, in ms since 1970. */
  readonly at: readonly number[];
  readonly intervalMs: number;
  /** Part of it comes from roll-ups: how much was bad is known, when within the hour or day is not. */
  readonly rolledUp: boolean;
}

/** Undefined where nobody can say how often the check is made: below two results, where the interval is not given. */
export function observe(
  gathered: Gathered,
  stretch: { readonly from: number; readonly to: number },
  givenMs?: number,
): ObservedCheck | undefined {
  const raw = rawObservations(gathered);
  const intervalMs = givenMs ?? usualInterval(raw) ?? intervalOfRollUps(gathered.rollUps);
  if (intervalMs === undefined) return undefined;
  const rolled = merged(gathered.rollUps).flatMap((rollUp) => spread(rollUp, intervalMs));
  const all = sorted([...pairs(raw), ...rolled]);
  const timeline = timelineOf(all, { ...stretch, intervalMs });
  return { key: gathered.key, timeline, at: all.at, intervalMs, rolledUp: rolled.length > 0 };
}

function rawObservations({ results }: Gathered): Observations {
  const [first, ...more] = results;
  if (more.length === 0) return { at: first?.at ?? [], states: first?.states ?? [] };
  return sorted(results.flatMap(pairs));
}

type Pair = readonly [at: number, state: string];

function pairs({ at, states }: Observations): Pair[] {
  return at.map((time, index) => [time, states[index] ?? "UNKNOWN"]);
}

function sorted(given: readonly Pair[]): Observations {
  const inOrder = given.toSorted(([a], [b]) => a - b);
  return { at: inOrder.map(([time]) => time), states: inOrder.map(([, state]) => state) };
}

/** A result that was recorded after midnight has its roll-up of the day before in another file. */
function merged(rollUps: readonly RollUp[]): RollUp[] {
  const byStart = new Map<string, RollUp>();
  for (const rollUp of rollUps) {
    const start = `${rollUp.of} ${rollUp.at}`;
    const known = byStart.get(start);
    const states: Record<string, number> = { ...known?.states };
    for (const [state, count] of Object.entries(rollUp.states)) states[state] = (states[state] ?? 0) + count;
    byStart.set(start, { ...rollUp, states });
  }
  return [...byStart.values()];
}

const lengths = { hour: 3_600_000, day: 86_400_000 } as const;

function countOf({ states }: RollUp): number {
  return Object.values(states).reduce((sum, count) => sum + count, 0);
}

function intervalOfRollUps(rollUps: readonly RollUp[]): number | undefined {
  const gaps = rollUps.map((rollUp) => lengths[rollUp.of] / countOf(rollUp)).filter(Number.isFinite);
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
}

/** A roll-up's results at the usual interval from its start on: where there were fewer the rest was not observed. */
function spread(rollUp: RollUp, intervalMs: number): Pair[] {
  const end = rollUp.at + lengths[rollUp.of];
  const step = Math.min(intervalMs, lengths[rollUp.of] / Math.max(1, countOf(rollUp)));
  const states = Object.entries(rollUp.states).flatMap(([state, count]) => Array<string>(count).fill(state));
  const observed = states.map((state, index): Pair => [rollUp.at + index * step, state]);
  const last = rollUp.at + states.length * step;
  // One more without a state ends what the last one would else stand for.
  return end - last >= step ? [...observed, [last, "UNKNOWN"]] : observed;
}
