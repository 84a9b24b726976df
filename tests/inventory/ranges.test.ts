import { assert, integer, nat, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { countNames, expandRanges, parseRanges, RangeProblem } from "../../src/inventory/ranges.js";

describe("expandRanges", () => {
  it.each([
    ["web[1:3]", ["web1", "web2", "web3"]],
    ["web[08:11]", ["web08", "web09", "web10", "web11"]],
    ["web[1:9:4]", ["web1", "web5", "web9"]],
    ["r[1:2]u[01:02]", ["r1u01", "r1u02", "r2u01", "r2u02"]],
    ["plain", ["plain"]],
    ["[0:1]x", ["0x", "1x"]],
  ])("%s", (text, names) => {
    expect(expandRanges(text)).toEqual(names);
  });

  it.each([
    "web[3:1]",
    "web[1:3:0]",
    "web[01:100]",
    "web[1:1000000]",
    "w[1:1000]x[1:1000]",
    "w[1:99999999999]",
  ])("refuses %s", (text) => {
    expect(() => expandRanges(text)).toThrow(RangeProblem);
  });

  it("names every number from first to last once, as wide as written", () => {
    const range = tuple(nat(500), nat(300), integer({ min: 1, max: 7 }), integer({ min: 1, max: 6 }));
    assert(
      property(range, ([first, length, step, width]) => {
        const last = first + length;
        const pad = (number: number): string => String(number).padStart(width, "0");
        const padded = pad(first).length === pad(last).length ? pad : String;
        const text = `web[${padded(first)}:${padded(last)}:${step}]`;
        const names = expandRanges(text);
        expect(names).toHaveLength(countNames(parseRanges(text)));
        const numbers = names.map((name) => Number(name.slice("web".length)));
        expect(numbers).toEqual(
          Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => first + i * step),
        );
        expect(names).toEqual(numbers.map((number) => `web${padded(number)}`));
      }),
    );
  });
});
