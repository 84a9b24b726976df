import type { z } from "zod";
import type { Problems } from "../problems.js";
import type { WrittenFreeze, WrittenWindow } from "../schema/calendar.js";
import {
  entrySchemas,
  inventorySchema,
  itemSchemas,
  partSchemas,
  type WrittenCheck,
  type WrittenSettings,
} from "../schema/inventory.js";
import { addIssues } from "../schema/problems-of-issues.js";
import type { WrittenDefaults, WrittenGroup, WrittenHost, WrittenService } from "../schema/target.js";
import { nodeAt, toPlain, type SourceMap, type SourceNode } from "../yaml/node.js";
import type { Place } from "../yaml/source.js";

/** One entry as it was written. */
export interface Entry<Value> {
  /** Without the parts that broke the schema; undefined where nothing could be kept. */
  readonly value: Value | undefined;
  readonly node: SourceNode;
  /** The place of the name. */
  readonly place: Place;
}

export type Entries<Value> = ReadonlyMap<string, Entry<Value>>;

export interface Sections {
  readonly settings: Entry<WrittenSettings>;
  readonly defaults: Entry<WrittenDefaults>;
  readonly groups: Entries<WrittenGroup>;
  readonly hosts: Entries<WrittenHost>;
  readonly services: Entries<WrittenService>;
  readonly windows: Entries<WrittenWindow>;
  readonly checks: readonly Entry<WrittenCheck>[];
  readonly freezes: readonly Entry<WrittenFreeze>[];
}

/** Judges each entry by the schema on its own, so that one bad host does not hide what is wrong with the next. */
export function readSections(root: SourceMap, problems: Problems): Sections {
  const frame = inventorySchema.safeParse(frameOf(root));
  if (!frame.success) addIssues(frame.error.issues, root, [], problems);
  return {
    settings: readPart(root, "settings", partSchemas.settings, problems),
    defaults: readPart(root, "defaults", partSchemas.defaults, problems),
    groups: readEntries(root, "groups", entrySchemas.groups, problems),
    hosts: readEntries(root, "hosts", entrySchemas.hosts, problems),
    services: readEntries(root, "services", entrySchemas.services, problems),
    windows: readEntries(root, "windows", entrySchemas.windows, problems),
    checks: readItems(root, "checks", itemSchemas.checks, problems),
    freezes: readItems(root, "freezes", itemSchemas.freezes, problems),
  };
}

/** The file with empty sections: what is wrong with it is wrong with the frame. */
function frameOf(root: SourceMap): Record<string, unknown> {
  const frame: Record<string, unknown> = {};
  for (const [key, { value }] of root.entries) {
    const holds = (schemas: object): boolean => Object.hasOwn(schemas, key);
    if (value.kind === "map" && (holds(entrySchemas) || holds(partSchemas))) frame[key] = {};
    else if (value.kind === "list" && holds(itemSchemas)) frame[key] = [];
    else frame[key] = toPlain(value);
  }
  return frame;
}

function readPart<Value>(
  root: SourceMap,
  section: string,
  schema: z.ZodType<Value>,
  problems: Problems,
): Entry<Value> {
  const entry = root.entries.get(section);
  if (entry?.value.kind !== "map") return { value: undefined, node: root, place: root.place };
  const value = judge(schema, root, [section], problems);
  return { value, node: entry.value, place: entry.place };
}

function readEntries<Value>(
  root: SourceMap,
  section: string,
  schema: z.ZodType<Value | null>,
  problems: Problems,
): Entries<Value> {
  const read = new Map<string, Entry<Value>>();
  const node = nodeAt(root, [section]);
  if (node?.kind !== "map") return read;
  for (const [name, entry] of node.entries) {
    const value = judge(schema, root, [section, name], problems);
    // `prod:` alone is an entry that says nothing.
    read.set(name, { value: value === null ? ({} as Value) : value, node: entry.value, place: entry.place });
  }
  return read;
}

function readItems<Value>(
  root: SourceMap,
  section: string,
  schema: z.ZodType<Value>,
  problems: Problems,
): Entry<Value>[] {
  const node = nodeAt(root, [section]);
  if (node?.kind !== "list") return [];
  return node.items.map((item, index) => {
    const value = judge(schema, root, [section, index], problems);
    return { value, node: item, place: item.place };
  });
}

/** The value at a path as the schema reads it; without its bad parts where it has some, so that the others are judged further. */
function judge<Value>(
  schema: z.ZodType<Value>,
  root: SourceMap,
  path: (string | number)[],
  problems: Problems,
): Value | undefined {
  const node = nodeAt(root, path);
  const plain = node && toPlain(node);
  const judged = schema.safeParse(plain);
  if (judged.success) return judged.data;
  addIssues(judged.error.issues, root, path, problems);
  if (node?.kind !== "map") return undefined;
  const bad = new Set(judged.error.issues.flatMap(firstKeys));
  const rest = Object.entries(plain as object).filter(([key]) => !bad.has(key));
  return schema.safeParse(Object.fromEntries(rest)).data;
}

function firstKeys(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.path.length > 0) return [String(issue.path[0])];
  return issue.code === "unrecognized_keys" ? issue.keys : [];
}
