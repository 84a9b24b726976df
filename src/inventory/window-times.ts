import { instantOf, wallTime } from "../lib/zoned-time.js";
import type { Window } from "./model.js";

/** A stretch of time, in ms since 1970; `to` is not in it. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** When a window is open between two instants, in order; one that runs over midnight belongs to the day on which it begins. */
export function windowTimes(window: Window, from: number, to: number): Interval[] {
  const { days, fromMinute, toMinute, timezone } = window;
  const first = Math.floor(wallTime(from, timezone) / dayMs) - 1;
  const last = Math.floor(wallTime(to, timezone) / dayMs);
  const intervals: Interval[] = [];
  for (let day = first; day <= last; day += 1) {
    // 1 January 1970 was a Thursday.
    if (!days.includes((day + 4) % 7)) continue;
    const endDay = toMinute <= fromMinute ? day + 1 : day;
    const start = instantOf(day * dayMs + fromMinute * minuteMs, timezone, "first");
    const end = instantOf(endDay * dayMs + toMinute * minuteMs, timezone, "last");
    const clipped = { from: Math.max(start, from), to: Math.min(end, to) };
    if (clipped.from < clipped.to) intervals.push(clipped);
  }
  return intervals;
}
