const blocks = "▁▂▃▄▅▆▇█";
const ascii = "_.-=+*#@";

/**
 * Numbers as a row of small bars from their least to their greatest, one character each, the newest last; a gap where a number is missing.
 * Numbers that are all the same are a flat line. `plain` uses ASCII.
 */
export function sparkline(
  values: readonly (number | null)[],
  { width, plain = false }: { readonly width: number; readonly plain?: boolean },
): string {
  const bars = plain ? ascii : blocks;
  const shown = width > 0 ? values.slice(-width) : [];
  const numbers = shown.filter((value): value is number => value !== null && Number.isFinite(value));
  const least = Math.min(...numbers);
  const span = Math.max(...numbers) - least;
  return shown
    .map((value) => {
      if (value === null || !Number.isFinite(value)) return " ";
      const part = span > 0 ? (value - least) / span : 0;
      return bars[Math.round(part * (bars.length - 1))] ?? " ";
    })
    .join("");
}
