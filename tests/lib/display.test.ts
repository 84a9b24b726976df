import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth, fitWidth } from "../../src/lib/display-width.js";
import { sparkline } from "../../src/lib/sparkline.js";

describe("fitWidth", () => {
  it.each([
    ["abc", 5, "abc  "],
    ["abcdef", 4, "abc…"],
    ["日本語", 4, "日… "],
    ["e\u0301e\u0301", 2, "e\u0301e\u0301"],
    ["abc", 0, ""],
  ])("fits %j into %i columns", (text, columns, fitted) => {
    expect(fitWidth(text, columns)).toBe(fitted);
  });

  it("always gives exactly that width", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, columns) => {
        expect(displayWidth(fitWidth(text, columns))).toBe(columns);
      }),
    );
  });
});

describe("sparkline", () => {
  it.each([
    [[1, 2, 3, 8], "▁▂▃█"],
    [[5, 5, 5], "▁▁▁"],
    [[1, null, 2], "▁ █"],
    [[null], " "],
    [[], ""],
    [[-1, 0, 1], "▁▅█"],
  ])("draws %j", (values, line) => {
    expect(sparkline(values, { width: 10 })).toBe(line);
  });

  it("keeps the newest, and knows ASCII", () => {
    expect(sparkline([9, 1, 2], { width: 2, plain: true })).toBe("_@");
    expect(sparkline([9, 1, 2], { width: 0 })).toBe("");
  });
});
