import type { HistoryColumns, HistoryPart, RollUp } from "../ports/history-store.js";

/** What the store has of one check in a stretch of time. */
export interface Gathered {
  readonly key: string;
  readonly results: HistoryColumns[];
  readonly rollUps: RollUp[];
}

/** Sorts what the store hands over by check. */
export class Gathering {
  readonly byKey = new Map<string, Gathered>();

  readonly take = (one: HistoryPart): void => {
    let gathered = this.byKey.get(one.key);
    if (!gathered) this.byKey.set(one.key, (gathered = { key: one.key, results: [], rollUps: [] }));
    if (one.is === "results") gathered.results.push(one.part);
    else gathered.rollUps.push(one.part);
  };
}
