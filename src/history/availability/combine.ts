import type { Interval } from "../../inventory/index.js";
import { addSegment, type Kind, type Segment } from "./timeline.js";

/**
 * One timeline of several over a stretch: `decide` says what their kinds at one moment come to. One that has no segment there
 * has no say.
 */
export function combine(
  timelines: readonly (readonly Segment[])[],
  { from: first, to: last }: Interval,
  decide: (kinds: readonly Kind[]) => Kind,
): Segment[] {
  const ends = timelines.flatMap((segments) => segments.flatMap(({ from, to }) => [from, to]));
  const within = ends.filter((at) => at > first && at < last);
  const cuts = [...new Set([first, ...within, last])].sort((a, b) => a - b);
  const places = timelines.map(() => 0);
  const combined: Segment[] = [];
  cuts.slice(0, -1).forEach((from, index) => {
    const kinds = timelines.flatMap((segments, number): Kind[] => {
      let place = places[number] ?? 0;
      while ((segments[place]?.to ?? Infinity) <= from) place += 1;
      places[number] = place;
      const segment = segments[place];
      return segment && segment.from <= from ? [segment.kind] : [];
    });
    addSegment(combined, from, cuts[index + 1] ?? from, decide(kinds));
  });
  return combined;
}

/** Worst first: what is surely bad, what may be, what was meant to be. */
const worstFirst: readonly Kind[] = ["down", "unreachable", "unobserved", "planned", "up"];

/** All must be up. Nothing at all was not observed. */
export function worstKind(kinds: readonly Kind[]): Kind {
  return worstFirst.find((kind) => kinds.includes(kind)) ?? "unobserved";
}

/** At least so many must be up; what may have been up counts against `down`, never for `up`. */
export function atLeastUp(atLeast: number): (kinds: readonly Kind[]) => Kind {
  return (kinds) => {
    let count = 0;
    for (const kind of worstFirst.toReversed()) {
      count += kinds.filter((one) => one === kind).length;
      if (count >= atLeast) return kind;
    }
    return "down";
  };
}

/** Within planned downtime what is not up is planned. */
export function withPlanned(
  timeline: readonly Segment[],
  stretch: Interval,
  windows: readonly Interval[],
): Segment[] {
  if (windows.length === 0) return [...timeline];
  const open = windows.map((window): Segment[] => [{ ...window, kind: "planned" }]);
  return combine([timeline, ...open], stretch, ([kind = "unobserved", ...windowsNow]) =>
    windowsNow.length > 0 && kind !== "up" ? "planned" : kind,
  );
}
