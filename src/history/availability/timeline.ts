/** What a stretch of time counts as. UNKNOWN is not observed: nothing was determined. */
export type Kind = "up" | "down" | "unreachable" | "planned" | "unobserved";

/** In ms since 1970; the segments of a timeline follow each other without gap and overlap. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly kind: Kind;
}

export interface Observations {
  /** In ms since 1970, ascending. */
  readonly at: readonly number[];
  readonly states: readonly string[];
}

/** After so many usual intervals without a result nothing is known. */
export const gapFactor = 3;

/** The median time between two results; undefined below two. */
export function usualInterval({ at }: Observations): number | undefined {
  const gaps = at.slice(1).map((time, index) => time - (at[index] ?? time));
  const positive = gaps.filter((gap) => gap > 0).sort((a, b) => a - b);
  return positive[Math.floor(positive.length / 2)];
}

const kinds: Readonly<Record<string, Kind>> = {
  OK: "up",
  WARNING: "up",
  CRITICAL: "down",
  UNREACHABLE: "unreachable",
};

/**
 * What each moment from `from` to `to` counts as. A result stands until the next; where that comes later than `gapFactor`
 * usual intervals, for one interval, and what follows was not observed. Pure.
 */
export function timelineOf(
  { at, states }: Observations,
  { from, to, intervalMs }: { readonly from: number; readonly to: number; readonly intervalMs: number },
): Segment[] {
  const segments: Segment[] = [];
  const add = (start: number, end: number, kind: Kind): void =>
    addSegment(segments, Math.max(start, from), Math.min(end, to), kind);
  add(from, at[0] ?? to, "unobserved");
  at.forEach((time, index) => {
    const next = at[index + 1] ?? Math.max(to, time);
    const stands = next - time <= gapFactor * intervalMs ? next : time + intervalMs;
    add(time, Math.min(stands, next), kinds[states[index] ?? ""] ?? "unobserved");
    add(stands, next, "unobserved");
  });
  return segments;
}

/** Puts a segment at the end; one of the same kind as the last makes that longer. */
export function addSegment(segments: Segment[], from: number, to: number, kind: Kind): void {
  if (from >= to) return;
  const last = segments[segments.length - 1];
  if (last?.kind === kind && last.to === from) segments[segments.length - 1] = { ...last, to };
  else segments.push({ from, to, kind });
}
