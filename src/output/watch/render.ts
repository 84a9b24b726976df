import { displayWidth, fitWidth } from "../../lib/display-width.js";
import { formatDuration } from "../../lib/duration.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { summarise, summaryLine } from "../check/summary.js";
import { type WatchModel } from "./model.js";
import type { WatchPaper } from "./paper.js";
import { rowLines } from "./row-lines.js";
import { visibleRows } from "./visible-rows.js";

/** Lines that are neither head nor foot. */
export function pageRows({ rows }: Pick<WatchPaper, "rows">): number {
  return Math.max(0, rows - 2);
}

/** The whole screen as painted lines, none wider than the paper and not more than its rows. */
export function renderWatch(model: WatchModel, paper: WatchPaper): string[] {
  const body = model.explanation ? explanationLines(model.explanation, paper) : resultLines(model, paper);
  const filled = Array.from({ length: pageRows(paper) }, (_, index) => body[index] ?? "");
  return [headLine(model, paper), ...filled, footLine(model, paper)].slice(0, Math.max(1, paper.rows));
}

function headLine(model: WatchModel, { columns, palette, clock, plain }: WatchPaper): string {
  const results = [...model.rows.values()].map(({ result }) => result);
  const said = results.length === 0 ? "itom check" : summaryLine(summarise(results));
  const when = whenText(model, clock);
  const room = columns - displayWidth(when) - 2;
  const dots = plain ? "." : "…";
  if (room < 20) return palette.strong(fitWidth(said, columns, dots));
  return palette.strong(fitWidth(said, room, dots)) + palette.dim(`  ${when}`);
}

function whenText({ running, round, lastTook, nextAt }: WatchModel, clock: WatchPaper["clock"]): string {
  if (running) return `round ${round}: checked ${running.done} of ${running.total}`;
  const took = lastTook ? ` at ${clock(lastTook.at)} in ${formatDuration(lastTook.durationMs)}` : "";
  return `round ${round}${took}${nextAt ? `, next at ${clock(nextAt)}` : ""}`;
}

function resultLines(model: WatchModel, paper: WatchPaper): string[] {
  const visible = visibleRows(model);
  if (visible.length === 0) return [paper.palette.dim(fitWidth(nothingText(model), paper.columns))];
  return rowLines(model, visible, pageRows(paper), paper);
}

function nothingText({ rows, filter, onlyWrong }: WatchModel): string {
  if (rows.size === 0) return "waiting for the first result";
  if (filter !== "") return `nothing matches "${sanitiseLine(filter)}"`;
  return onlyWrong ? "nothing is wrong" : "";
}

function explanationLines(
  { title, lines, top }: NonNullable<WatchModel["explanation"]>,
  paper: WatchPaper,
): string[] {
  const { columns, palette, plain } = paper;
  const dots = plain ? "." : "…";
  const shown = lines.slice(top, top + pageRows(paper));
  return shown.map((line, index) =>
    top + index === 0
      ? palette.strong(fitWidth(line === "" ? title : line, columns, dots))
      : fitWidth(line, columns, dots).trimEnd(),
  );
}

const keysText = "j/k select  enter explain  / filter  a all or wrong  r run now  q quit";
const explainKeysText = "j/k scroll  esc back  r run now  q quit";

function footLine(model: WatchModel, { columns, palette, plain }: WatchPaper): string {
  const dots = plain ? "." : "…";
  const fit = (text: string): string => fitWidth(text, columns, dots).trimEnd();
  if (model.isTyping) return fit(`/${sanitiseLine(model.filter)}_`);
  if (model.notice !== undefined) return palette.bad(fit(sanitiseLine(model.notice)));
  if (model.explanation) return palette.dim(fit(explainKeysText));
  const modes = [
    ...(model.filter === "" ? [] : [`filter "${sanitiseLine(model.filter)}" (esc clears)`]),
    ...(model.onlyWrong ? ["only what is wrong"] : []),
  ];
  return palette.dim(fit([...modes, keysText].join("  ")));
}
