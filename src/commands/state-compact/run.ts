import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import { formatSize } from "../../lib/size.js";
import { documentText } from "../../output/document.js";
import type { CompactReport } from "../../ports/history-store.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { retentionOf } from "../shared/retention.js";

/** `itom state compact`. */
export async function run({ context }: Invocation<Readonly<Record<string, unknown>>>): Promise<ExitStatus> {
  const startedAt = context.now();
  const { dryRun, json, quiet } = context.global;
  const { settings } = await context.inventory();
  const store = await context.historyStore();
  const report = await store.compact(retentionOf(settings), { dryRun });
  if (json) {
    const { packed, left, removed, forgotten } = report;
    const results = packed.reduce((sum, day) => sum + day.results, 0);
    const summary = { dryRun, days: packed.length, results, removed, forgotten, left };
    const document = { schema: "itom.state.compact/1", startedAt, endedAt: context.now(), summary };
    context.terminal.stdout.write(documentText({ ...document, results: packed }));
  } else context.terminal.stdout.write(reportText(report, dryRun, quiet));
  return report.left.length > 0 && !dryRun ? exitStatus.critical : exitStatus.ok;
}

function reportText(
  { packed, removed, forgotten, left }: CompactReport,
  dryRun: boolean,
  quiet: boolean,
): string {
  const done = [
    ...packed.map(
      ({ day, results, bytesBefore, bytesAfter }) =>
        `packed     ${day}  ${results} results, ${formatSize(bytesBefore)} → ${formatSize(bytesAfter)}`,
    ),
    ...removed.map((path) => `${dryRun ? "to remove" : "removed"}    ${path}`),
    ...forgotten.map((key) => `${dryRun ? "to forget" : "forgotten"}  ${sanitiseLine(key)}`),
  ];
  const wrong = left.map(
    ({ day, reason }) => `${dryRun ? "to pack" : "left"}       ${day}  ${sanitiseLine(reason)}`,
  );
  const lines = quiet ? (dryRun ? [] : wrong) : [...done, ...wrong];
  if (lines.length === 0) return quiet ? "" : "nothing to do\n";
  return `${lines.join("\n")}\n`;
}
