import { formatDuration } from "../lib/duration.js";

/** Ten and thirty times what is seen, at least some milliseconds, in round numbers. */
export function timesFor(ms: number, leastMs: number): [warn: string, crit: string] {
  const warn = roundUp(Math.max(leastMs, ms * 10));
  return [text(warn), text(roundUp(warn * 3))];
}

function roundUp(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  return Math.ceil(Number((ms / power).toFixed(6))) * power;
}

function text(ms: number): string {
  return ms >= 1_000 ? `${ms / 1_000}s` : `${ms}ms`;
}

/** `in 12 ms`, for reasons. */
export function inTime(ms: number): string {
  return `in ${formatDuration(ms)}`;
}
