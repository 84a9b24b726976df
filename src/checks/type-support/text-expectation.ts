import type { z } from "zod";
import { execWithin, matchesWithin } from "../../lib/match-within.js";
import { section } from "../../inventory/schema/basics.js";
import type { Finding } from "./findings.js";
import { patterns } from "./options.js";

/** What must and what must not be in a text. */
export const textExpectation = section(
  {
    matches: patterns.describe("Regular expressions that must all be found").optional(),
    lacks: patterns.describe("Regular expressions of which none may be found").optional(),
  },
  "a map with matches and lacks",
);

export type TextExpectation = z.output<typeof textExpectation>;

/** Judges a text that arrived whole or, `truncated`, in part; of a part it can't be said what is not in it. */
export function judgeText(
  name: string,
  text: string,
  { matches = [], lacks = [] }: TextExpectation,
  truncated: boolean,
): Finding[] {
  const mustMatch = matches.map((expression): Finding => {
    const matched = matchesWithin(expression, text);
    if (matched === undefined) return tooSlow(expression);
    if (matched) return { state: "OK", text: `${name} matches /${expression.source}/` };
    return truncated
      ? tooLong(name)
      : { state: "CRITICAL", text: `${name} does not match /${expression.source}/` };
  });
  const mustLack = lacks.map((expression): Finding => {
    const found = execWithin(expression, text);
    if (found === undefined) return tooSlow(expression);
    if (!found)
      return truncated ? tooLong(name) : { state: "OK", text: `${name} lacks /${expression.source}/` };
    const [shown = ""] = found[0].split("\n");
    return {
      state: "CRITICAL",
      text: `${name} has "${shown.slice(0, 60)}", which /${expression.source}/ forbids`,
    };
  });
  return [...mustMatch, ...mustLack];
}

function tooSlow({ source }: RegExp): Finding {
  return { state: "UNKNOWN", text: `/${source}/ takes too long: simplify it` };
}

function tooLong(name: string): Finding {
  return { state: "UNKNOWN", text: `${name} is too long to be looked at whole` };
}
