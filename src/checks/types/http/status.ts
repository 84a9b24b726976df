import { z } from "zod";
import { oneOrMore } from "../../../inventory/schema/basics.js";

interface StatusRange {
  readonly from: number;
  readonly to: number;
}

const rule = "a status such as 200, 2xx or 200-299, or a list of them";

const one = z.union([z.number(), z.string()], { error: rule }).transform((written, context): StatusRange => {
  const range = parseStatus(String(written));
  if (range) return range;
  context.addIssue({ code: "custom", message: rule, input: written });
  return z.NEVER;
});

/** Allowed statuses, as ranges. */
export const statuses = oneOrMore(one, rule).transform((given): readonly StatusRange[] => {
  const list: readonly StatusRange[] = Array.isArray(given)
    ? (given as StatusRange[])
    : [given as StatusRange];
  return list;
});

/** What counts as success where nothing is said. */
export const usualStatuses: readonly StatusRange[] = [{ from: 200, to: 399 }];

function parseStatus(text: string): StatusRange | undefined {
  const family = /^([1-5])xx$/i.exec(text);
  if (family) return { from: Number(family[1]) * 100, to: Number(family[1]) * 100 + 99 };
  const match = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from <= to ? { from, to } : undefined;
}

export function isAllowed(status: number, ranges: readonly StatusRange[]): boolean {
  return ranges.some(({ from, to }) => status >= from && status <= to);
}
