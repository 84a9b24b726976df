import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matchesGlob } from "../../../src/connections/ssh/glob.js";

const letters = fc.array(fc.constantFrom("a", "b", ".", "[", "\\", "*", "?"), { maxLength: 12 });

test("means what the same pattern means as a regular expression", () => {
  fc.assert(
    fc.property(letters, letters, (pattern, text) => {
      const source = pattern.map((letter) =>
        letter === "*" ? "[^]*" : letter === "?" ? "[^]" : `\\${letter}`.replace(/\\([ab])/, "$1"),
      );
      expect(matchesGlob(pattern.join(""), text.join(""))).toBe(
        new RegExp(`^${source.join("")}$`).test(text.join("")),
      );
    }),
  );
});

test("a pattern made to be slow is not", () => {
  expect(matchesGlob(`${"*a".repeat(200)}b`, "a".repeat(5_000))).toBe(false);
});
