import { formatDuration } from "../../lib/duration.js";
import { formatSize } from "../../lib/size.js";
import type { ThresholdUnit } from "./threshold.js";

/** Writes a measured number for people: `92 %`, `612 ms`, `1.5 GiB`, `3.25`. */
export function formatReading(value: number, unit: ThresholdUnit): string {
  if (value < 0) return `-${formatReading(-value, unit)}`;
  if (unit === "ms") return formatDuration(value);
  if (unit === "B") return formatSize(Math.round(value));
  if (unit === "%") return `${round(value, 1)} %`;
  return String(round(value, 2));
}

function round(value: number, digits: number): number {
  const power = 10 ** digits;
  return Number.isSafeInteger(Math.round(value * power)) ? Math.round(value * power) / power : value;
}
