import type { HistoryColumns, HistoryStore, RollUp } from "../../../src/ports/history-store.js";

export const dayMs = 86_400_000;

export const retention = { rawMs: 30 * dayMs, hourlyMs: 400 * dayMs, dailyMs: 1_825 * dayMs };

/** All that a store has in a stretch, in the order in which it comes. */
export async function readAll(
  store: HistoryStore,
  from: string,
  to: string,
  wants: (key: string) => boolean = () => true,
): Promise<{ results: [key: string, HistoryColumns][]; rollUps: RollUp[]; skipped: number }> {
  const results: [string, HistoryColumns][] = [];
  const rollUps: RollUp[] = [];
  const query = { from: new Date(from), to: new Date(to), wants };
  const { skipped } = await store.read(query, (one) => {
    if (one.is === "results") results.push([one.key, one.part]);
    else rollUps.push(one.part);
  });
  return { results, rollUps, skipped };
}

/** Each result as one word, sorted: what was recorded must be there once, wherever it lies. */
export function words(results: readonly [string, HistoryColumns][]): string[] {
  return results
    .flatMap(([key, part]) =>
      part.at.map((at, index) => {
        const values = part.columns.map((column) => column[index]).join(",");
        return `${new Date(at).toISOString()} ${key} ${part.states[index]} ${values} ${part.summaries.get(index) ?? ""}`;
      }),
    )
    .sort();
}
