import type { CheckResult, Value } from "../../../checks/index.js";
import { sanitiseLine } from "../../../terminal/sanitise.js";
import { targetOf } from "../fold.js";
import { plainNumber } from "../plain-number.js";
import type { CheckFormat } from "../report.js";

const status = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3, UNREACHABLE: 3 } as const;

/** Local checks of Checkmk: `STATUS "NAME" METRICS TEXT`, one line a check. */
export const checkmk: CheckFormat = {
  name: "checkmk",
  summary: "Checkmk local check lines",
  render: ({ results }) => results.map(line).join(""),
};

function line(result: CheckResult): string {
  const name = sanitiseLine(`${targetOf(result)} ${result.check}`).replaceAll('"', "'");
  const metrics = result.values.flatMap(metric).join("|");
  return `${status[result.state]} "${name}" ${metrics === "" ? "-" : metrics} ${sanitiseLine(result.summary)}\n`;
}

function metric({ label, value }: Value): string[] {
  if (value === null || !Number.isFinite(value)) return [];
  const name = label.replaceAll(/[^A-Za-z0-9_]+/g, "_");
  return [`${name === "" ? "value" : name}=${plainNumber(value)}`];
}
