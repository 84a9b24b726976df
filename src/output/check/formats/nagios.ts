import { worstState, type CheckResult, type Value } from "../../../checks/index.js";
import { sanitiseLine } from "../../../terminal/sanitise.js";
import { foldResults, targetOf, wantsAttention } from "../fold.js";
import { plainNumber } from "../plain-number.js";
import type { CheckFormat } from "../report.js";
import { summarise, summaryLine } from "../summary.js";

/** Nagios keeps 8 KiB of a plugin's answer: what is cut there could leave half a number. */
const mostBytes = 8_000;
const mostTextBytes = 3_000;

/** One plugin answer (Monitoring Plugins guidelines): state and text on the first line, one line a problem, performance data. */
export const nagios: CheckFormat = {
  name: "nagios",
  summary: "output of a Nagios plugin, with performance data",
  render({ results }) {
    // No check at all was allowed by the user, and ends with status 0.
    const state = results.length === 0 ? "OK" : worstState(results.map((result) => result.state));
    const word = state === "UNREACHABLE" ? "UNKNOWN" : state;
    const problems = foldResults(results).filter((item) => wantsAttention(item.first));
    const lines = problems.map(({ target, first }) =>
      clean(`${first.state} ${target}/${first.check}: ${first.summary}`),
    );
    const single = results.length === 1 ? results[0] : undefined;
    const head = single ? clean(single.summary) : clean(summaryLine(summarise(results)));
    const text = join([`${word}: ${head.slice(0, 1_000)}`, ...(single ? [] : lines)], "\n", mostTextBytes);
    const data = results.flatMap((result) => perfdataOf(result, results.length > 1));
    const whole = join(data, " ", mostBytes - Buffer.byteLength(text));
    return `${text}${whole === "" ? "" : `|${whole}`}\n`;
  },
};

/** As many whole items as fit. */
function join(items: readonly string[], between: string, most: number): string {
  let bytes = 0;
  const end = items.findIndex((item) => (bytes += Buffer.byteLength(item) + between.length) > most);
  return items.slice(0, end < 0 ? items.length : end).join(between);
}

/** `|` begins performance data, so that no text may hold it. */
function clean(text: string): string {
  return sanitiseLine(text).replaceAll("|", "/");
}

/** The performance data of one result; labels carry target and check where several results share one line. */
export function perfdataOf(result: CheckResult, qualified: boolean): string[] {
  return result.values.map((value) => {
    const label = qualified ? `${targetOf(result)}/${result.check}/${value.label}` : value.label;
    return `${quoteLabel(label)}=${numberText(value.value)}${value.value === null ? "" : unitOf(value)}${limitsOf(value)}`;
  });
}

function quoteLabel(label: string): string {
  const safe = sanitiseLine(label).replaceAll("=", "_").replaceAll("|", "/");
  return `'${safe.replaceAll("'", "''")}'`;
}

function numberText(value: number | null): string {
  return value === null || !Number.isFinite(value) ? "U" : plainNumber(value);
}

const units = new Set(["s", "ms", "us", "%", "B", "KB", "MB", "TB", "c"]);

function unitOf({ unit }: Value): string {
  return units.has(unit) ? unit : "";
}

/** Thresholds are written only where they are Nagios ranges as they stand; trailing semicolons are left out. */
function limitsOf(value: Value): string {
  const limits = [range(value.warn), range(value.crit), bound(value.min), bound(value.max)];
  while (limits.length > 0 && limits[limits.length - 1] === "") limits.pop();
  return limits.length === 0 ? "" : `;${limits.join(";")}`;
}

function bound(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? "" : plainNumber(value);
}

function range(text: string | undefined): string {
  return text !== undefined && /^@?(~|-?[\d.]*):?-?[\d.]*$/.test(text) ? text : "";
}
