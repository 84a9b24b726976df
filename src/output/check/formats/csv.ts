import type { CheckResult } from "../../../checks/index.js";
import { csvText } from "../../csv.js";
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
  "attempts",
];

/** CSV as RFC 4180 has it: one row a value, and one for a check without any. */
export const csv: CheckFormat = {
  name: "csv",
  summary: "CSV (RFC 4180), one row a value",
  render: ({ results }) => csvText([columns, ...results.flatMap(rows)]),
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
    String(result.attempts),
  ]);
}
