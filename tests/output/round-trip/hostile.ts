import fc from "fast-check";
import type { CheckResult, State, Value } from "../../../src/checks/index.js";
import { checkFormats } from "../../../src/output/check/formats/index.js";
import type { CheckReport } from "../../../src/output/check/report.js";
import { sanitise, sanitiseLine } from "../../../src/terminal/sanitise.js";
import { makeResult } from "../../support/results.js";

/** What ends, begins or means something in one format or another. */
const pieces = [
  "|", ";", ":", ",", "=", "'", "''", '"', '""', "\\", "\\\\", "\\n", "#", " # SKIP", " # TODO x", "{", " {", "}", "%", "%0A", "%25",
  "&", "&amp;", "<", ">", "<b>", "</td>", "<script>alert(1)</script>", "<!--", "-->", "]]>", "<![CDATA[", "<?x?>", "\n", "\r\n", "\t",
  "\r", "\u0000", "\u001B[31m", "\u007F", "\u0085", "\u2028", "\u202E", "\uFEFF", "\uFFFE", "\uD800", "\uDC00", "::error::x",
  "::set-output name=a::b", "\n::error::x", "ok 1", "\nok 2 - x", "1..0", "\nBail out!", "---", "...", "=cmd()", "-2+3+cmd|' /C'!A0",
  "@SUM(A1)", "+1", "NaN", "U", "*", "_", "`", "[x](y)", "![x](y)", "~~", "$1", "é", "漢", "😀", " ", "  ",
]; // prettier-ignore

/** Text as someone would write it who wants to break a reader. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 6 })
  .map((parts) => parts.join(""));

const number = fc
  .oneof(fc.integer({ min: -1_000, max: 1e9 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => (value === 0 ? 0 : value));

const value: fc.Arbitrary<Value> = fc
  .record(
    {
      label: hostile,
      value: fc.option(number),
      unit: fc.constantFrom("s", "B", "%", "c", ""),
      warn: fc.constantFrom("10", "@10:20", "~:5"),
      min: fc.constant(0),
    },
    { requiredKeys: ["label", "value", "unit"] },
  )
  .map((given) => given as Value);

const state = fc.constantFrom<State>("OK", "WARNING", "CRITICAL", "UNKNOWN", "UNREACHABLE");

/** One result with hostile text wherever text of others gets in. */
export const hostileResult: fc.Arbitrary<CheckResult> = fc
  .tuple(hostile, hostile, hostile, state, fc.array(value, { maxLength: 4 }), hostile, fc.boolean())
  .map(([host, check, summary, state, values, hint, flaky]) =>
    makeResult(`h${host}`, `c${check}`, {
      type: "fake",
      state,
      summary,
      values,
      ...(flaky && state === "OK" && { flaky, attempts: 2 }),
      ...(state !== "OK" && { error: { kind: "OUTPUT" as const, message: summary, hint } }),
    }),
  );

/** A format's text after it went through a file. */
export function written(name: string, results: readonly CheckResult[]): string {
  const report: CheckReport = { results, startedAt: new Date("2026-01-01T00:00:00Z"), durationMs: 1_500 };
  const format = checkFormats.get(name);
  if (!format) throw new Error(`no format ${name}`);
  return throughFile(format.render(report));
}

/** UTF-8 has no lone surrogates: a file holds U+FFFD in their place. */
export function throughFile(text: string): string {
  return Buffer.from(text).toString();
}

/** What remains of a text that becomes one line. */
export function line(text: string): string {
  return throughFile(sanitiseLine(text));
}

/** What remains of a text that keeps its line feeds and tabs. */
export function block(text: string): string {
  return throughFile(sanitise(text));
}

/** Runs a property often enough to meet each piece many times. */
export function forResults(check: (results: readonly CheckResult[]) => void, most = 3): void {
  fc.assert(fc.property(fc.array(hostileResult, { minLength: 1, maxLength: most }), check), { numRuns: 80 });
}
