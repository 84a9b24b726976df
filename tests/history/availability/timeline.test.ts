import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { atLeastUp, combine, withPlanned, worstKind } from "../../../src/history/availability/combine.js";
import { observe } from "../../../src/history/availability/observe.js";
import {
  timelineOf,
  usualInterval,
  type Kind,
  type Segment,
} from "../../../src/history/availability/timeline.js";

/** `u60 d30` is sixty minutes up, then thirty down. */
const letters: Readonly<Record<Kind, string>> = {
  up: "u",
  down: "d",
  unreachable: "r",
  planned: "p",
  unobserved: "n",
};
const minute = 60_000;

function words(timeline: readonly Segment[]): string {
  return timeline.map(({ from, to, kind }) => `${letters[kind]}${(to - from) / minute}`).join(" ");
}

function timeline(text: string): Segment[] {
  let at = 0;
  return text.split(" ").map((word) => {
    const from = at;
    at += Number(word.slice(1)) * minute;
    const kind = (Object.keys(letters) as Kind[]).find((one) => letters[one] === word[0]) ?? "unobserved";
    return { from, to: at, kind };
  });
}

/** `0O 5C` is OK at minute 0, CRITICAL at minute 5. */
function observations(text: string) {
  const states: Readonly<Record<string, string>> = {
    O: "OK",
    W: "WARNING",
    C: "CRITICAL",
    "?": "UNKNOWN",
    R: "UNREACHABLE",
  };
  const all = text === "" ? [] : text.split(" ");
  return {
    at: all.map((word) => Number(word.slice(0, -1)) * minute),
    states: all.map((word) => states[word.slice(-1)] ?? "STRANGE"),
  };
}

describe("a timeline of one check", () => {
  test.each([
    ["", "n60", "nothing was observed"],
    ["0O 5O 10O 55O", "u15 n40 u5", "a long gap counts for one interval only"],
    ["0O 15O 30O", "u35 n25", "three intervals are no gap, and the last result stands for one"],
    [
      "0O 16O 32O 48O",
      "u5 n11 u5 n11 u5 n11 u12",
      "more than three intervals are, but to the end it is not that long",
    ],
    ["0O 5C 10C 15O 20O 25O 30O 35O 40O 45O 50O 55O", "u5 d10 u45", "a state stands until the next result"],
    ["0C 30O 45O 60O", "d5 n25 u30", "a gap is not down either"],
    ["0W 5R 10? 15O 30O 45O", "u5 r5 n5 u45", "warning is up, unreachable is apart, unknown is not observed"],
    ["0O 5X 10O 25O 40O 55O", "u5 n5 u50", "a state that nobody knows is not observed"],
    ["-5O 10C 20C 35C 50C", "u10 d50", "what was before the stretch reaches into it"],
    ["10O 15O 25O 40O 50O", "n10 u50", "before the first result nothing is known"],
    ["0O 0C 5O 20O 35O 50O", "d5 u55", "of two results at one moment the later one stands"],
    ["0O 15O 30O 45O 70C", "u50 n10", "a gap that ends after the stretch is one too"],
  ])("%s gives %s: %s", (given, expected) => {
    expect(words(timelineOf(observations(given), { from: 0, to: 60 * minute, intervalMs: 5 * minute }))).toBe(
      expected,
    );
  });

  test("covers its stretch once, whatever was observed", () => {
    const one = fc.tuple(fc.integer({ min: -100, max: 200 }), fc.constantFrom("OK", "CRITICAL", "UNKNOWN"));
    fc.assert(
      fc.property(fc.array(one), fc.integer({ min: 1, max: 50 }), (given, intervalMs) => {
        const sorted = given.toSorted(([a], [b]) => a - b);
        const observed = { at: sorted.map(([at]) => at), states: sorted.map(([, state]) => state) };
        const segments = timelineOf(observed, { from: 0, to: 100, intervalMs });
        expect(segments[0]?.from).toBe(0);
        expect(segments.at(-1)?.to).toBe(100);
        segments.slice(1).forEach(({ from, kind }, index) => {
          expect(from).toBe(segments[index]?.to);
          expect(kind).not.toBe(segments[index]?.kind);
        });
      }),
    );
  });

  test.each([
    ["0O 5O 10O 60O", 5],
    ["0O 0O 0O", undefined],
    ["0O", undefined],
    ["", undefined],
  ])("the usual interval of %s is %s minutes", (given, minutes) => {
    expect(usualInterval(observations(given))).toBe(minutes === undefined ? undefined : minutes * minute);
  });
});

describe("timelines together", () => {
  const stretch = { from: 0, to: 60 * minute };

  test.each([
    [["u60", "u30 d30"], "u30 d30"],
    [["u60", "n60"], "n60"],
    [["d10 u50", "r20 n20 u20"], "d10 r10 n20 u20"],
    [["p60", "u60"], "p60"],
    [[], "n60"],
  ])("all of %j are up in %s", (given, expected) => {
    expect(words(combine(given.map(timeline), stretch, worstKind))).toBe(expected);
  });

  test.each([
    [2, ["u60", "u60", "d60"], "u60"],
    [2, ["u60", "d60", "d60"], "d60"],
    [2, ["u60", "n60", "d60"], "n60"],
    [2, ["u60", "p60", "d60"], "p60"],
    [2, ["u60", "r60", "d60"], "r60"],
    [2, ["u60", "p60", "n60"], "p60"],
    [2, ["d60", "p60", "n60"], "n60"],
    [1, ["d30 u30", "u20 d40"], "u20 d10 u30"],
    [3, ["u60", "u60"], "d60"],
  ])("at least %i of %j gives %s", (atLeast, given, expected) => {
    expect(words(combine(given.map(timeline), stretch, atLeastUp(atLeast)))).toBe(expected);
  });

  test.each([
    ["u60", [[10, 20]], "u60", "up stays up"],
    ["d60", [[10, 20]], "d10 p10 d40", "down within a window is planned"],
    ["n30 r30", [[20, 40]], "n20 p20 r20", "so is what was not observed or not reached"],
    [
      "d60",
      [
        [0, 30],
        [20, 60],
      ],
      "p60",
      "windows may overlap",
    ],
    ["d60", [], "d60", "no window"],
  ])("%s with windows %j gives %s: %s", (given, windows, expected) => {
    const intervals = windows.map(([from = 0, to = 0]) => ({ from: from * minute, to: to * minute }));
    expect(words(withPlanned(timeline(given), stretch, intervals))).toBe(expected);
  });
});

describe("what is left by the hour", () => {
  const rollUp = (hour: number, states: Readonly<Record<string, number>>) => ({
    host: "web1",
    check: "ping",
    type: "ping",
    values: [],
    of: "hour" as const,
    at: hour * 60 * minute,
    states,
    statistics: [],
  });
  const stretch = { from: 0, to: 120 * minute };

  test("counts how much was bad", () => {
    const rollUps = [rollUp(0, { OK: 9, CRITICAL: 3 }), rollUp(1, { OK: 12 })];
    const seen = observe({ key: "web1/ping", results: [], rollUps }, stretch);
    expect(words(seen?.timeline ?? [])).toBe("u45 d15 u60");
    expect(seen?.rolledUp).toBe(true);
  });

  test("an hour with fewer results than usual was not wholly observed", () => {
    const rollUps = [rollUp(0, { OK: 12 }), rollUp(1, { OK: 6 })];
    const seen = observe(
      { key: "web1/ping", results: [], rollUps: [...rollUps, rollUp(2, { OK: 12 })] },
      stretch,
    );
    expect(words(seen?.timeline ?? [])).toBe("u90 n30");
  });

  test("a single result says nothing", () => {
    const part = {
      ...rollUp(0, {}),
      at: [0],
      durations: [1],
      columns: [],
      soft: new Set<number>(),
      summaries: new Map<number, string>(),
    };
    expect(
      observe({ key: "web1/ping", results: [{ ...part, states: ["OK"] }], rollUps: [] }, stretch),
    ).toBeUndefined();
  });
});
