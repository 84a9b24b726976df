import fc from "fast-check";
import { expect, test } from "vitest";
import { execWithin, matchesWithin } from "../../src/lib/match-within.js";

test.each<[RegExp, string, boolean | undefined]>([
  [/ok/, "all ok", true],
  [/^ok$/m, "a\nok\nb", true],
  [/no/, "all ok", false],
  [/^(a+)+$/, `${"a".repeat(60)}!`, undefined],
  [/(a|a)*b/, "a".repeat(60), undefined],
  [/.*foo.*bar/, "x".repeat(400_000), undefined],
  [/.*foo.*bar/, "a foo and a bar", true],
])("%s", (pattern, text, matches) => {
  expect(matchesWithin(pattern, text)).toBe(matches);
});

test("it finds what RegExp finds", () => {
  const patterns = [/a/, /a*b/, /(a|b)+c/, /^\s*x{2,3}/m];
  fc.assert(
    fc.property(fc.constantFrom(...patterns), fc.stringMatching(/^[abcx\n ]{0,40}$/), (pattern, text) => {
      expect(execWithin(pattern, text)?.[0]).toBe(pattern.exec(text)?.[0]);
      expect(execWithin(pattern, text)?.index).toBe(pattern.exec(text)?.index);
    }),
    { numRuns: 50 },
  );
});
