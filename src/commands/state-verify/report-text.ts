import type { FindingSeverity, StateFinding, StateReport } from "../../ports/state-inspector.js";
import { sanitise, sanitiseLine } from "../../terminal/sanitise.js";

const order: Readonly<Record<FindingSeverity, number>> = { damage: 0, warning: 1, note: 2 };

/** What was done, then what is wrong, worst first, then one line that sums up. */
export function reportText(report: StateReport, repaired: readonly string[], quiet: boolean): string {
  const shown = report.findings
    .filter(({ severity }) => !quiet || severity !== "note")
    .toSorted((a, b) => order[a.severity] - order[b.severity]);
  const lines = [...repaired.map((line) => `repaired  ${sanitiseLine(line)}`), ...shown.map(findingText)];
  if (!quiet) lines.push(summaryLine(report));
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function findingText({ severity, path, line, message, fix }: StateFinding): string {
  const place = sanitiseLine(line === undefined ? path : `${path}:${line}`);
  const what = `${severity.padEnd(8)}  ${place}  ${sanitiseLine(message)}`;
  return fix === undefined ? what : `${what}\n          → ${sanitise(fix)}`;
}

function summaryLine({ directory, exists, files, findings }: StateReport): string {
  const place = sanitiseLine(directory);
  if (!exists) return `${place}: nothing has been recorded yet`;
  const bad = findings.filter(({ severity }) => severity !== "note").length;
  const looked = `${files} ${files === 1 ? "file" : "files"} read`;
  return bad === 0 ? `${place}: ${looked}, all well` : `${place}: ${looked}, ${bad} to look at`;
}
