import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRuns, encodeRuns } from "../../../src/lib/run-length.js";
import { decodeColumns, encodeColumns } from "../../../src/state/history/columns-line.js";
import { decodeNumbers, encodeNumbers } from "../../../src/state/history/number-column.js";
import { runLines } from "../../../src/state/history/run-lines.js";
import { shortNumber } from "../../../src/state/history/short-number.js";
import { takeRun } from "../../../src/state/history/take-run.js";
import { encodeLine } from "../../../src/state/journal/line.js";
import { result } from "../results.js";

test.each([
  [0.041_253_7, 0.04125],
  [41.26, 41.26],
  [12_345.678, 12_346],
  [8_234_123_456, 8_234_123_456],
  [0, 0],
  [-0.5, -0.5],
  [null, null],
  [Number.NaN, null],
  [Infinity, null],
])("history keeps %s as %s", (value, kept) => {
  expect(shortNumber(value)).toBe(kept);
});

describe("columns", () => {
  const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map(shortNumber), {
    nil: null,
  });

  test("give back every number that history keeps", () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 40 }), (numbers) => {
        const column: unknown = JSON.parse(JSON.stringify(encodeNumbers(numbers)));
        const back = decodeNumbers(column, numbers.length) ?? [];
        expect(back).toHaveLength(numbers.length);
        back.forEach((value, index) => {
          const given = numbers[index] ?? null;
          if (given === null) expect(value).toBeNull();
          else expect(Math.abs((value ?? NaN) - given)).toBeLessThanOrEqual(1e-12 + Math.abs(given) * 1e-12);
        });
      }),
    );
  });

  test.each([
    [undefined],
    [null],
    [{}],
    [{ e: 1 }],
    [{ e: 99, n: [1] }],
    [{ e: 1, n: [1, 2] }],
    [{ e: -1, n: [1] }],
  ])("refuse %j", (column) => {
    expect(decodeNumbers(column, 1)).toBeUndefined();
  });

  test("words run together and apart again", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("OK", "WARNING", "CRITICAL")), (words) => {
        expect(decodeRuns(encodeRuns(words), words.length)).toEqual(words);
      }),
    );
  });

  test.each([[["OK", 1e9]], [["OK"]], [["OK", -1]], [["OK", 1]], [[1, 2]], ["OK"]])(
    "refuse %j for two words",
    (runs) => {
      expect(decodeRuns(runs, 2)).toBeUndefined();
    },
  );

  test("a line is put in order of time, with what belongs to each result", () => {
    const part = {
      host: "web1",
      check: "disk",
      type: "disk",
      values: [{ label: "/", unit: "%" }],
      at: [3000, 1000, 2000],
      states: ["C", "A", "B"],
      durations: [3, 1, 2],
      columns: [[30, 10, null]],
      soft: new Set([0]),
      summaries: new Map([[2, "two"]]),
    };
    expect(decodeColumns(encodeColumns(part))).toEqual({
      ...part,
      at: [1000, 2000, 3000],
      states: ["A", "B", "C"],
      durations: [1, 2, 3],
      columns: [[10, null, 30]],
      soft: new Set([2]),
      summaries: new Map([[1, "two"]]),
    });
    for (const broken of ["", "{}", "[]", encodeColumns(part).replace('"A",1', '"A",2')]) {
      expect(decodeColumns(broken)).toBeUndefined();
    }
  });
});

test("a run whose line would be too long is several lines, each within the bound", () => {
  const kept = Array.from({ length: 250 }, (_, index) => ({
    result: result({ check: `c${index}`, state: "CRITICAL" }),
    summary: "ü".repeat(200),
  }));
  const lines = runLines({ l: "abcdefghij", k: [] }, kept);
  expect(lines.length).toBeGreaterThan(1);
  const places: unknown[] = [];
  for (const line of lines) {
    expect(() => encodeLine(line)).not.toThrow();
    expect(
      takeRun(
        line,
        (place) => place,
        (place) => places.push(place),
      ),
    ).toBe(0);
  }
  expect(places).toEqual([...kept.keys()]);
});
