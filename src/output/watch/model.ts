import type { CheckResult, State } from "../../checks/index.js";

/** One check on the screen. */
export interface WatchRow {
  /** `web1/disk`, `service:shop/front`. */
  readonly key: string;
  readonly result: CheckResult;
  /** The main value of each round seen, oldest first; null where there was none. */
  readonly numbers: readonly (number | null)[];
  /** The last change of state that was seen. */
  readonly change?: { readonly from: State; readonly at: Date; readonly round: number };
}

export interface Explanation {
  readonly title: string;
  /** Safe to print. */
  readonly lines: readonly string[];
  /** The first line shown. */
  readonly top: number;
}

/** All that the live screen shows; nothing in it is about a terminal. */
export interface WatchModel {
  readonly rows: ReadonlyMap<string, WatchRow>;
  /** The round that runs, or that ended last; from 1. */
  readonly round: number;
  /** While a round runs. */
  readonly running?: { readonly done: number; readonly total: number };
  readonly lastTook?: { readonly at: Date; readonly durationMs: number };
  readonly nextAt?: Date;
  /** What went wrong beside the checks. */
  readonly notice?: string;
  readonly filter: string;
  /** The keys go to the filter. */
  readonly isTyping: boolean;
  readonly onlyWrong: boolean;
  readonly selected?: string;
  readonly explanation?: Explanation;
}

export const emptyModel: WatchModel = {
  rows: new Map(),
  round: 0,
  filter: "",
  isTyping: false,
  onlyWrong: false,
};

/** Rounds that a sparkline can go back. */
const longestSeries = 120;

/** Takes in results of the present round. */
export function learn(
  model: WatchModel,
  results: readonly CheckResult[],
  nameOf: (result: CheckResult) => string,
  at: Date,
): WatchModel {
  const rows = new Map(model.rows);
  for (const result of results) {
    const key = nameOf(result);
    rows.set(key, nextRow(key, result, rows.get(key), { at, round: model.round }));
  }
  return { ...model, rows };
}

function nextRow(
  key: string,
  result: CheckResult,
  before: WatchRow | undefined,
  when: { at: Date; round: number },
): WatchRow {
  const number = result.values.find(({ value }) => value !== null)?.value ?? null;
  const numbers = [...(before?.numbers ?? []), number].slice(-longestSeries);
  const hasChanged = before !== undefined && before.result.state !== result.state;
  const change = hasChanged ? { from: before.result.state, ...when } : before?.change;
  return { key, result, numbers, ...(change && { change }) };
}
