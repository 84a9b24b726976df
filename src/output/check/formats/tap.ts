import type { CheckResult } from "../../../checks/index.js";
import { sanitiseLine } from "../../../terminal/sanitise.js";
import { targetOf, wantsAttention } from "../fold.js";
import type { CheckFormat } from "../report.js";

/** TAP 14 (testanything.org): the plan once, one point a check, what is wrong in a YAML block. */
export const tap: CheckFormat = {
  name: "tap",
  summary: "Test Anything Protocol, version 14",
  render({ results }) {
    const points = results.flatMap((result, index) => pointLines(result, index + 1));
    return ["TAP version 14", `1..${results.length}`, ...points, ""].join("\n");
  },
};

function pointLines(result: CheckResult, number: number): string[] {
  const ok = result.state === "OK" ? "ok" : "not ok";
  const line = `${ok} ${number} - ${escapeTap(`${targetOf(result)}/${result.check}`)}`;
  if (!wantsAttention(result)) return [line];
  const fields = {
    state: result.state,
    message: result.summary,
    ...(result.error && { kind: result.error.kind }),
    ...(result.error?.hint !== undefined && { hint: result.error.hint }),
  };
  // A JSON string is a YAML scalar too, whatever it holds.
  const yaml = Object.entries(fields).map(
    ([key, value]) => `  ${key}: ${JSON.stringify(sanitiseLine(value))}`,
  );
  return [line, "  ---", ...yaml, "  ..."];
}

function escapeTap(text: string): string {
  const line = sanitiseLine(text).replaceAll(/[\\#]/g, String.raw`\$&`);
  // Some readers take a brace at the end for the beginning of a subtest.
  return /\{\s*$/.test(line) ? `${line.trimEnd()}}` : line;
}
