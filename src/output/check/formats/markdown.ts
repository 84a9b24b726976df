import type { CheckFormat } from "../report.js";
import { sanitiseLine } from "../../../terminal/sanitise.js";
import { foldResults, stateText, wantsAttention } from "../fold.js";
import { summarise, summaryLine } from "../summary.js";

/** A table of what is wrong, for a step summary, a wiki or a merge request. */
export const markdown: CheckFormat = {
  name: "markdown",
  summary: "a Markdown table of what is wrong",
  render({ results, startedAt }) {
    const problems = foldResults(results).filter((item) => wantsAttention(item.first));
    const rows = problems.map(
      ({ target, first, checks }) =>
        `| ${[stateText(first), target, checks.join(" "), first.summary].map(escapeCell).join(" | ")} |`,
    );
    const table =
      rows.length === 0
        ? []
        : ["| state | target | check | summary |", "| --- | --- | --- | --- |", ...rows, ""];
    const head = `**${escapeCell(summaryLine(summarise(results)))}**, begun ${startedAt.toISOString()}`;
    return ["## itom check", "", head, "", ...table].join("\n");
  },
};

/** Nothing in a cell may end the cell or be read as Markdown or HTML. */
export function escapeCell(text: string): string {
  return sanitiseLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_{}[\]()#!|~>]/g, String.raw`\$&`);
}
