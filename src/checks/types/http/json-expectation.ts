import { z } from "zod";
import { matchesWithin } from "../../../lib/match-within.js";

/** What a value in JSON must be. */
export type JsonExpectation =
  | { readonly kind: "equals"; readonly value: string | number | boolean | null }
  | { readonly kind: "compares"; readonly operator: "<" | "<=" | ">" | ">=" | "!="; readonly limit: number }
  | { readonly kind: "matches"; readonly pattern: RegExp };

const rule = 'a value, a comparison such as "< 100", or "~PATTERN"';

/** A value means equality, with its type; `< 100` compares numbers, `~^ok` matches text. */
export const jsonExpectation = z
  .union([z.string(), z.number(), z.boolean(), z.null()], { error: rule })
  .transform((written, context): JsonExpectation => {
    if (typeof written !== "string") return { kind: "equals", value: written };
    const comparison = /^(<=|>=|!=|<|>)\s*(-?\d+(?:\.\d+)?)$/.exec(written);
    if (comparison) {
      const operator = comparison[1] as "<";
      return { kind: "compares", operator, limit: Number(comparison[2]) };
    }
    if (!written.startsWith("~")) return { kind: "equals", value: written };
    try {
      return { kind: "matches", pattern: new RegExp(written.slice(1), "u") };
    } catch {
      context.addIssue({ code: "custom", message: rule, input: written });
      return z.NEVER;
    }
  });

/** The reason why a value is not as expected, or undefined when it is. A wrong type never is. */
export function whyNotAsExpected(value: unknown, expectation: JsonExpectation): string | undefined {
  if (expectation.kind === "equals") {
    return value === expectation.value ? undefined : `is ${show(value)}, not ${show(expectation.value)}`;
  }
  if (expectation.kind === "matches") {
    if (typeof value !== "string") return `is ${show(value)}, which is no text`;
    const matches = matchesWithin(expectation.pattern, value.slice(0, 65_536));
    if (matches === undefined) return "could not be compared in time: simplify the pattern";
    return matches ? undefined : `is ${show(value)}`;
  }
  const { operator, limit } = expectation;
  if (typeof value !== "number") return `is ${show(value)}, which is no number`;
  return holds(value, operator, limit) ? undefined : `is ${show(value)}, not ${operator} ${limit}`;
}

function holds(value: number, operator: string, limit: number): boolean {
  if (operator === "<") return value < limit;
  if (operator === "<=") return value <= limit;
  if (operator === ">") return value > limit;
  return operator === ">=" ? value >= limit : value !== limit;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
