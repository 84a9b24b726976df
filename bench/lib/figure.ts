/** One number that is held to a bound. */
export interface Figure {
  readonly bench: string;
  /** What is measured, as a person would say it. */
  readonly what: string;
  readonly ours: number;
  /** The other side in the same run; absent where the bound is on our number itself. */
  readonly peer?: number;
  readonly unit: "ms" | "MB";
  /** `ours / peer`, or `peer / ours` where more is better; our number itself without a peer. */
  readonly result: number;
  readonly bound: number;
  readonly better: "less" | "more";
}

export const isMet = (figure: Figure): boolean =>
  figure.better === "less" ? figure.result <= figure.bound : figure.result >= figure.bound;

/** How many times the peer's cost ours may be. */
export function costRatio(given: Omit<Figure, "result" | "better"> & { readonly peer: number }): Figure {
  return { ...given, result: given.ours / given.peer, better: "less" };
}

/** How many times faster than the peer ours must be. */
export function speedUp(given: Omit<Figure, "result" | "better"> & { readonly peer: number }): Figure {
  return { ...given, result: given.peer / given.ours, better: "more" };
}

/** A bound on our own number. */
export function ceiling(given: Omit<Figure, "result" | "better" | "peer">): Figure {
  return { ...given, result: given.ours, better: "less" };
}
