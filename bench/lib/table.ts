import { isMet, type Figure } from "./figure.js";

/** A Markdown table, which is also readable as it is. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.bench,
    figure.what,
    formatNumber(figure.ours, figure.unit),
    figure.peer === undefined ? "" : formatNumber(figure.peer, figure.unit),
    figure.peer === undefined ? "" : `${figure.result.toFixed(2)} ×`,
    `${figure.better === "less" ? "≤" : "≥"} ${figure.bound}${figure.peer === undefined ? ` ${figure.unit}` : " ×"}`,
    isMet(figure) ? "ok" : "missed",
  ]);
  const head = ["bench", "figure", "itom", "peer", "ratio", "bound", ""];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function formatNumber(value: number, unit: Figure["unit"]): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
}
