import { z } from "zod";
import { oneOrMore, text } from "../../inventory/schema/basics.js";

/*
 * Schemas that several check types use. Messages are the "expected" part of a problem, as in inventory/schema/basics.ts.
 */

const patternRule = "a regular expression (JavaScript's; (?i) at its start ignores case)";

/** A regular expression over text of several lines: ^ and $ are a line's. */
export const pattern = z.string({ error: patternRule }).transform((written, context): RegExp => {
  const expression = toExpression(written);
  if (expression) return expression;
  context.addIssue({ code: "custom", message: patternRule, input: written });
  return z.NEVER;
});

function toExpression(written: string): RegExp | undefined {
  const inline = /^\(\?i\)/.exec(written);
  try {
    return new RegExp(written.slice(inline?.[0].length ?? 0), inline ? "imu" : "mu");
  } catch {
    return undefined;
  }
}

function listOf<Item>(value: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item];
}

/** One pattern or several, as a list. */
export const patterns = oneOrMore(pattern, "a regular expression or a list of them").transform(
  (given): readonly RegExp[] => listOf(given),
);

/** One text or several, as a list. */
export const texts = oneOrMore(text, "text or a list of texts").transform((given): readonly string[] =>
  listOf(given),
);
