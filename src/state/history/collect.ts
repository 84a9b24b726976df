import type { HistoryColumns } from "../../ports/history-store.js";
import type { Declared } from "../checks/history.js";
import { checkKey } from "../checks/key.js";
import type { TakeResult } from "./take-run.js";

/** Results of a day by check, and by what their values were called. */
export class Collected {
  readonly byKey = new Map<string, HistoryColumns[]>();
  readonly #byDeclared = new Map<Declared, HistoryColumns>();
  results = 0;

  readonly take: TakeResult<Declared> = (declared, at, state, durationMs, values, soft, summary) => {
    const part = this.#partOf(declared);
    const index = part.at.length;
    this.results += 1;
    part.at.push(at);
    part.states.push(state);
    part.durations.push(durationMs);
    for (let column = 0; column < part.columns.length; column++) {
      const value = values[column];
      part.columns[column]?.push(typeof value === "number" ? value : null);
    }
    if (soft) part.soft.add(index);
    if (summary !== undefined) part.summaries.set(index, summary);
  };

  add(key: string, part: HistoryColumns): void {
    this.results += part.at.length;
    const parts = this.byKey.get(key);
    if (parts) parts.push(part);
    else this.byKey.set(key, [part]);
  }

  #partOf(declared: Declared): HistoryColumns {
    const known = this.#byDeclared.get(declared);
    if (known) return known;
    const { k: _k, ...identity } = declared;
    const part: HistoryColumns = {
      ...identity,
      at: [],
      states: [],
      durations: [],
      columns: declared.values.map(() => []),
      soft: new Set(),
      summaries: new Map(),
    };
    this.#byDeclared.set(declared, part);
    this.add(checkKey(declared), part);
    return part;
  }
}
