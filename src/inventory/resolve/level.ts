import type { SourcePosition } from "../../lib/position.js";
import { nodeAt, type SourceNode } from "../yaml/node.js";
import { positionOf, type Place } from "../yaml/source.js";

/** One value, and where it was written. */
interface Placed {
  readonly value: unknown;
  readonly place: Place;
}

/** What one level (defaults, a group, a host) says, by dotted path: `ssh.user`, `vars.site`, `connection`. */
export type Level = ReadonlyMap<string, Placed>;

const nested: ReadonlySet<string> = new Set(["ssh", "snmp", "vars", "asset"]);

/** Flattens one written entry; `node` is what it was read from. */
export function toLevel(written: object | undefined, node: SourceNode): Level {
  const level = new Map<string, Placed>();
  for (const [key, value] of Object.entries(written ?? {})) {
    if (value === undefined) continue;
    if (!nested.has(key)) level.set(key, { value, place: nodeAt(node, [key])?.place ?? node.place });
    else {
      for (const [inner, part] of Object.entries(value as object)) {
        const place = nodeAt(node, [key, inner])?.place ?? node.place;
        if (part !== undefined) level.set(`${key}.${inner}`, { value: part, place });
      }
    }
  }
  return level;
}

/** Joins levels; what a later one says wins, part by part. Tags add up instead. */
export function joinLevels(levels: readonly Level[]): Level {
  const joined = new Map<string, Placed>();
  for (const level of levels) {
    for (const [path, placed] of level) {
      const before = path === "tags" ? joined.get("tags") : undefined;
      joined.set(
        path,
        before ? { value: [...toList(before.value), ...toList(placed.value)], place: placed.place } : placed,
      );
    }
  }
  return joined;
}

/** The parts below one path: of `ssh`, `{ user, port, … }`. */
export function partOf(level: Level, section: string): Record<string, unknown> {
  const prefix = `${section}.`;
  const part: Record<string, unknown> = {};
  for (const [path, { value }] of level) if (path.startsWith(prefix)) part[path.slice(prefix.length)] = value;
  return part;
}

export function says(level: Level, section: string): boolean {
  for (const path of level.keys()) if (path.startsWith(`${section}.`)) return true;
  return false;
}

export function originsOf(level: Level): ReadonlyMap<string, SourcePosition> {
  return new Map([...level].map(([path, { place }]) => [path, positionOf(place)]));
}

/** A name or a list of names as a list, each once. */
export function toList(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return [...new Set(Array.isArray(value) ? (value as string[]) : [value as string])];
}

export function textAt(level: Level, path: string): string | undefined {
  const value = level.get(path)?.value;
  return typeof value === "string" ? value : undefined;
}
