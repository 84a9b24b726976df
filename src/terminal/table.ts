import type { ChalkInstance } from "chalk";
import CliTable from "cli-table3";
import { sanitiseLine } from "./sanitise.js";

/** One cell: text, made safe here, and how it is painted after that. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

interface Paper {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly colours: ChalkInstance;
}

const gap = "  ";
const narrowest = 8;

/**
 * Renders a table as lines: two spaces between columns, no frame and no trailing spaces, so that `awk` and people can both
 * read it. On a terminal the head is bold and the widest columns are cut so that a row keeps to one line; elsewhere nothing is cut.
 */
export function renderTable(table: Table, paper: Paper): string {
  const head = table.head.map((title) => ({ text: title, paint: paper.colours.bold }));
  const rows = [head, ...table.rows].map((row) => row.map(toCell));
  const widths = columnWidths(rows);
  const kept = paper.isTTY ? shrink(widths, paper.columns) : widths;
  const drawn = new CliTable({
    chars: plainCharacters,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    ...(paper.isTTY && { colWidths: kept }),
  });
  for (const row of rows) drawn.push(row.map(({ text, paint }) => paint(text)));
  const lines = drawn.toString().split("\n");
  return `${lines.map((line) => line.replace(/\s+((?:\u001B\[[0-9;]*m)*)$/, "$1")).join("\n")}\n`;
}

interface SafeCell {
  readonly text: string;
  readonly paint: (text: string) => string;
}

function toCell(cell: Cell): SafeCell {
  if (typeof cell === "string") return { text: sanitiseLine(cell), paint: (text) => text };
  return { text: sanitiseLine(cell.text), paint: cell.paint };
}

function columnWidths(rows: readonly (readonly SafeCell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, { text }] of row.entries()) widths[index] = Math.max(widths[index] ?? 1, text.length);
  }
  return widths;
}

/** Takes columns from the widest until the row fits, but leaves each readable. */
function shrink(widths: readonly number[], columns: number): number[] {
  const kept = [...widths];
  const room = columns - gap.length * (kept.length - 1);
  let over = kept.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = Math.max(...kept);
    if (widest <= narrowest) break;
    const second = Math.max(narrowest, ...kept.filter((width) => width < widest));
    const at = kept.indexOf(widest);
    const cut = Math.min(over, Math.max(1, widest - second));
    kept[at] = widest - cut;
    over -= cut;
  }
  return kept;
}

const plainCharacters = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: gap,
};
