/** Words with how often each follows itself: `["OK", 498, "CRITICAL", 2]`. */
export type Runs = readonly (string | number)[];

export function encodeRuns(words: readonly string[]): Runs {
  const runs: (string | number)[] = [];
  let count = 0;
  words.forEach((word, index) => {
    count += 1;
    if (words[index + 1] === word) return;
    runs.push(word, count);
    count = 0;
  });
  return runs;
}

/** The words, or undefined where this is no run-length code of exactly `length` of them. */
export function decodeRuns(runs: unknown, length: number): string[] | undefined {
  if (!Array.isArray(runs) || runs.length % 2 !== 0) return undefined;
  const words: string[] = [];
  for (let index = 0; index < runs.length; index += 2) {
    const word: unknown = runs[index];
    const count: unknown = runs[index + 1];
    if (typeof word !== "string" || typeof count !== "number" || !(count >= 1)) return undefined;
    // Judged before anything is made, so that a forged count costs nothing.
    if (count > length - words.length) return undefined;
    for (let n = 0; n < count; n++) words.push(word);
  }
  return words.length === length ? words : undefined;
}
