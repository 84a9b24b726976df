import { matchesWithin } from "../../lib/match-within.js";
import type { ProbeCheckType, Verdict } from "../contract.js";
import { excerpt } from "../probe-support/excerpt.js";
import { unknown } from "../states.js";
import { judge, measured, parseThreshold } from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { observeLog, type LogSeen } from "./log/observe.js";
import { options, type LogOptions } from "./log/options.js";

const usual = { warn: parseThreshold("0", { unit: "", direction: "high" }) };
/** Matching lines that `--explain` shows. */
const mostShown = 20;

/** Lines of a file or of the journal that are new since the last run. */
export const log = {
  kind: "probe",
  name: "log",
  summary: "Lines in a file or the journal since the last run",
  targets: ["host"],
  example: '{ on: all, type: log, file: /var/log/syslog, pattern: "Out of memory|I/O error", crit: 0 }',
  options,
  observe: observeLog,
  evaluate,
} satisfies ProbeCheckType<LogOptions, LogSeen>;

function evaluate(given: LogOptions, seen: LogSeen): Verdict {
  if (seen.unreadable !== undefined)
    return unknown(seen.unreadable, {
      kind: "OUTPUT",
      message: seen.unreadable,
      ...hintFor(seen.unreadable),
    });
  const matching = matchesOf(given, seen.lines);
  if (!matching) return unknown("a pattern takes too long: simplify it");
  const thresholds = given.warn || given.crit ? given : usual;
  const { state, reason } = judge(matching.length, thresholds);
  const last = matching.at(-1);
  const findings: Finding[] = [
    { state, text: `matching lines: ${reason}${last === undefined ? "" : `, the last: ${excerpt(last)}`}` },
    ...unseen(given, seen),
  ];
  const note = seen.notes[0] === undefined ? "" : `; ${seen.notes[0]}`;
  const found = matching.length === 0 ? "no line" : `${matching.length} lines`;
  return {
    ...conclude(findings, `${found} of ${seen.lines.length} new ones matched${note}`, {
      values: [
        measured("matches", matching.length, "", thresholds),
        measured("lines", seen.lines.length, ""),
      ],
      details: [...seen.notes, ...matching.slice(-mostShown).map((line) => excerpt(line, 200))],
    }),
    ...(seen.position !== undefined && { position: seen.position }),
  };
}

/** What is new and was not looked at is not known to be well. */
function unseen({ max_bytes: most }: LogOptions, { left, lost, notes }: LogSeen): Finding[] {
  const findings: Finding[] = [];
  if (left > 0)
    findings.push({
      state: "UNKNOWN",
      text: `${left} bytes more than max_bytes (${most}) wait for the next run`,
    });
  if (lost) findings.push({ state: "UNKNOWN", text: notes[0] ?? "more is new than is read in one run" });
  return findings;
}

/** Undefined where a pattern took too long. */
function matchesOf({ pattern, exclude = [] }: LogOptions, lines: readonly string[]): string[] | undefined {
  const matching: string[] = [];
  for (const line of lines) {
    const wanted = matchesAny(pattern, line);
    const unwanted = wanted === true ? matchesAny(exclude, line) : false;
    if (wanted === undefined || unwanted === undefined) return undefined;
    if (wanted && !unwanted) matching.push(line);
  }
  return matching;
}

function matchesAny(patterns: readonly RegExp[], line: string): boolean | undefined {
  for (const pattern of patterns) {
    const matches = matchesWithin(pattern, line);
    if (matches !== false) return matches;
  }
  return false;
}

function hintFor(why: string): { hint?: string } {
  return why.endsWith("by this user")
    ? { hint: "set sudo: true, or give the user the log's group (adm)" }
    : {};
}
