import {
  Gathering,
  keysOf,
  observe,
  reportAvailability,
  type AvailabilityOf,
  type ObservedCheck,
} from "../../history/index.js";
import type { Inventory } from "../../inventory/model.js";
import type { HistoryStore } from "../../ports/history-store.js";
import type { SubjectQuestion } from "./subjects.js";

interface Given {
  readonly store: HistoryStore;
  readonly inventory: Inventory;
  readonly checksOf: (target: string) => readonly string[];
  readonly now: Date;
  /** The usual time between two results of a check, where the user gave it. */
  readonly intervalMs: number | undefined;
}

/** The longest window of a burn rate. */
const burnMs = 3 * 86_400_000;
/** So much earlier reading begins, so that the period's first result has one before it. */
const leadMs = 3_600_000;
/** Checks read at once, so that memory is bounded. */
const checksAtOnce = 200;

/** Reads what is needed, some subjects at a time, and reports on each. */
export async function reportOn(
  questions: readonly SubjectQuestion[],
  given: Given,
): Promise<{ readonly reports: AvailabilityOf[]; readonly skipped: number }> {
  const reports: AvailabilityOf[] = [];
  let skipped = 0;
  for (const batch of batches(questions, given)) {
    const done = await reportOnBatch(batch, given);
    reports.push(...done.reports);
    skipped = Math.max(skipped, done.skipped);
  }
  return { reports, skipped };
}

function batches(questions: readonly SubjectQuestion[], given: Given): SubjectQuestion[][] {
  const all: SubjectQuestion[][] = [];
  let count = Infinity;
  for (const question of questions) {
    const size = keysOf(question.subject, given).size;
    if (count + size > checksAtOnce) {
      all.push([]);
      count = 0;
    }
    all.at(-1)?.push(question);
    count += size;
  }
  return all;
}

async function reportOnBatch(
  questions: readonly SubjectQuestion[],
  { store, inventory, checksOf, now, intervalMs }: Given,
): Promise<{ reports: AvailabilityOf[]; skipped: number }> {
  const to = now.getTime();
  const longest = questions.reduce((most, { overMs }) => Math.max(most, overMs), burnMs);
  const stretch = { from: to - longest, to };
  const keys = new Set(questions.flatMap(({ subject }) => [...keysOf(subject, { inventory, checksOf })]));
  const gathering = new Gathering({ statesOnly: true });
  const query = { from: new Date(stretch.from - leadMs), to: now, wants: (key: string) => keys.has(key) };
  const { skipped } = await store.read(query, gathering.take);
  const observed = new Map<string, ObservedCheck>();
  for (const [key, gathered] of gathering.byKey) {
    const check = observe(gathered, stretch, intervalMs);
    if (check) observed.set(key, check);
  }
  const sources = { inventory, checksOf, observed, stretch };
  const reports = questions.map(({ subject, overMs, objective }) => {
    const period = { from: to - overMs, to };
    return reportAvailability({ subject, period, ...(objective !== undefined && { objective }) }, sources);
  });
  return { reports, skipped };
}
