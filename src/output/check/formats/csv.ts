import type { CheckResult } from "../../../checks/index.js";
import { sanitise } from "../../../terminal/sanitise.js";
import { targetOf } from "../fold.js";
import type { CheckFormat } from "../report.js";

const columns = [
  "target",
  "check",
  "type",
  "state",
  "summary",
  "value",
  "unit",
  "label",
  "startedAt",
  "durationMs",
  "error",
];

/** CSV as RFC 4180 has it: one row a value, and one for a check without any. */
export const csv: CheckFormat = {
  name: "csv",
  summary: "CSV (RFC 4180), one row a value",
  render: ({ results }) =>
    [columns, ...results.flatMap(rows)].map((row) => `${row.map(cell).join(",")}\r\n`).join(""),
};

function rows(result: CheckResult): string[][] {
  const values = result.values.length > 0 ? result.values : [undefined];
  return values.map((value) => [
    targetOf(result),
    result.check,
    result.type,
    result.state,
    result.summary,
    value?.value === null || value === undefined ? "" : String(value.value),
    value?.unit ?? "",
    value?.label ?? "",
    result.startedAt,
    String(result.durationMs),
    result.error?.kind ?? "",
  ]);
}

/** A cell that a spreadsheet would take for a formula is led by an apostrophe. */
function cell(given: string): string {
  const text = sanitise(given);
  const safe = /^[=+@\t\r＝＋－＠]|^-(?!\d*\.?\d+(e[+-]?\d+)?$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
