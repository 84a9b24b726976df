import { parseDuration } from "../../lib/duration.js";
import { parseSize } from "../../lib/size.js";
import type { Operator, Threshold, ThresholdKind } from "./threshold.js";

const plainNumber = /^\d+(?:\.\d+)?$/;

/**
 * Reads a threshold as people write it (`80%`, `500ms`, `10GiB`, `<10`, `>=3`) or as a Nagios range (`10:`, `~:10`,
 * `10:20`, `@10:20`; Monitoring Plugins guidelines, "Threshold and ranges") whose ends may carry units.
 * Undefined when it is neither, or in none of the kinds' units.
 */
export function parseThreshold(text: string, ...kinds: readonly ThresholdKind[]): Threshold | undefined {
  const written = text.trim();
  for (const kind of kinds) {
    const read = (quantity: string): number | undefined => readQuantity(quantity, kind, kinds.length > 1);
    const alert = written.includes(":") ? readRange(written, read) : readBeyond(written, kind, read);
    if (alert) return { written, unit: kind.unit, alert };
  }
  return undefined;
}

type Read = (quantity: string) => number | undefined;

function readBeyond(text: string, kind: ThresholdKind, read: Read): Threshold["alert"] | undefined {
  const match = /^(<=|>=|<|>)?\s*(\S.*)$/.exec(text);
  const limit = read(match?.[2] ?? "");
  if (!match || limit === undefined) return undefined;
  const operator = (match[1] ?? (kind.direction === "high" ? ">" : "<")) as Operator;
  return { kind: "beyond", operator, limit };
}

function readRange(text: string, read: Read): Threshold["alert"] | undefined {
  const match = /^(@?)\s*([^:@]*):([^:@]*)$/.exec(text);
  if (!match) return undefined;
  const [from, to] = shareUnit((match[2] ?? "").trim(), (match[3] ?? "").trim());
  const start = from === "" ? 0 : from === "~" ? Number.NEGATIVE_INFINITY : read(from);
  const end = to === "" ? Number.POSITIVE_INFINITY : read(to);
  if (start === undefined || end === undefined || start > end || (from === "" && to === "")) return undefined;
  return { kind: "range", start, end, inside: match[1] === "@" };
}

/** `10:20%` says the unit once for both ends. */
function shareUnit(from: string, to: string): readonly [string, string] {
  const bare = /^-?\d+(?:\.\d+)?$/;
  const unitOf = (text: string): string => /[^\d.]*$/.exec(text)?.[0] ?? "";
  if (bare.test(from) && to !== "") return [from + unitOf(to), to];
  if (bare.test(to) && from !== "" && from !== "~") return [from, to + unitOf(from)];
  return [from, to];
}

/** With `mustName`, a number without a unit is refused, because it could mean either of several. */
function readQuantity(text: string, kind: ThresholdKind, mustName: boolean): number | undefined {
  const negative = text.startsWith("-");
  const amount = readAmount(negative ? text.slice(1).trim() : text, kind, mustName);
  return amount !== undefined && negative && amount !== 0 ? -amount : amount;
}

function readAmount(text: string, kind: ThresholdKind, mustName: boolean): number | undefined {
  const bare = plainNumber.test(text);
  if (bare && mustName) return undefined;
  if (kind.unit === "") return bare ? Number(text) : undefined;
  if (kind.unit === "B") return parseSize(text);
  if (kind.unit === "%") {
    const share = text.replace(/\s*%$/, "");
    return plainNumber.test(share) ? Number(share) : undefined;
  }
  if (bare && Number(text) === 0) return 0;
  return parseDuration(bare ? text + (kind.bare ?? "") : text);
}
