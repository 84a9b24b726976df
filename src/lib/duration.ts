const unitMs: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** Reads `500ms`, `1.5s`, `2h30m`, `30d`, `5y` (of 365 days) as milliseconds; undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const pieces = text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(us|ms|min|s|m|h|d|w|y)\s*/gy);
  let total = 0;
  let length = 0;
  for (const [whole, amount, unit] of pieces) {
    total += Number(amount) * (unitMs[unit ?? ""] ?? Number.NaN);
    length += whole.length;
  }
  return length > 0 && length === text.trim().length ? total : undefined;
}

/** What a timer of Node can wait for; a longer one would end at once. In milliseconds. */
export const longestWaitMs = 24 * 86_400_000;

/** Writes milliseconds as people say them: `350 ms`, `2.5 s`, `3 min`, `2.0 h`, `12 d`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return `${Math.round(ms * 1000) / 1000} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 86_400_000) return `${(ms / 3_600_000).toFixed(1)} h`;
  return `${Math.floor(ms / 86_400_000)} d`;
}
