import type { GateResult } from "../../gate/index.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { github } from "../check/formats/github.js";
import { escapeCell, markdown } from "../check/formats/markdown.js";
import type { CheckReport } from "../check/report.js";
import { cutLines } from "../cut-lines.js";

/** GitHub drops a step's summary whole where it is larger than 1 MiB. */
const largestSummaryBytes = 900_000;

/** GitHub's annotations: the verdict, and what counts against the gate. What was bad before the deploy is not blamed on it. */
export function renderGateAnnotations(gate: GateResult, report: CheckReport): string {
  const why = sanitiseLine(gate.why).replaceAll("%", "%25");
  const verdict = `::notice title=itom gate%3A ${gate.verdict.toUpperCase()}::${why}\n`;
  if (gate.verdict === "pass") return verdict;
  return verdict + github.render({ ...report, results: [...gate.last.bad, ...gate.last.undetermined] });
}

/** Markdown for a step's summary: the verdict, then every problem that fits. */
export function renderGateSummary(gate: GateResult, report: CheckReport): string {
  const { last } = gate;
  const counts = [
    [last.bad.length, "bad"],
    [last.undetermined.length, "undetermined"],
    [last.stillBad.length, "still bad, as before"],
    [last.fixed.length, "fixed"],
    [gate.slower.length, "slower"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const head = `## itom gate: ${gate.verdict.toUpperCase()}\n\n${escapeCell([gate.why, ...said].join("; "))}\n\n`;
  const table = cutLines(markdown.render(report), largestSummaryBytes);
  return `${head}${table.text}${table.left > 0 ? `\n${table.left} more lines are left out.\n` : ""}`;
}
