import { didYouMean } from "../../lib/did-you-mean.js";
import type { Problems } from "../problems.js";
import type { Place } from "../yaml/source.js";
import { nodeAt, type SourceNode } from "../yaml/node.js";

/** The place of a name in a list of names, or of the one name that stands for a list. */
export function placeOfItem(node: SourceNode, key: string, name: string): Place {
  const list = nodeAt(node, [key]);
  if (list?.kind !== "list") return list?.place ?? node.place;
  const item = list.items.find((one) => one.kind === "scalar" && one.value === name);
  return item?.place ?? list.place;
}

/** Tells of a name that nothing has. */
export function addDangling(
  kind: string,
  name: string,
  known: Iterable<string>,
  place: Place,
  problems: Problems,
): void {
  problems.add(place, `there is no ${kind} "${name}"`, { hint: () => didYouMean(name, known) });
}
