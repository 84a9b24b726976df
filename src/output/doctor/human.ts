import type { StepResult, StepStatus } from "../../doctor/index.js";
import { formatDuration } from "../../lib/duration.js";
import type { Palette } from "../../terminal/palette.js";
import { sanitise, sanitiseLine } from "../../terminal/sanitise.js";

/** One line for each step, what to do below it, and a line that sums up; `quiet` leaves out what is well. */
export function renderDoctorHuman(results: readonly StepResult[], palette: Palette, quiet: boolean): string {
  const shown = quiet ? results.filter(({ status }) => status === "warning" || status === "failed") : results;
  const width = Math.max(0, ...shown.map(({ step }) => step.length));
  const lines = shown.flatMap((result) => stepLines(result, width, palette));
  if (!quiet) lines.push(summaryLine(results));
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function stepLines(
  { step, status, summary, hint, durationMs }: StepResult,
  width: number,
  palette: Palette,
): string[] {
  const time = durationMs >= 100 ? palette.dim(` (${formatDuration(durationMs)})`) : "";
  const line = `${paint(status, palette)(status.padEnd(7))}  ${step.padEnd(width)}  ${sanitiseLine(summary)}${time}`;
  const indent = " ".repeat(7 + 2 + width + 2);
  return hint === undefined ? [line] : [line, `${indent}→ ${sanitise(hint)}`];
}

function paint(status: StepStatus, palette: Palette): (text: string) => string {
  if (status === "ok") return palette.good;
  if (status === "warning") return palette.warning;
  return status === "failed" ? palette.bad : palette.dim;
}

function summaryLine(results: readonly StepResult[]): string {
  const count = (status: StepStatus): number => results.filter((result) => result.status === status).length;
  const parts = (["failed", "warning", "ok", "skipped"] as const).filter((status) => count(status) > 0);
  return parts.map((status) => `${count(status)} ${status}`).join(", ");
}
