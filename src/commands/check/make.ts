import { runChecks, type CheckResult } from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import type { ExitStatus } from "../../cli/exit-status.js";
import { renderHuman } from "../../output/check/human.js";
import { renderJson } from "../../output/check/json.js";
import { paletteOf } from "../../terminal/palette.js";
import { createProgress } from "../../terminal/progress.js";
import type { CheckReport } from "../../output/check/report.js";
import { changedSince } from "./changes.js";
import type { ChosenChecks } from "./choose.js";
import { writeOutputs, type Output } from "./outputs.js";
import { recordOrTell } from "./record.js";
import { statusOf } from "./status.js";

const defaultForks = 50;
const probesPerTarget = 8;

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
  // A state folder that can't be written is told before any host is asked.
  const store = keep || changed ? await context.checkStore() : undefined;
  if (store && keep) await store.prepare();
  const choose = store && changed ? await changedSince(store) : undefined;
  const results = await runAll(context, chosen);
  const shown = choose ? choose(results) : results;
  const report: CheckReport = { results: shown, startedAt, durationMs: performance.now() - started };
  if (!outputs.some((output) => output.file === undefined))
    context.terminal.stdout.write(await standard(context, report, changed));
  // Kept before they go to files: one that can't be written must not lose them.
  const kept = store && keep ? await recordOrTell(context, store, results) : true;
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

async function runAll(context: CommandContext, { checks, inventory }: ChosenChecks): Promise<CheckResult[]> {
  const { global, terminal, signal } = context;
  const progress = createProgress(terminal, !global.json && !global.quiet);
  const counts = { done: 0, wrong: 0 };
  const run = withRunTimeout(
    signal,
    global.timeoutMs === undefined ? inventory.settings.runTimeoutMs : undefined,
  );
  try {
    return await runChecks(checks, {
      ports: await context.ports(inventory),
      now: context.now,
      signal: run.signal,
      forks: global.forks ?? inventory.settings.forks ?? defaultForks,
      probesPerTarget,
      hosts: inventory.hosts,
      uplink: inventory.settings.uplink,
      onResult(result) {
        counts.done += 1;
        if (result.state !== "OK") counts.wrong += 1;
        progress.update(`checked ${counts.done} of ${checks.length}, ${counts.wrong} not OK`);
      },
    });
  } finally {
    run.release();
    progress.clear();
  }
}

/** `--timeout` is already in the signal; the inventory's own bound is added where the flag is absent. */
function withRunTimeout(
  outer: AbortSignal,
  timeoutMs: number | undefined,
): { signal: AbortSignal; release: () => void } {
  if (timeoutMs === undefined) return { signal: outer, release() {} };
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort("time is up"), timeoutMs);
  const onOuter = (): void => controller.abort(outer.reason);
  if (outer.aborted) onOuter();
  outer.addEventListener("abort", onOuter, { once: true });
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      outer.removeEventListener("abort", onOuter);
    },
  };
}
