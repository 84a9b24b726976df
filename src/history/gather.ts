import type { HistoryColumns, HistoryPart, RollUp } from "../ports/history-store.js";

/** What the store has of one check in a stretch of time. */
export interface Gathered {
  readonly key: string;
  readonly results: HistoryColumns[];
  readonly rollUps: RollUp[];
}

/** Sorts what the store hands over by check; with `statesOnly` without values, which a month of a fleet has too many of. */
export class Gathering {
  readonly byKey = new Map<string, Gathered>();
  readonly #statesOnly: boolean;

  constructor({ statesOnly = false } = {}) {
    this.#statesOnly = statesOnly;
  }

  readonly take = (one: HistoryPart): void => {
    let gathered = this.byKey.get(one.key);
    if (!gathered) this.byKey.set(one.key, (gathered = { key: one.key, results: [], rollUps: [] }));
    if (one.is === "results") gathered.results.push(this.#statesOnly ? withoutValues(one.part) : one.part);
    else gathered.rollUps.push(one.part);
  };
}

function withoutValues(part: HistoryColumns): HistoryColumns {
  return { ...part, values: [], columns: [], durations: [], summaries: new Map() };
}
