import type { State, Value } from "../contract.js";
import { formatReading } from "./format-reading.js";
import type { Operator, Threshold, Thresholds, ThresholdUnit } from "./threshold.js";

export interface Judgement {
  readonly state: Extract<State, "OK" | "WARNING" | "CRITICAL" | "UNKNOWN">;
  /** Why it is not OK: `92 % > 90 %`; empty when it is OK. */
  readonly reason: string;
}

/** A measured number in each unit that its thresholds may use; null or NaN where it could not be determined. */
export type Readings = Readonly<Partial<Record<ThresholdUnit, number | null>>>;

/** Judges one number, in the unit of its thresholds. What was not determined is UNKNOWN, thresholds or not. */
export function judge(value: number | null | undefined, thresholds: Thresholds): Judgement {
  return judgeReadings(
    { "%": value ?? null, ms: value ?? null, B: value ?? null, "": value ?? null },
    thresholds,
  );
}

/** As `judge`, where the same thing is measured in several units (a disk's share and its bytes). */
export function judgeReadings(readings: Readings, { warn, crit }: Thresholds): Judgement {
  const known = Object.values(readings).every((value) => value !== null && Number.isFinite(value));
  const missing = [warn, crit].some((threshold) => threshold && readings[threshold.unit] === undefined);
  if (!known || missing) return { state: "UNKNOWN", reason: "could not be determined" };
  for (const [threshold, state] of [
    [crit, "CRITICAL"],
    [warn, "WARNING"],
  ] as const) {
    const reason = threshold && whyAlarming(readings[threshold.unit] ?? Number.NaN, threshold);
    if (reason !== undefined) return { state, reason };
  }
  return { state: "OK", reason: "" };
}

/** The measured number as results carry it; what could not be determined is null there. */
export function measured(
  label: string,
  value: number | null,
  unit: string,
  thresholds: Thresholds = {},
): Value {
  return {
    label,
    value: value !== null && Number.isFinite(value) ? value : null,
    unit,
    ...(thresholds.warn && { warn: thresholds.warn.written }),
    ...(thresholds.crit && { crit: thresholds.crit.written }),
  };
}

/** The reason in one comparison, or undefined when the value is fine. */
export function whyAlarming(value: number, { alert, unit }: Threshold): string | undefined {
  if (alert.kind === "beyond") {
    return holds(value, alert.operator, alert.limit)
      ? compare(value, alert.operator, alert.limit, unit)
      : undefined;
  }
  if (alert.inside) {
    if (value < alert.start || value > alert.end) return undefined;
    return `${formatReading(value, unit)} is within ${formatEnd(alert.start, unit)} to ${formatEnd(alert.end, unit)}`;
  }
  if (value < alert.start) return compare(value, "<", alert.start, unit);
  return value > alert.end ? compare(value, ">", alert.end, unit) : undefined;
}

function holds(value: number, operator: Operator, limit: number): boolean {
  if (operator === "<") return value < limit;
  if (operator === "<=") return value <= limit;
  return operator === ">" ? value > limit : value >= limit;
}

function compare(value: number, operator: Operator, limit: number, unit: ThresholdUnit): string {
  const [left, right] = [formatReading(value, unit), formatReading(limit, unit)];
  if (left !== right || value === limit) return `${left} ${operator} ${right}`;
  const inSeconds = unit === "ms" && limit >= 1000;
  const exact = (amount: number): string =>
    `${inSeconds ? amount / 1000 : amount} ${inSeconds ? "s" : unit}`.trim();
  return `${exact(value)} ${operator} ${exact(limit)}`;
}

function formatEnd(end: number, unit: ThresholdUnit): string {
  return Number.isFinite(end) ? formatReading(end, unit) : end < 0 ? "-∞" : "∞";
}
