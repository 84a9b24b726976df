import type { CommandContext } from "../../cli/context/context.js";
import { errorText } from "../../cli/report-error.js";
import { ItomError } from "../../lib/errors.js";
import type { CheckStore, StoredResult } from "../../ports/check-store.js";
import { retentionOf } from "../shared/retention.js";
import { readPresent, type Present, type RememberedResult } from "./remember.js";

/** Keeps the results; a failure is told on stderr, because they are on stdout already. Resolves with whether they were kept. */
export async function recordOrTell(
  context: CommandContext,
  store: CheckStore,
  results: readonly RememberedResult[],
): Promise<boolean> {
  const kept = await worksOrTell(context, () => record(store, results));
  // What this run found is kept, even where the past can't be packed.
  if (kept) await worksOrTell(context, () => tidyHistory(context));
  return kept;
}

interface Past {
  readonly store: CheckStore;
  readonly present: Present;
}

/** The store, ready to be written to where results are kept, and what it says of each check. */
export async function openPast(context: CommandContext, keep: boolean): Promise<Past> {
  const store = await context.checkStore();
  if (keep) await store.prepare();
  return { store, present: await readPresent(store) };
}

/** As openPast; a failure is told, and the run goes on: an alarm matters more than its history. */
export async function pastOrTold(context: CommandContext): Promise<Past | undefined> {
  let past: Past | undefined;
  await worksOrTell(context, async () => {
    past = await openPast(context, true);
  });
  return past;
}

async function worksOrTell({ terminal }: CommandContext, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof ItomError)) throw error;
    terminal.stderr.write(errorText(error));
    return false;
  }
}

/** After midnight the first run packs the day that has ended; an interrupted one leaves it to the next. */
async function tidyHistory(context: CommandContext): Promise<void> {
  if (context.signal.aborted) return;
  const [history, inventory] = await Promise.all([context.historyStore(), context.inventory()]);
  await history.tidy(retentionOf(inventory.settings));
}

/** Keeps what was observed; a check that was told to stop observed nothing. */
export async function record(store: CheckStore, results: readonly RememberedResult[]): Promise<void> {
  const observed = results.filter(({ result }) => result.error?.kind !== "CANCELLED");
  if (observed.length > 0) await store.record(observed.map(toStored));
}

function toStored({ result, memory }: RememberedResult): StoredResult {
  return {
    ...(result.host !== undefined && { host: result.host }),
    ...(result.service !== undefined && { service: result.service }),
    check: result.check,
    type: result.type,
    state: result.state,
    hard: result.hard,
    summary: result.summary,
    values: result.values.map(({ label, value, unit }) => ({ label, value, unit })),
    startedAt: result.startedAt,
    durationMs: result.durationMs,
    memory,
  };
}
