import { resolve } from "node:path";
import { runChecks, type PlannedCheck } from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import { duration } from "../../cli/parse-global.js";
import type { Invocation } from "../../cli/specification.js";
import {
  makeBaseline,
  runGate,
  type Baseline,
  type GateResult,
  type GateRules,
  type Verdict,
} from "../../gate/index.js";
import { renderGateHuman } from "../../output/gate/human.js";
import { renderGateJson } from "../../output/gate/json.js";
import { writeWholeFile } from "../../output/write-whole-file.js";
import { ItomError } from "../../lib/errors.js";
import { sleep } from "../../lib/sleep.js";
import { paletteOf } from "../../terminal/palette.js";
import { createProgress } from "../../terminal/progress.js";
import { chooseChecks, type ChosenChecks } from "../check/choose.js";
import { parseOutputs, writeOutputs } from "../check/outputs.js";
import { readBaseline, requireShared } from "./baseline-file.js";
import { tellCi } from "./tell-ci.js";
import type { GateOptions } from "./options.js";
import { readRules } from "./read-rules.js";

const statusOf: Readonly<Record<Verdict, ExitStatus>> = {
  pass: exitStatus.ok,
  fail: exitStatus.critical,
  inconclusive: exitStatus.unknown,
};

const dayMs = 86_400_000;

/** `itom gate`: rounds of checks until the rules give a verdict. */
export async function run({
  context,
  arguments: [pattern],
  options,
}: Invocation<GateOptions>): Promise<ExitStatus> {
  const rules = readRules(options);
  const outputs = parseOutputs(options.out ?? [], context.global.json);
  const baseline = await givenBaseline(context, options);
  const chosen = await chooseChecks(context, pattern, { ...options, neverEmpty: true });
  if (baseline) requireShared(baseline, options.baseline ?? "", chosen.checks.map(keyOfPlanned));
  const startedAt = context.now();
  const started = performance.now();
  const result = await makeRounds(context, chosen, rules, baseline);
  const report = { results: result.rounds.at(-1) ?? [], startedAt, durationMs: performance.now() - started };
  if (options.save !== undefined) await save(context, options.save, result);
  const standard = !outputs.some((output) => output.file === undefined);
  if (standard)
    context.terminal.stdout.write(await show(context, result, { ...report, saved: options.save }));
  await writeOutputs(outputs, report, context);
  // Saving gives no verdict, so that there is nothing to tell.
  if (options.save !== undefined && !context.signal.aborted) return exitStatus.ok;
  await tellCi(context, result, report, standard);
  return statusOf[result.verdict];
}

async function givenBaseline(
  context: CommandContext,
  { baseline, baselineAge }: GateOptions,
): Promise<Baseline | undefined> {
  if (baseline === undefined && baselineAge === undefined) return undefined;
  if (baseline === undefined) throw new ItomError("USAGE", "--baseline-age needs --baseline");
  const mostMs = baselineAge === undefined ? dayMs : duration("--baseline-age", baselineAge);
  return readBaseline(resolve(context.cwd, baseline), context.now(), mostMs);
}

async function makeRounds(
  context: CommandContext,
  { checks, inventory }: ChosenChecks,
  rules: GateRules,
  baseline: Baseline | undefined,
): Promise<GateResult> {
  const { global, terminal, signal } = context;
  const ports = await context.ports(inventory);
  const progress = createProgress(terminal, !global.json && !global.quiet);
  const forks = global.forks ?? inventory.settings.forks ?? 50;
  const makeRound = () =>
    runChecks(checks, {
      ports,
      now: context.now,
      signal,
      forks,
      probesPerTarget: 8,
      hosts: inventory.hosts,
      uplink: inventory.settings.uplink,
    });
  try {
    return await runGate(
      rules,
      {
        makeRound,
        pause: sleep,
        clock: () => performance.now(),
        signal,
        onRound: (number, round) => progress.update(`round ${number}: ${round.verdict}, ${round.why}`),
      },
      baseline,
    );
  } finally {
    progress.clear();
  }
}

function keyOfPlanned({ target, targetName, id }: PlannedCheck): string {
  return `${target.kind === "host" ? targetName : `service:${targetName}`}/${id}`;
}

async function save(context: CommandContext, file: string, result: GateResult): Promise<void> {
  const baseline = makeBaseline(result.rounds, context.now());
  await writeWholeFile(resolve(context.cwd, file), `${JSON.stringify(baseline)}\n`);
}

async function show(
  context: CommandContext,
  result: GateResult,
  run: { readonly startedAt: Date; readonly durationMs: number; readonly saved?: string | undefined },
): Promise<string> {
  if (context.global.json) return renderGateJson(result, run.startedAt, run.durationMs);
  const palette = paletteOf(await context.terminal.colours());
  return renderGateHuman(result, { palette, quiet: context.global.quiet, saved: run.saved });
}
