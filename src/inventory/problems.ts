import type { Problem } from "../lib/errors.js";
import { positionOf, type Place } from "./yaml/source.js";

const mostShown = 500;
/** Looking for a similar name is work for each problem; after so many, nobody reads it. */
const mostHints = 100;

type Hint = string | (() => string | undefined) | undefined;

interface Finding {
  readonly place: Place;
  readonly message: string;
  readonly expected: string | undefined;
  readonly hint: Hint;
}

/** Collects what is wrong, so that one pass tells all of it. */
export class Problems {
  readonly #findings: Finding[] = [];
  readonly #told = new Set<string>();
  readonly #closed = new Set<string>();

  /**
   * A hint that takes work to find may be a function. After a problem that `closes` its place nothing more is told of it: what
   * is read there is not what was written. The same is never told twice.
   */
  add(place: Place, message: string, more: { expected?: string; hint?: Hint; closes?: boolean } = {}): void {
    const at = `${place.file.order}:${place.offset}`;
    const same = `${at} ${message}`;
    if (this.#closed.has(at) || this.#told.has(same)) return;
    this.#told.add(same);
    if (more.closes) this.#closed.add(at);
    this.#findings.push({ place, message, expected: more.expected, hint: more.hint });
  }

  get count(): number {
    return this.#findings.length;
  }

  /** In the order of the files and of the places in them. */
  list(): Problem[] {
    const sorted = this.#findings.toSorted(
      (a, b) => a.place.file.order - b.place.file.order || a.place.offset - b.place.offset,
    );
    const shown = sorted.slice(0, mostShown).map(toProblem);
    if (sorted.length > mostShown) shown.push({ message: `and ${sorted.length - mostShown} more problems` });
    return shown;
  }
}

function toProblem({ place, message, expected, hint }: Finding, index: number): Problem {
  const found = typeof hint !== "function" ? hint : index < mostHints ? hint() : undefined;
  return {
    message,
    position: positionOf(place),
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { hint: found }),
  };
}
