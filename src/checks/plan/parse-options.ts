import type { CheckEntry } from "../../inventory/model.js";
import type { Problem } from "../../lib/errors.js";
import type { AnyCheckType } from "../contract.js";
import { commonKeys, commonOptions } from "./common-options.js";
import { problemsOfIssues } from "./problems-of-issues.js";

export type Written = Readonly<Record<string, unknown>>;

export interface ParsedOptions {
  readonly written: Written;
  readonly options: unknown;
  readonly timeoutMs: number | undefined;
  readonly attempts: number;
  readonly intervalMs: number;
  readonly needs: readonly string[];
  readonly confirm: number;
}

const defaultIntervalMs = 5_000;

/** Judges the options of one check, templates substituted; every problem with its place in the entry. */
export function parseOptions(
  entry: CheckEntry,
  type: AnyCheckType,
  written: Written,
): ParsedOptions | readonly Problem[] {
  if (hasNul(written)) return [{ message: "an option contains a NUL character", position: entry.position }];
  const [common, own] = split(written);
  // Most checks have none of them.
  const parsedCommon = Object.keys(common).length === 0 ? nothingCommon : commonOptions.safeParse(common);
  const parsedOwn = type.options.safeParse(own);
  if (parsedCommon.success && parsedOwn.success) {
    const {
      timeout,
      attempts = 1,
      interval = defaultIntervalMs,
      needs = [],
      confirm = 1,
    } = parsedCommon.data;
    return {
      written,
      options: parsedOwn.data,
      timeoutMs: timeout,
      attempts,
      intervalMs: interval,
      needs: [needs].flat(),
      confirm,
    };
  }
  const issues = [...(parsedCommon.error?.issues ?? []), ...(parsedOwn.error?.issues ?? [])];
  return problemsOfIssues(issues, entry, written);
}

const nothingCommon = commonOptions.safeParse({});

function split(written: Written): readonly [common: Written, own: Written] {
  const entries = Object.entries(written);
  if (!entries.some(([key]) => commonKeys.has(key))) return [{}, written];
  return [
    Object.fromEntries(entries.filter(([key]) => commonKeys.has(key))),
    Object.fromEntries(entries.filter(([key]) => !commonKeys.has(key))),
  ];
}

/** No shell word, header or name can hold one. */
function hasNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasNul);
}
