import type { CheckResult } from "../../../checks/index.js";
import { sanitise } from "../../../terminal/sanitise.js";
import { foldResults, targetOf } from "../fold.js";
import type { CheckFormat } from "../report.js";

/** GitHub shows ten annotations of each kind in a step; the rest belongs into the step's summary. */
const mostOfAKind = 10;

/** Workflow commands that become annotations (GitHub Actions, "Workflow commands"). */
export const github: CheckFormat = {
  name: "github",
  summary: "GitHub Actions annotations",
  render({ results }) {
    const problems = foldResults(results)
      .map(({ first }) => first)
      .filter((result) => result.state !== "OK");
    const errors = problems.filter((result) => result.state !== "WARNING");
    const warnings = problems.filter((result) => result.state === "WARNING");
    const shown = [...errors.slice(0, mostOfAKind), ...warnings.slice(0, mostOfAKind)].map(annotation);
    const left = problems.length - shown.length;
    const flaky = results
      .filter((result) => result.flaky)
      .slice(0, mostOfAKind - 1)
      .map(notice);
    const rest = left > 0 ? [`::notice title=itom check::${left} more problems are not shown here\n`] : [];
    return [...shown, ...flaky, ...rest].join("");
  },
};

function annotation(result: CheckResult): string {
  const level = result.state === "WARNING" ? "warning" : "error";
  const title = `${result.state} ${targetOf(result)}/${result.check}`;
  const hint = result.error?.hint === undefined ? "" : `\nhint: ${result.error.hint}`;
  return `::${level} title=${escapeProperty(title)}::${escapeData(`${result.summary}${hint}`)}\n`;
}

function notice(result: CheckResult): string {
  const title = `FLAKY ${targetOf(result)}/${result.check}`;
  return `::notice title=${escapeProperty(title)}::${escapeData(result.summary)}\n`;
}

function escapeData(text: string): string {
  return sanitise(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
