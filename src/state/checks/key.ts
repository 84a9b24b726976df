import { createHash } from "node:crypto";
import type { StoredResult } from "../../ports/check-store.js";

/** `host/check` or `service:NAME/check`. */
export function checkKey({ host, service, check }: Pick<StoredResult, "host" | "service" | "check">): string {
  return `${host ?? `service:${service ?? ""}`}/${check}`;
}

/** What is the same in each of a check's results, said once in a day's history. */
export interface Declaration {
  readonly k: string;
  readonly host?: string;
  readonly service?: string;
  readonly check: string;
  readonly type: string;
  /** Label and unit of each value, in order. */
  readonly values: readonly (readonly [label: string, unit: string])[];
}

const maxValues = 100;
const maxWord = 100;

/** The values that history keeps: a line has a bound. */
export function boundedValues(result: StoredResult): StoredResult["values"] {
  return result.values.length > maxValues ? result.values.slice(0, maxValues) : result.values;
}

/** The key is made of the content, so that a lost or doubled declaration never gives a result to another check. */
export function declare(result: StoredResult): Declaration {
  const { host, service, check, type } = result;
  const content = {
    ...(host !== undefined && { host }),
    ...(service !== undefined && { service }),
    check,
    type,
    values: boundedValues(result).map(
      ({ label, unit }) => [label.slice(0, maxWord), unit.slice(0, maxWord)] as const,
    ),
  };
  const k = createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 10);
  return { k, ...content };
}

/** Whether both have the same declaration; both are of the same check. */
export function sameDeclaration(a: StoredResult, b: StoredResult): boolean {
  if (a.type !== b.type || a.values.length !== b.values.length) return false;
  return a.values.every(({ label, unit }, index) => {
    const other = b.values[index];
    return other?.label === label && other.unit === unit;
  });
}
