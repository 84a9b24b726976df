/** One part of a name with ranges: fixed text, or numbers from first to last. */
export type Piece = string | Range;

export interface Range {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** Digits to pad with zeros to; 1 where no padding was written. */
  readonly width: number;
}

/** How many names one expression may stand for. */
export const mostNames = 100_000;

const form = /\[(\d+):(\d+)(?::(\d+))?\]/g;

/** Why an expression with ranges is refused. */
export class RangeProblem extends Error {}

/** Whether the text has something that looks like a range, good or bad. */
export function hasRange(text: string): boolean {
  return /\[\d+:\d+(?::\d+)?\]/.test(text);
}

/** Splits `web[01:20]-[1:9:2]`; throws RangeProblem where a range is bad. */
export function parseRanges(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(form)) {
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push(toRange(match[0], match[1] ?? "", match[2] ?? "", match[3]));
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
}

function toRange(whole: string, from: string, to: string, by: string | undefined): Range {
  const range = { first: Number(from), last: Number(to), step: by === undefined ? 1 : Number(by) };
  if (from.length > 9 || to.length > 9) throw new RangeProblem(`the range ${whole} has too many digits`);
  if (range.step < 1) throw new RangeProblem(`the range ${whole} has the step 0`);
  if (range.last < range.first) throw new RangeProblem(`the range ${whole} ends before it begins`);
  const padded = /^0\d/.test(from) || /^0\d/.test(to);
  if (padded && from.length !== to.length) {
    throw new RangeProblem(
      `the range ${whole} pads with zeros, so that both ends need the same number of digits`,
    );
  }
  return { ...range, width: padded ? from.length : 1 };
}

export function countNames(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (count, piece) =>
      typeof piece === "string" ? count : count * (Math.floor((piece.last - piece.first) / piece.step) + 1),
    1,
  );
}

/** Every name in order, the last range turning fastest; throws RangeProblem where a range is bad or there are too many. */
export function expandRanges(text: string): string[] {
  const pieces = parseRanges(text);
  const count = countNames(pieces);
  if (count > mostNames)
    throw new RangeProblem(`"${text}" stands for ${count} names, more than ${mostNames}`);
  let names = [""];
  for (const piece of pieces) {
    const parts = typeof piece === "string" ? [piece] : numbersOf(piece);
    names = names.flatMap((name) => parts.map((part) => name + part));
  }
  return names;
}

function numbersOf(range: Range): string[] {
  const numbers: string[] = [];
  for (let number = range.first; number <= range.last; number += range.step) {
    numbers.push(String(number).padStart(range.width, "0"));
  }
  return numbers;
}
