import { targetName, type CheckHistory, type StateChange, type ValueHistory } from "../../history/index.js";
import { sparkline } from "../../lib/sparkline.js";
import type { Palette } from "../../terminal/palette.js";
import { sanitiseLine } from "../../terminal/sanitise.js";

interface HumanOptions {
  readonly palette: Palette;
  readonly from: Date;
  readonly to: Date;
  /** All values and all changes. */
  readonly verbose: boolean;
}

const mostValues = 4;
const mostChanges = 5;
const letters: Readonly<Record<string, string>> = {
  OK: "·",
  WARNING: "W",
  CRITICAL: "C",
  UNKNOWN: "?",
  UNREACHABLE: "U",
};

/** Per check: a bar of states, a line for each value, counts and the last changes. */
export function renderHistory(checks: readonly CheckHistory[], options: HumanOptions): string {
  const { palette, from, to } = options;
  const legend = "· OK  W WARNING  C CRITICAL  ? UNKNOWN  U UNREACHABLE  blank: not observed";
  const head = `${minute(from)} to ${minute(to)} UTC`;
  const blocks = checks.map((check) => checkLines(check, options).join("\n"));
  return `${palette.strong(head)}  ${palette.dim(legend)}\n\n${blocks.join("\n\n")}\n`;
}

function checkLines(check: CheckHistory, { palette, verbose }: HumanOptions): string[] {
  const name = sanitiseLine(`${targetName(check)}/${check.check}`);
  const rolled = check.rolledUp ? palette.dim(" (partly by hour or day)") : "";
  const counts = Object.entries(check.states).map(([state, count]) => `${sanitiseLine(state)} ${count}`);
  const shown = verbose ? check.values : check.values.slice(0, mostValues);
  const width = Math.max(6, ...shown.map(({ label }) => sanitiseLine(label).length));
  const changes = verbose ? check.changes : check.changes.slice(-mostChanges);
  const hidden = check.changes.length - changes.length;
  return [
    `${palette.strong(name)}  ${paint(check.state, palette)(sanitiseLine(check.state))}  ${check.results} results${rolled}`,
    `  ${"state".padEnd(width)}  ${barText(check.bar, palette)}  ${counts.join(", ")}`,
    ...shown.map((value) => `  ${valueText(value, width)}`),
    ...(shown.length < check.values.length
      ? [palette.dim(`  ${check.values.length - shown.length} more values: -v`)]
      : []),
    ...changes.toReversed().map((change) => `  ${changeText(change, palette)}`),
    ...(hidden > 0 ? [palette.dim(`  ${hidden} earlier changes: -v`)] : []),
  ];
}

function barText(bar: CheckHistory["bar"], palette: Palette): string {
  return bar.map((state) => (state === null ? " " : paint(state, palette)(letters[state] ?? "?"))).join("");
}

function valueText({ label, unit, last, p50, p95, max, line }: ValueHistory, width: number): string {
  const of = (number: number): string => `${short(number)}${sanitiseLine(unit)}`;
  const numbers = `last ${of(last)}  p50 ${of(p50)}  p95 ${of(p95)}  max ${of(max)}`;
  return `${(sanitiseLine(label) || "value").padEnd(width)}  ${sparkline(line, { width: line.length })}  ${numbers}`;
}

function changeText({ at, from, to, summary }: StateChange, palette: Palette): string {
  const states = `${sanitiseLine(from)} → ${paint(to, palette)(sanitiseLine(to))}`;
  return `${minute(new Date(at))}  ${states}${summary === undefined ? "" : `  ${sanitiseLine(summary)}`}`;
}

function minute(date: Date): string {
  return date.toISOString().slice(0, 16).replace("T", " ");
}

function short(number: number): string {
  return Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(4)));
}

function paint(state: string, palette: Palette): (text: string) => string {
  if (state === "OK") return palette.good;
  if (state === "WARNING") return palette.warning;
  return state === "CRITICAL" ? palette.bad : palette.unknown;
}
