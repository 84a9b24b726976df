import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import type { StateReport } from "../../ports/state-inspector.js";
import { reportText } from "./report-text.js";

export interface StateVerifyOptions {
  readonly repair?: boolean;
}

/** `itom state verify`. */
export async function run({ context, options }: Invocation<StateVerifyOptions>): Promise<ExitStatus> {
  const startedAt = context.now();
  const start = performance.now();
  const inspector = await context.stateInspector();
  const repaired = options.repair === true && !context.global.dryRun ? await inspector.repair() : [];
  const report = await inspector.verify();
  if (context.global.json) {
    const durationMs = Math.round(performance.now() - start);
    const document = { schema: "itom.state/1", startedAt: startedAt.toISOString(), durationMs };
    const { findings: results, ...rest } = report;
    const summary = { ...rest, ...count(report), repaired };
    context.terminal.stdout.write(`${JSON.stringify({ ...document, summary, results })}\n`);
  } else {
    context.terminal.stdout.write(reportText(report, repaired, context.global.quiet));
  }
  return statusOf(report);
}

function count({ findings }: StateReport): Record<"damage" | "warnings" | "notes", number> {
  const of = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return { damage: of("damage"), warnings: of("warning"), notes: of("note") };
}

function statusOf(report: StateReport): ExitStatus {
  const { damage, warnings } = count(report);
  if (damage > 0) return exitStatus.critical;
  return warnings > 0 ? exitStatus.warning : exitStatus.ok;
}
