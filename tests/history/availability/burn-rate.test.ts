import { describe, expect, test } from "vitest";
import { burnRates } from "../../../src/history/availability/burn-rate.js";
import { availabilityOf, budgetOf, totalsOf } from "../../../src/history/availability/measure.js";
import type { Segment } from "../../../src/history/availability/timeline.js";

const hour = 3_600_000;
const now = 72 * hour;

/** Down for the last so many hours, up before. */
function downFor(hours: number): Segment[] {
  const start = now - hours * hour;
  const segments: Segment[] = [
    { from: 0, to: start, kind: "up" },
    { from: start, to: now, kind: "down" },
  ];
  return segments.filter(({ from, to }) => from < to);
}

const enough = (): number => 100;

describe("the burn rate of 99.9 %", () => {
  test.each([
    [0, [false, false, false, false]],
    [0.01, [false, false, false, false]],
    [0.02, [true, false, false, false]],
    [0.05, [true, true, false, false]],
    [0.1, [true, true, true, true]],
    [2, [true, true, true, true]],
  ])("down for the last %d hours fires %j", (hours, expected) => {
    expect(burnRates(downFor(hours), 0.999, now, enough).map(({ firing }) => firing)).toEqual(expected);
  });

  test("is over once it is up again: the short window says so", () => {
    const segments: Segment[] = [
      { from: 0, to: now - hour, kind: "down" },
      { from: now - hour, to: now, kind: "up" },
    ];
    const [fast, slow] = burnRates(segments, 0.999, now, enough);
    expect(fast).toMatchObject({ longRate: 0, firing: false });
    expect(slow).toMatchObject({ shortRate: 0, firing: false });
    expect(slow?.longRate).toBeCloseTo((5 / 6) * 1000);
  });

  test.each([
    [9, 3, true],
    [10, 2, true],
    [10, 3, false],
  ])("stays silent with %i results in the long and %i in the short window: %s", (long, short, tooFew) => {
    const rates = burnRates(downFor(2), 0.999, now, (from) =>
      now - from === hour ? long : now - from === hour / 12 ? short : 100,
    );
    expect(rates[0]).toMatchObject({ tooFew, firing: !tooFew, longRate: tooFew ? null : expect.any(Number) });
    expect(rates[1]?.tooFew).toBe(false);
  });

  test("counts neither what was planned nor what was not observed", () => {
    const segments: Segment[] = [
      { from: 0, to: now - hour, kind: "up" },
      { from: now - hour, to: now - hour / 2, kind: "planned" },
      { from: now - hour / 2, to: now, kind: "unobserved" },
    ];
    expect(burnRates(segments, 0.999, now, enough)[0]).toMatchObject({ longRate: null, firing: false });
  });

  test("an objective of 100 % has no budget", () => {
    expect(burnRates(downFor(1), 1, now, enough).every(({ firing }) => firing)).toBe(true);
    expect(burnRates(downFor(0), 1, now, enough).some(({ firing }) => firing)).toBe(false);
  });
});

describe("the budget", () => {
  const totals = { up: 900, down: 60, unreachable: 40, planned: 500, unobserved: 1000 };

  test("is a share of the time that was not planned, and down and unreachable spend it", () => {
    const budget = budgetOf(totals, 0.9);
    expect(budget).toEqual({ totalMs: 200, spentMs: 100, leftMs: 100 });
  });

  test("availability counts only what was observed", () => {
    expect(availabilityOf(totals)).toBe(0.9);
    expect(availabilityOf({ ...totals, up: 0, down: 0, unreachable: 0 })).toBeUndefined();
  });

  test("totals are those of a part of the timeline", () => {
    expect(totalsOf(downFor(2), now - 3 * hour, now)).toMatchObject({ up: hour, down: 2 * hour, planned: 0 });
  });
});
