import { planChecks } from "../../checks/index.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import type { AvailabilityOf } from "../../history/index.js";
import { documentText } from "../../output/document.js";
import { renderAvailability } from "../../output/availability/human.js";
import { paletteOf } from "../../terminal/palette.js";
import { refuseProblems } from "../check/choose.js";
import { checksByTarget } from "./checks-by-target.js";
import { reportOn } from "./report-on.js";
import { chooseSubjects, readDuration } from "./subjects.js";

export interface AvailabilityOptions {
  readonly service?: readonly string[];
  readonly over?: string;
  readonly id?: readonly string[];
  readonly interval?: string;
}

/** `itom report availability`. */
export async function run({
  context,
  arguments: [pattern],
  options,
}: Invocation<AvailabilityOptions>): Promise<ExitStatus> {
  const startedAt = context.now();
  const inventory = await context.inventory();
  const plan = planChecks(inventory);
  refuseProblems(plan.problems);
  const questions = await chooseSubjects(context, inventory, { ...options, pattern });
  const checksOf = checksByTarget(plan.checks, options.id);
  const intervalMs =
    options.interval === undefined ? undefined : readDuration("--interval", options.interval);
  const store = await context.historyStore();
  const { reports, skipped } = await reportOn(questions, {
    store,
    inventory,
    checksOf,
    now: startedAt,
    intervalMs,
  });
  if (context.global.json) {
    const count = (verdict: string): number => reports.filter((one) => one.verdict === verdict).length;
    const summary = {
      subjects: reports.length,
      met: count("met"),
      missed: count("missed"),
      inconclusive: count("inconclusive"),
      skipped,
    };
    const document = { schema: "itom.report.availability/1", startedAt, endedAt: context.now(), summary };
    context.terminal.stdout.write(documentText({ ...document, results: reports }));
  } else {
    const palette = paletteOf(await context.terminal.colours());
    context.terminal.stdout.write(renderAvailability(reports, palette, context.global));
  }
  if (skipped > 0)
    context.terminal.stderr.write(`${skipped} results can't be read: itom state verify says why\n`);
  return statusOf(reports, skipped);
}

function statusOf(reports: readonly AvailabilityOf[], skipped: number): ExitStatus {
  const burns = (severity: string): boolean =>
    reports.some(({ burn }) => burn.some((rule) => rule.firing && rule.severity === severity));
  if (burns("page") || reports.some(({ verdict }) => verdict === "missed")) return exitStatus.critical;
  if (skipped > 0 || reports.some(({ verdict }) => verdict === "inconclusive")) return exitStatus.unknown;
  return burns("ticket") ? exitStatus.warning : exitStatus.ok;
}
