import type { CheckResult } from "../../../checks/index.js";
import { sanitiseLine } from "../../../terminal/sanitise.js";
import { foldResults, stateText, type FoldedResults } from "../fold.js";
import type { CheckFormat } from "../report.js";
import { summarise, summaryLine } from "../summary.js";
import { escapeXml } from "./xml.js";

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .75rem;border-bottom:1px solid #8884;vertical-align:top}
.state{font-weight:600;white-space:nowrap}.CRITICAL{color:#c62828}.WARNING{color:#b26a00}.UNKNOWN,.UNREACHABLE{color:#7b1fa2}.OK{color:#2e7d32}
.hint{opacity:.75}`;

/** One page that needs nothing else: no script, no font, no picture. */
export const html: CheckFormat = {
  name: "html",
  summary: "one self-contained page",
  render({ results, startedAt }) {
    const line = text(summaryLine(summarise(results)));
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>itom check: ${line}</title><style>${style}</style></head>
<body><h1>itom check</h1><p><strong>${line}</strong>, begun <time>${startedAt.toISOString()}</time></p>
<table><thead><tr><th>State</th><th>Target</th><th>Check</th><th>Summary</th></tr></thead><tbody>
${foldResults(results).map(row).join("\n")}
</tbody></table></body></html>
`;
  },
};

function row({ target, first, checks }: FoldedResults): string {
  const cells = [target, checks.join(", ")].map((cell) => `<td>${text(cell)}</td>`).join("");
  return `<tr><td class="state ${first.state}">${stateText(first)}</td>${cells}<td>${text(first.summary)}${hint(first)}</td></tr>`;
}

function hint(result: CheckResult): string {
  return result.error?.hint === undefined
    ? ""
    : `<br><span class="hint">hint: ${text(result.error.hint)}</span>`;
}

function text(value: string): string {
  return escapeXml(sanitiseLine(value));
}
