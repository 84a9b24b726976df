import type { CheckResult, State } from "../../checks/index.js";
import { formatDuration } from "../../lib/duration.js";
import type { Palette } from "../../terminal/palette.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { foldResults, type FoldedResults } from "./fold.js";
import { summarise, summaryLine } from "./summary.js";

interface HumanOptions {
  readonly palette: Palette;
  /** Only what is wrong. */
  readonly quiet: boolean;
  /** Also what is well. */
  readonly verbose: boolean;
  readonly durationMs: number;
}

/** What is wrong first, one line each, then everything else in one line. */
export function renderHuman(results: readonly CheckResult[], options: HumanOptions): string {
  const shown = foldResults(results).filter(
    (item) => options.verbose || item.first.state !== "OK" || item.first.flaky,
  );
  const lines = problemLines(shown, options.palette);
  if (options.quiet) return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  const tail = `${summaryLine(summarise(results))} ${options.palette.dim(`in ${formatDuration(options.durationMs)}`)}`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), tail].join("\n")}\n`;
}

function problemLines(items: readonly FoldedResults[], palette: Palette): string[] {
  const stateWidth = widest(items.map((item) => item.first.state));
  const targetWidth = widest(items.map((item) => item.target));
  const checkWidth = widest(items.map(checkText));
  return items.flatMap((item) => {
    const { state, summary, error } = item.first;
    const head = [
      colour(state, palette)(state.padEnd(stateWidth)),
      item.target.padEnd(targetWidth),
      checkText(item).padEnd(checkWidth),
      `${sanitiseLine(summary)}${standing(item.first)}`,
    ].join("  ");
    if (error?.hint === undefined) return [head];
    return [head, `${" ".repeat(stateWidth + 2)}${palette.dim(`hint: ${sanitiseLine(error.hint)}`)}`];
  });
}

/** What the runs before it say of a state. */
function standing({ hard, flapping, error }: CheckResult): string {
  const open = !hard && error?.kind !== "CANCELLED";
  return `${open ? " (not confirmed yet)" : ""}${flapping === true ? " (flapping)" : ""}`;
}

/** `disk`, or `disk and 4 more` where several checks share one cause. */
function checkText({ checks }: FoldedResults): string {
  const [first = ""] = checks;
  return checks.length === 1 ? first : `${first} +${checks.length - 1}`;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}

export function colour(state: State, palette: Palette): (text: string) => string {
  if (state === "OK") return palette.good;
  if (state === "WARNING") return palette.warning;
  return state === "CRITICAL" ? palette.bad : palette.unknown;
}
