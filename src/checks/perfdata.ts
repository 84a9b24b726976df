import type { Value } from "./contract.js";

/** One item of Nagios performance data, its unit and thresholds exactly as printed. */
export type PerformanceDatum = Value;

export interface PerformanceData {
  readonly values: readonly PerformanceDatum[];
  /** Pieces that are no performance data, as they stand. */
  readonly rest: readonly string[];
}

const item = /\s*(?:'((?:[^']|'')*)'|([^\s='][^\s=]*))=(\S*)/y;
const number = String.raw`-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const reading = new RegExp(String.raw`^(?:(${number})|U)([^\d;.+-]*)$`);
const limit = new RegExp(`^${number}$`);

/**
 * Reads `'label'=value[UOM];warn;crit;min;max`, space separated (Monitoring Plugins guidelines, "Performance data");
 * a quote in a label is doubled, and `U` is a value that could not be determined.
 */
export function parsePerfdata(text: string): PerformanceData {
  const values: PerformanceDatum[] = [];
  const rest: string[] = [];
  let at = 0;
  while (text.slice(at).trim() !== "") {
    item.lastIndex = at;
    const match = item.exec(text);
    const whole = match?.[0] ?? /^\s*\S+/.exec(text.slice(at))?.[0] ?? text.slice(at);
    const label = match?.[1]?.replaceAll("''", "'") ?? match?.[2] ?? "";
    const datum = match ? readDatum(label, match[3] ?? "") : undefined;
    if (datum) values.push(datum);
    else rest.push(whole.trim());
    at += whole.length;
  }
  return { values, rest };
}

function readDatum(label: string, text: string): PerformanceDatum | undefined {
  const [measured = "", warn = "", crit = "", min = "", max = ""] = text.split(";");
  const match = reading.exec(measured);
  if (!match) return undefined;
  return {
    label,
    value: match[1] === undefined ? null : Number(match[1]),
    unit: match[2] ?? "",
    ...(warn !== "" && { warn }),
    ...(crit !== "" && { crit }),
    ...(limit.test(min) && { min: Number(min) }),
    ...(limit.test(max) && { max: Number(max) }),
  };
}

/** Writes values so that `parsePerfdata` and any Nagios reader gets the same ones back. */
export function formatPerfdata(values: readonly Value[]): string {
  return values.map(formatDatum).join(" ");
}

function formatDatum({ label, value, unit, warn, crit, min, max }: Value): string {
  const name = /[\s='";]/.test(label) || label === "" ? `'${label.replaceAll("'", "''")}'` : label;
  const fields = [`${value ?? "U"}${unit}`, warn ?? "", crit ?? "", min ?? "", max ?? ""].join(";");
  return `${name}=${fields.replace(/;+$/, "")}`;
}

const bases: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  us: ["s", 1e-6],
  ms: ["s", 1e-3],
  KB: ["B", 1024],
  MB: ["B", 1024 ** 2],
  GB: ["B", 1024 ** 3],
  TB: ["B", 1024 ** 4],
};

/** Brings a value and its thresholds to seconds or bytes; Nagios' KB and MB are powers of 1024. */
export function toBaseUnit(datum: PerformanceDatum): Value {
  const [unit, factor] = bases[datum.unit] ?? [datum.unit, 1];
  if (factor === 1) return datum;
  const scale = (amount: number): number => Number((amount * factor).toPrecision(15));
  const scaleRange = (range: string): string =>
    range.replaceAll(new RegExp(number, "g"), (text) => String(scale(Number(text))));
  return {
    label: datum.label,
    value: datum.value === null ? null : scale(datum.value),
    unit,
    ...(datum.warn !== undefined && { warn: scaleRange(datum.warn) }),
    ...(datum.crit !== undefined && { crit: scaleRange(datum.crit) }),
    ...(datum.min !== undefined && { min: scale(datum.min) }),
    ...(datum.max !== undefined && { max: scale(datum.max) }),
  };
}
