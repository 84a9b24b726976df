import type { SourcePosition } from "../../lib/position.js";
import type { CheckEntry } from "../model.js";
import type { WrittenCheck } from "../schema/inventory.js";
import type { Entry } from "../sections/read-sections.js";
import type { SourceNode } from "../yaml/node.js";
import { positionOf } from "../yaml/source.js";

/** Check entries with every option as written; the types judge them later. */
export function resolveChecks(entries: readonly Entry<WrittenCheck>[]): CheckEntry[] {
  return entries.flatMap(({ value, node, place }) => {
    if (value === undefined) return [];
    const { on, type, id, ...options } = value;
    const positions = new Map<string, SourcePosition>();
    addPositions(node, "", positions);
    return [{ on, type, ...(id !== undefined && { id }), options, position: positionOf(place), positions }];
  });
}

/** The place of each value by dotted path; a list's items count from 0. */
function addPositions(node: SourceNode, path: string, positions: Map<string, SourcePosition>): void {
  if (path !== "") positions.set(path, positionOf(node.place));
  const below = (step: string | number): string => (path === "" ? String(step) : `${path}.${step}`);
  if (node.kind === "map") {
    for (const [key, { value }] of node.entries) addPositions(value, below(key), positions);
  } else if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) addPositions(item, below(index), positions);
  }
}
