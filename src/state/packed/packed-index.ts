export interface PackedIndex {
  readonly schema: number;
  /** The index as it stands, for what a kind of file keeps there beside keys and sizes. */
  readonly head: Readonly<Record<string, unknown>>;
  /** Where each key's member lies, in bytes. */
  readonly places: ReadonlyMap<string, { readonly from: number; readonly to: number }>;
  /** The size that the file must have. */
  readonly end: number;
}

/** Reads an index whose own member has `length` bytes; undefined where it is none. */
export function decodeIndex(text: string, length: number): PackedIndex | undefined {
  const head = parseRecord(text);
  if (!head) return undefined;
  const { schema, keys, sizes } = head;
  if (typeof schema !== "number" || !Array.isArray(keys) || !Array.isArray(sizes)) return undefined;
  if (keys.length !== sizes.length) return undefined;
  const places = new Map<string, { from: number; to: number }>();
  let from = length;
  for (const [index, key] of keys.entries()) {
    const size: unknown = sizes[index];
    if (typeof key !== "string" || typeof size !== "number" || !(size > 0)) return undefined;
    places.set(key, { from, to: from + size });
    from += size;
  }
  return { schema, head, places, end: from };
}

/** A JSON object, or undefined. */
export function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
