import type { Scalar } from "../model.js";
import type { Problems } from "../problems.js";
import { expandRanges, hasRange, RangeProblem } from "../ranges.js";
import { nodeAt, type SourceNode } from "../yaml/node.js";
import type { Place } from "../yaml/source.js";

/** One value for each name: a range in the value turns with the range in the names. */
export function zip(
  value: string,
  names: readonly string[],
  place: Place,
  problems: Problems,
): readonly string[] {
  if (!hasRange(value)) return names.map(() => value);
  try {
    const values = expandRanges(value);
    if (values.length === names.length) return values;
    problems.add(
      place,
      `${JSON.stringify(value)} stands for ${values.length} values, but the name for ${names.length} hosts`,
      {
        hint: "the ranges of a host's name and of its values turn together, so that they need the same length",
      },
    );
  } catch (error) {
    if (!(error instanceof RangeProblem)) throw error;
    problems.add(place, error.message);
  }
  return [];
}

/** As `zip`, for every text in `vars` or `asset` that the host's own entry writes; gives the values of one index. */
export function zipScalars(
  scalars: Readonly<Record<string, Scalar>>,
  names: readonly string[],
  node: SourceNode,
  section: string,
  problems: Problems,
): (index: number) => Readonly<Record<string, Scalar>> {
  const turning = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(scalars)) {
    const own = nodeAt(node, [section, key]);
    if (names.length < 2 || !own || typeof value !== "string" || !hasRange(value)) continue;
    turning.set(key, zip(value, names, own.place, problems));
  }
  if (turning.size === 0) return () => scalars;
  return (index) => {
    const turned = [...turning].map(([key, values]): [string, Scalar] => [key, values[index] ?? ""]);
    return { ...scalars, ...Object.fromEntries(turned) };
  };
}
