import { formatPosition } from "../../lib/position.js";
import type { Problems } from "../problems.js";
import type { SourceEntry, SourceMap, SourceNode } from "./node.js";
import { positionOf } from "./source.js";

/** Joins the files of one inventory: maps entry by entry, lists end to end. The same entry in two files is a problem. */
export function mergeFiles(roots: readonly SourceNode[], problems: Problems): SourceNode | undefined {
  const maps: SourceMap[] = [];
  for (const root of roots) {
    if (root.kind === "map") maps.push(root);
    else problems.add(root.place, "the file is no map", { expected: "a map with version, hosts and checks" });
  }
  const [first, ...others] = maps;
  if (!first) return undefined;
  const entries = new Map(first.entries);
  for (const other of others) {
    for (const [key, entry] of other.entries) mergeSection(key, entry, entries, problems);
  }
  return { ...first, entries };
}

function mergeSection(
  key: string,
  entry: SourceEntry,
  entries: Map<string, SourceEntry>,
  problems: Problems,
): void {
  const before = entries.get(key);
  if (!before) {
    entries.set(key, entry);
    return;
  }
  const [one, two] = [before.value, entry.value];
  if (one.kind === "list" && two.kind === "list") {
    entries.set(key, { ...before, value: { ...one, items: [...one.items, ...two.items] } });
  } else if (one.kind === "map" && two.kind === "map") {
    entries.set(key, { ...before, value: mergeMaps(key, one, two, problems) });
  } else if (!(one.kind === "scalar" && two.kind === "scalar" && one.value === two.value)) {
    addTwice(key, before, entry, problems);
  }
}

function mergeMaps(section: string, one: SourceMap, two: SourceMap, problems: Problems): SourceMap {
  const entries = new Map(one.entries);
  for (const [key, entry] of two.entries) {
    const before = entries.get(key);
    if (before) addTwice(`${section}.${key}`, before, entry, problems);
    else entries.set(key, entry);
  }
  return { ...one, entries };
}

function addTwice(name: string, before: SourceEntry, entry: SourceEntry, problems: Problems): void {
  problems.add(entry.place, `${name} is written in two files`, {
    hint: `the first is at ${formatPosition(positionOf(before.place))}`,
  });
}
