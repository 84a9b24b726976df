import type { CommandContext } from "../../cli/context/context.js";
import type { ExitStatus } from "../../cli/exit-status.js";
import { renderHuman } from "../../output/check/human.js";
import { renderJson } from "../../output/check/json.js";
import { paletteOf } from "../../terminal/palette.js";
import type { CheckReport } from "../../output/check/report.js";
import type { ChosenChecks } from "./choose.js";
import { writeOutputs, type Output } from "./outputs.js";
import { openPast, pastOrTold, recordOrTell } from "./record.js";
import { positionsOf, remember, type Present } from "./remember.js";
import { runAll } from "./run-all.js";
import { statusOf } from "./status.js";
import { tellChange } from "./tell-change.js";

interface MakeOptions {
  readonly outputs: readonly Output[];
  /** Whether results go to the state folder. */
  readonly keep: boolean;
  /** Show only what is not as it was recorded last. */
  readonly changed: boolean;
}

/** Makes the checks, shows the results, keeps them, and answers with the worst state. */
export async function makeChecks(
  context: CommandContext,
  chosen: ChosenChecks,
  { outputs, keep, changed }: MakeOptions,
): Promise<ExitStatus> {
  const startedAt = context.now();
  const started = performance.now();
  // What has changed can't be said without what was: then that is told before any host is asked.
  const past = changed ? await openPast(context, keep) : keep ? await pastOrTold(context) : undefined;
  const present: Present = past?.present ?? new Map();
  const positions = positionsOf(present);
  const observed = await runAll(context, chosen, !context.global.json && !context.global.quiet, positions);
  const remembered = remember(present, chosen.checks, observed, positions);
  const results = remembered.map(({ result }) => result);
  const shown = changed ? remembered.flatMap(tellChange) : results;
  const report: CheckReport = { results: shown, startedAt, durationMs: performance.now() - started };
  if (!outputs.some((output) => output.file === undefined))
    context.terminal.stdout.write(await standard(context, report, changed));
  // Kept before they go to files: one that can't be written must not lose them.
  const kept = keep ? past !== undefined && (await recordOrTell(context, past.store, remembered)) : true;
  await writeOutputs(outputs, report, context);
  return statusOf(results, kept);
}

/** What stdout gets where no `--out` claims it. */
async function standard(
  context: CommandContext,
  { results, startedAt, durationMs }: CheckReport,
  changed: boolean,
): Promise<string> {
  const { json, quiet, verbose } = context.global;
  if (json) return renderJson(results, startedAt, durationMs);
  const palette = paletteOf(await context.terminal.colours());
  // With --changed a recovery is news, and silence means that there is none.
  return renderHuman(results, { palette, quiet: quiet || changed, verbose: verbose || changed, durationMs });
}
