import type { CheckResult } from "../../../checks/index.js";
import { sanitiseLine } from "../../../terminal/sanitise.js";
import type { CheckFormat } from "../report.js";
import { perfdataOf } from "./nagios.js";

const returnCode = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3, UNREACHABLE: 3 } as const;

/** External commands for the command pipe of Nagios and Icinga (PROCESS_SERVICE_CHECK_RESULT), one line a check. */
export const passive: CheckFormat = {
  name: "passive",
  summary: "passive results for the command pipe of Nagios or Icinga",
  render: ({ results }) => results.map(commandLine).join(""),
};

function commandLine(result: CheckResult): string {
  const at = Math.floor(Date.parse(result.startedAt) / 1_000);
  const data = perfdataOf(result, false).join(" ");
  const text = `${field(result.summary).replaceAll("|", "/")}${data === "" ? "" : `|${data}`}`;
  const target = field(result.host ?? result.service ?? "");
  return `[${at}] PROCESS_SERVICE_CHECK_RESULT;${target};${field(result.check)};${returnCode[result.state]};${text}\n`;
}

/** A semicolon would end the field. */
function field(text: string): string {
  return sanitiseLine(text).replaceAll(";", ",");
}
