/** Clears the line first: after a full one the cursor would still stand on its last character. */
const clearLine = "\u001B[K";
const endAttributes = "\u001B[0m";

/**
 * The escape text that turns one screen into another: only lines that differ are written, each at its place (CUP, EL of ECMA-48).
 * Empty where nothing changed. Lines must be sanitised and no wider than the screen.
 */
export function diffScreens(before: readonly string[], after: readonly string[]): string {
  const pieces: string[] = [];
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const line = after[row] ?? "";
    if (line === (before[row] ?? "")) continue;
    pieces.push(`\u001B[${row + 1};1H${clearLine}${line}${endAttributes}`);
  }
  return pieces.join("");
}
