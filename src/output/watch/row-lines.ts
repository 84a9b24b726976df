import { displayWidth, fitWidth } from "../../lib/display-width.js";
import { sparkline } from "../../lib/sparkline.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { targetOf } from "../check/fold.js";
import { colour } from "../check/human.js";
import type { WatchModel, WatchRow } from "./model.js";
import type { WatchPaper } from "./paper.js";
import { selectedIndex } from "./visible-rows.js";

interface Columns {
  readonly state: number;
  readonly target: number;
  readonly check: number;
  readonly spark: number;
  readonly change: number;
}

/** The page of rows that holds the selected one, one line each. */
export function rowLines(
  model: WatchModel,
  visible: readonly WatchRow[],
  height: number,
  paper: WatchPaper,
): string[] {
  if (height <= 0) return [];
  const selected = selectedIndex(model, visible);
  const top = Math.floor(selected / height) * height;
  const page = visible.slice(top, top + height);
  const widths = columnsOf(page, paper);
  return page.map((row, index) => rowLine(row, top + index === selected, model.round, widths, paper));
}

/** Narrow paper loses the sparklines first, then the times of changes. */
function columnsOf(page: readonly WatchRow[], { columns, clock }: WatchPaper): Columns {
  const most = Math.max(6, Math.floor(columns / 5));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth));
  return {
    state: widest(page.map(({ result }) => result.state)),
    target: Math.min(most, widest(page.map(({ result }) => sanitiseLine(targetOf(result))))),
    check: Math.min(most, widest(page.map(({ result }) => sanitiseLine(result.check)))),
    spark: columns >= 120 ? 20 : columns >= 70 ? 10 : 0,
    change: columns >= 60 ? widest(page.map((row) => changeText(row, 0, clock))) : 0,
  };
}

function rowLine(
  row: WatchRow,
  isSelected: boolean,
  round: number,
  widths: Columns,
  { columns, palette, clock, plain }: WatchPaper,
): string {
  const { result } = row;
  const dots = plain ? "." : "…";
  const isNew = row.change?.round === round;
  const same = (text: string): string => text;
  const cells: [text: string, width: number, paint: (text: string) => string][] = [
    [isSelected ? ">" : " ", 1, palette.strong],
    [result.state, widths.state, colour(result.state, palette)],
    [sanitiseLine(targetOf(result)), widths.target, isSelected ? palette.strong : same],
    [sanitiseLine(result.check), widths.check, isSelected ? palette.strong : same],
    [
      sparkline(row.numbers, { width: widths.spark, plain }).padStart(widths.spark),
      widths.spark,
      palette.dim,
    ],
    [changeText(row, round, clock), widths.change, isNew ? palette.strong : palette.dim],
    [sanitiseLine(result.flaky ? `${result.summary} (flaky)` : result.summary), columns, same],
  ];
  let room = columns;
  const pieces: string[] = [];
  for (const [text, width, paint] of cells) {
    const gap = pieces.length === 0 ? "" : " ";
    const fitting = Math.min(width, room - gap.length);
    if (width === 0 || fitting <= 0) continue;
    pieces.push(gap + paint(fitWidth(text, fitting, dots)));
    room -= fitting + gap.length;
  }
  return pieces.join("");
}

/** `*09:12:30 was OK`; the mark is for a change in the present round. */
function changeText({ change }: WatchRow, round: number, clock: WatchPaper["clock"]): string {
  if (!change) return "";
  return `${change.round === round ? "*" : " "}${clock(change.at)} was ${change.from}`;
}
