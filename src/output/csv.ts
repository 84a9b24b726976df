import { sanitise } from "../terminal/sanitise.js";

/** Rows as RFC 4180 has them. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** A cell that a spreadsheet would take for a formula is led by an apostrophe. */
function csvCell(given: string): string {
  const text = sanitise(given);
  const safe = /^[=+@\t\r＝＋－＠]|^-(?!\d*\.?\d+(e[+-]?\d+)?$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
