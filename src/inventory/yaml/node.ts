import type { Scalar } from "../model.js";
import type { Place } from "./source.js";

/** YAML reduced to what the inventory needs: maps with text keys, lists and scalars, each with its place. */
export type SourceNode = SourceMap | SourceList | SourceScalar;

export interface SourceMap {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, SourceEntry>;
}

export interface SourceEntry {
  /** The place of the key. */
  readonly place: Place;
  readonly value: SourceNode;
}

export interface SourceList {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly SourceNode[];
}

export interface SourceScalar {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: Scalar;
}

export type Path = readonly (string | number)[];

/** The node at a path; undefined where the path leads nowhere. */
export function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path) {
    if (node?.kind === "map") node = node.entries.get(String(step))?.value;
    else if (node?.kind === "list") node = typeof step === "number" ? node.items[step] : undefined;
    else return undefined;
  }
  return node;
}

/** The place of the value at a path, else of the nearest thing around it. */
export function placeAt(root: SourceNode, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node) return node.place;
  }
  return root.place;
}

/** The place of the key at the end of a path, else of the nearest thing around it. */
export function keyPlaceAt(root: SourceNode, path: Path): Place {
  const parent = nodeAt(root, path.slice(0, -1));
  const entry = parent?.kind === "map" ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.place ?? placeAt(root, path);
}

/** Plain objects, lists and scalars. `__proto__` is no key here: the conversion from YAML refuses it. */
export function toPlain(node: SourceNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toPlain);
  const plain: Record<string, unknown> = {};
  for (const [key, entry] of node.entries) plain[key] = toPlain(entry.value);
  return plain;
}
