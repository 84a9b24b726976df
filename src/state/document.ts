import { checksum } from "./checksum.js";

/** One kind of JSON document below the state folder, with the way from each older schema to the present one. */
export interface DocumentKind<T> {
  /** What it holds, for people: "the present states of checks". */
  readonly name: string;
  /** The schema that this itom writes, from 1. */
  readonly schema: number;
  /** `migrations[n]` makes schema n + 1 of schema n. */
  readonly migrations: Readonly<Record<number, (data: unknown) => unknown>>;
  /** The data when it has the present schema's shape, else undefined. */
  readonly parse: (data: unknown) => T | undefined;
}

/** What a document's bytes turned out to be. */
export type Decoded<T> =
  | { readonly is: "good"; readonly schema: number; readonly rev: number; readonly data: T }
  | { readonly is: "newer"; readonly schema: number }
  | { readonly is: "damaged"; readonly reason: string };

/**
 * `{"schema","rev","sum","data"}` with each entry of data's inner objects on its own line, so that grep and diff work too.
 * `sum` is the checksum of data as JSON.stringify writes it.
 */
export function encodeDocument(schema: number, rev: number, data: object): Buffer {
  const text = stringifyByLine(data);
  const sum = checksum(text.replaceAll("\n", ""));
  return Buffer.from(`{"schema":${schema},"rev":${rev},"sum":"${sum}","data":${text}}\n`);
}

function stringifyByLine(data: object): string {
  const parts = Object.entries(data).map(([name, value]) => `${JSON.stringify(name)}:${innerText(value)}`);
  return `{\n${parts.join(",\n")}}`;
}

function innerText(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const lines = Object.entries(value).map(
    ([name, inner]) => `${JSON.stringify(name)}:${JSON.stringify(inner)}`,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}}`;
}

/** Reads a document of any schema up to the present one; older data is migrated. */
export function decodeDocument<T>(kind: DocumentKind<T>, bytes: Buffer): Decoded<T> {
  if (bytes.length === 0) return { is: "damaged", reason: "it is empty" };
  const head = parseHead(bytes);
  if (!head) return { is: "damaged", reason: "it is no JSON document of itom" };
  const { schema, rev, sum, data } = head;
  if (schema > kind.schema) return { is: "newer", schema };
  if (data === undefined || checksum(JSON.stringify(data)) !== sum) {
    return { is: "damaged", reason: "its checksum does not match: it was damaged or changed by hand" };
  }
  const parsed = kind.parse(migrate(kind, schema, data));
  if (parsed === undefined) return { is: "damaged", reason: "it does not hold what it should" };
  return { is: "good", schema, rev, data: parsed };
}

interface Head {
  readonly schema: number;
  readonly rev: number;
  readonly sum: unknown;
  readonly data: unknown;
}

function parseHead(bytes: Buffer): Head | undefined {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { schema, rev, sum, data } = value as Record<string, unknown>;
  if (!isCount(schema) || schema < 1 || !isCount(rev)) return undefined;
  return { schema, rev, sum, data };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function migrate<T>(kind: DocumentKind<T>, from: number, data: unknown): unknown {
  let migrated = data;
  for (let schema = from; schema < kind.schema; schema++) {
    const step = kind.migrations[schema];
    if (!step) throw new RangeError(`${kind.name}: no migration from schema ${schema}`);
    migrated = step(migrated);
  }
  return migrated;
}
