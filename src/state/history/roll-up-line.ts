import type { RollUp, Statistics } from "../../ports/history-store.js";
import { parseRecord } from "../packed/packed-index.js";
import { toIdentity, writeIdentity } from "./identity.js";

const names = ["n", "min", "max", "mean", "p50", "p95"] as const satisfies readonly (keyof Statistics)[];

/** Roll-ups of one check as one JSON line of columns: `at` in seconds, `states` and `stats` by name, then by stretch. */
export function encodeRollUps(rollUps: readonly RollUp[]): string {
  const [first] = rollUps;
  if (!first) return "";
  const states = [...new Set(rollUps.flatMap((one) => Object.keys(one.states)))].sort();
  const line = {
    ...writeIdentity(first),
    of: first.of,
    at: rollUps.map(({ at }) => at / 1000),
    states: Object.fromEntries(states.map((state) => [state, rollUps.map((one) => one.states[state] ?? 0)])),
    stats: first.values.map((_, index) =>
      Object.fromEntries(
        names.map((name) => [name, rollUps.map((one) => one.statistics[index]?.[name] ?? null)]),
      ),
    ),
  };
  return `${JSON.stringify(line)}\n`;
}

/** Undefined where the line is not what encodeRollUps writes. */
export function decodeRollUps(text: string): RollUp[] | undefined {
  const line = parseRecord(text);
  const identity = line && toIdentity(line);
  if (!line || !identity) return undefined;
  const { of, at, states, stats } = line;
  if ((of !== "hour" && of !== "day") || !Array.isArray(at) || !Array.isArray(stats)) return undefined;
  if (typeof states !== "object" || states === null) return undefined;
  const counts: [string, unknown][] = Object.entries(states);
  return at.map((second: unknown, index) => ({
    ...identity,
    of,
    at: Number(second) * 1000,
    states: Object.fromEntries(
      counts
        .map(([state, column]) => [state, numberAt(column, index) ?? 0] as const)
        .filter(([, n]) => n > 0),
    ),
    statistics: stats.map((one: unknown) => statisticsAt(one, index)),
  }));
}

function statisticsAt(columns: unknown, index: number): Statistics {
  const of = (name: (typeof names)[number]): number | null =>
    typeof columns === "object" && columns !== null ? numberAt(Reflect.get(columns, name), index) : null;
  return {
    n: of("n") ?? 0,
    min: of("min"),
    max: of("max"),
    mean: of("mean"),
    p50: of("p50"),
    p95: of("p95"),
  };
}

function numberAt(column: unknown, index: number): number | null {
  const value: unknown = Array.isArray(column) ? column[index] : undefined;
  return typeof value === "number" ? value : null;
}
