import type { Positions } from "../../../checks/index.js";
import type { CommandContext } from "../../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../../cli/exit-status.js";
import { ItomError } from "../../../lib/errors.js";
import type { CheckStore } from "../../../ports/check-store.js";
import { paletteOf } from "../../../terminal/palette.js";
import { openScreen, type Screen, type ScreenEvents } from "../../../terminal/screen.js";
import type { ChosenChecks } from "../choose.js";
import { record } from "../record.js";
import { positionsOf, readPresent, remember, type Present, type RememberedResult } from "../remember.js";
import { runRound } from "../run-round.js";
import { statusOf } from "../status.js";
import { EvidenceBook } from "./evidence-book.js";
import { LiveView } from "./live-view.js";

interface WatchOptions {
  readonly everyMs: number;
  readonly keep: boolean;
}

/** `itom check --watch`: rounds until someone quits or the terminal is gone; the status is that of the last whole round. */
export async function watchChecks(
  context: CommandContext,
  chosen: ChosenChecks,
  { everyMs, keep }: WatchOptions,
  open: (events: ScreenEvents) => Screen = openScreen,
): Promise<ExitStatus> {
  // A state folder that can't be written is told before the screen is taken over.
  const store = keep ? await context.checkStore() : undefined;
  await store?.prepare();
  let { before } = positionsOf(await readPresent(store));
  const ports = await context.ports(chosen.inventory);
  const book = new EvidenceBook(chosen.checks);
  const view = new LiveView(open, {
    palette: paletteOf(await context.terminal.colours()),
    timezone: chosen.inventory.settings.timezone,
    plain: !isUtf8(context.env),
    explain: (result) => book.explain(result),
  });
  const onAbort = (): void => view.end();
  context.signal.addEventListener("abort", onAbort, { once: true });
  if (context.signal.aborted) view.end();
  let status: ExitStatus = exitStatus.interrupted;
  try {
    while (!view.signal.aborted) {
      const startedAt = context.now();
      const started = performance.now();
      const positions: Positions = { before, after: new Map() };
      view.beginRound(chosen.checks.length);
      const results = await runRound(context, chosen, {
        ports,
        positions,
        signal: view.signal,
        onResult: (result) => view.learn(result, context.now()),
        onEvidence: (check, evidence) => book.note(check, evidence),
      });
      // What was cut short says nothing.
      if (view.signal.aborted) break;
      before = new Map([...before, ...positions.after]);
      const problem =
        store &&
        (await keepResults(store, (present) => remember(present, chosen.checks, results, positions)));
      status = statusOf(results, problem === undefined);
      const durationMs = performance.now() - started;
      const waitMs = Math.max(0, everyMs - durationMs);
      view.endRound({
        at: startedAt,
        durationMs,
        nextAt: new Date(context.now().getTime() + waitMs),
        notice: problem,
      });
      await view.pause(waitMs);
    }
  } finally {
    context.signal.removeEventListener("abort", onAbort);
    view.close();
  }
  return status;
}

/** Resolves with what went wrong; the results are on the screen all the same. */
async function keepResults(
  store: CheckStore,
  join: (present: Present) => readonly RememberedResult[],
): Promise<string | undefined> {
  try {
    await record(store, join(await readPresent(store)));
    return undefined;
  } catch (error) {
    if (!(error instanceof ItomError)) throw error;
    return `not recorded: ${error.message}`;
  }
}

/** Whether the locale can show more than ASCII (setlocale(3): LC_ALL, LC_CTYPE, LANG, in this order). */
function isUtf8(env: CommandContext["env"]): boolean {
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find(
    (value) => value !== undefined && value !== "",
  );
  return locale === undefined || /utf-?8/i.test(locale);
}
