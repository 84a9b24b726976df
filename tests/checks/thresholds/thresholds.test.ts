import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  judge,
  judgeReadings,
  measured,
  parseThreshold,
  thresholdSchema,
} from "../../../src/checks/thresholds/index.js";
import { refuseWarnBehindCrit } from "../../../src/checks/thresholds/index.js";
import type { ThresholdKind } from "../../../src/checks/thresholds/index.js";
import { z } from "zod";

const percent: ThresholdKind = { unit: "%", direction: "high" };
const duration: ThresholdKind = { unit: "ms", direction: "high" };
const days: ThresholdKind = { unit: "ms", direction: "low", bare: "d" };
const free: ThresholdKind = { unit: "B", direction: "low" };
const count: ThresholdKind = { unit: "", direction: "high" };

describe("thresholds as people write them", () => {
  it.each([
    ["80%", percent, 80, "OK"],
    ["80%", percent, 80.1, "CRITICAL"],
    ["80", percent, 81, "CRITICAL"],
    ["80 %", percent, 81, "CRITICAL"],
    ["500ms", duration, 500, "OK"],
    ["500ms", duration, 501, "CRITICAL"],
    ["2s", duration, 2001, "CRITICAL"],
    ["30d", days, 29 * 86_400_000, "CRITICAL"],
    ["30", days, 31 * 86_400_000, "OK"],
    ["10GiB", free, 9 * 2 ** 30, "CRITICAL"],
    ["10GiB", free, 11 * 2 ** 30, "OK"],
    ["<10", count, 9, "CRITICAL"],
    ["<10", count, 10, "OK"],
    ["<=10", count, 10, "CRITICAL"],
    [">=3", count, 3, "CRITICAL"],
    ["> 3", count, 3, "OK"],
    ["10:", count, 9, "CRITICAL"],
    ["10:", count, 1e9, "OK"],
    ["~:10", count, -1e9, "OK"],
    ["~:10", count, 11, "CRITICAL"],
    [":10", count, -1, "CRITICAL"],
    ["10:20", count, 20, "OK"],
    ["10:20", count, 21, "CRITICAL"],
    ["@10:20", count, 20, "CRITICAL"],
    ["@10:20", count, 21, "OK"],
    ["-5:5", count, -6, "CRITICAL"],
    ["10%:20%", percent, 15, "OK"],
    ["10:20%", percent, 25, "CRITICAL"],
    ["@1s:2s", duration, 1500, "CRITICAL"],
    ["1GiB:", free, 1, "CRITICAL"],
  ] as const)("%s judges", (text, kind, value, state) => {
    const crit = parseThreshold(text, kind);
    expect(crit).toBeDefined();
    expect(judge(value, { crit }).state).toBe(state);
  });

  it.each([
    ["", count],
    ["ten", count],
    ["5%", count],
    ["500", duration],
    ["80ms", percent],
    ["20:10", count],
    [":", count],
    ["@", count],
    ["~", count],
    ["10:~", count],
    ["1:2:3", count],
    ["@@1:2", count],
    ["< ", count],
    ["<>1", count],
    ["NaN", count],
    ["Infinity", count],
    ["0x10", count],
    ["1e3", count],
    ["--1", count],
  ] as const)("refuses %j", (text, kind) => {
    expect(parseThreshold(text, kind)).toBeUndefined();
  });

  it("wants the unit named where it could be one of several", () => {
    const used: ThresholdKind = { unit: "%", direction: "high" };
    expect(parseThreshold("80", used, free)).toBeUndefined();
    expect(parseThreshold("80%", used, free)?.unit).toBe("%");
    expect(parseThreshold("10GiB", used, free)?.alert).toEqual({
      kind: "beyond",
      operator: "<",
      limit: 10 * 2 ** 30,
    });
  });
});

describe("judge", () => {
  it("says why", () => {
    const thresholds = { warn: parseThreshold("80%", percent), crit: parseThreshold("90%", percent) };
    expect(judge(92, thresholds)).toEqual({ state: "CRITICAL", reason: "92 % > 90 %" });
    expect(judge(85.25, thresholds)).toEqual({ state: "WARNING", reason: "85.3 % > 80 %" });
    expect(judge(12, thresholds)).toEqual({ state: "OK", reason: "" });
    expect(judge(612, { warn: parseThreshold("500ms", duration) }).reason).toBe("612 ms > 500 ms");
    expect(judge(5, { warn: parseThreshold("10:20", count) }).reason).toBe("5 < 10");
    expect(judge(15, { warn: parseThreshold("@10:20", count) }).reason).toBe("15 is within 10 to 20");
    expect(judge(15, { warn: parseThreshold("@~:20", count) }).reason).toBe("15 is within -∞ to 20");
  });

  it("never prints a comparison that reads as false", () => {
    expect(judge(90.01, { warn: parseThreshold("90%", percent) }).reason).toBe("90.01 % > 90 %");
    expect(judge(500.4, { warn: parseThreshold("500ms", duration) }).reason).toBe("500.4 ms > 500 ms");
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])(
    "%s is UNKNOWN, thresholds or not",
    (value) => {
      expect(judge(value, {}).state).toBe("UNKNOWN");
      expect(judge(value, { warn: parseThreshold("10", count) }).state).toBe("UNKNOWN");
      expect(measured("x", value ?? null, "").value).toBeNull();
    },
  );

  it("is UNKNOWN where the unit of a threshold was not measured", () => {
    expect(judgeReadings({ "%": 5 }, { crit: parseThreshold("10GiB", free) }).state).toBe("UNKNOWN");
  });

  it("puts thresholds as written beside the value", () => {
    expect(measured("/", 1, "%", { warn: parseThreshold(" 80 % ", percent) })).toEqual({
      label: "/",
      value: 1,
      unit: "%",
      warn: "80 %",
    });
  });
});

describe("properties", () => {
  const number = fc.integer({ min: -1_000_000, max: 1_000_000 });

  it("a Nagios range alerts exactly outside, and with @ exactly inside", () => {
    fc.assert(
      fc.property(number, number, number, (a, b, value) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const inside = start <= value && value <= end;
        const outsideRange = judge(value, { crit: parseThreshold(`${start}:${end}`, count) });
        const insideRange = judge(value, { crit: parseThreshold(`@${start}:${end}`, count) });
        expect(outsideRange.state).toBe(inside ? "OK" : "CRITICAL");
        expect(insideRange.state).toBe(inside ? "CRITICAL" : "OK");
      }),
    );
  });

  it("a bare number is the Nagios range for values that are not negative", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (limit, value) => {
        const bare = judge(value, { crit: parseThreshold(String(limit), count) });
        expect(bare.state).toBe(judge(value, { crit: parseThreshold(`0:${limit}`, count) }).state);
      }),
    );
  });

  it("never throws, and what it takes it prints back", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const kind of [percent, duration, days, free, count]) {
          const threshold = parseThreshold(text, kind);
          expect(parseThreshold(threshold?.written ?? text, kind)).toEqual(threshold);
        }
      }),
    );
  });

  it("warn and crit together are never better than either alone", () => {
    const rank = { OK: 0, WARNING: 1, UNKNOWN: 2, CRITICAL: 3 };
    fc.assert(
      fc.property(number, number, number, (w, c, value) => {
        const [warn, crit] = [parseThreshold(`~:${w}`, count), parseThreshold(`~:${c}`, count)];
        const both = rank[judge(value, { warn, crit }).state];
        expect(both).toBeGreaterThanOrEqual(rank[judge(value, { warn }).state]);
        expect(both).toBeGreaterThanOrEqual(rank[judge(value, { crit }).state]);
      }),
    );
  });
});

describe("thresholdSchema", () => {
  it("takes text and numbers", () => {
    expect(thresholdSchema(count).parse(5).written).toBe("5");
    expect(thresholdSchema(percent).parse("80%").unit).toBe("%");
  });

  it.each([true, null, [], {}, "many", undefined])("says what was expected instead of %j", (given) => {
    const result = thresholdSchema(percent).safeParse(given);
    expect(result.error?.issues[0]?.message).toBe(
      'a threshold such as 80%, "<80%", or a Nagios range such as "80%:"',
    );
  });

  it("refuses a warn that crit hides", () => {
    const schema = z
      .strictObject({ warn: thresholdSchema(percent).optional(), crit: thresholdSchema(percent).optional() })
      .superRefine(refuseWarnBehindCrit);
    expect(schema.safeParse({ warn: "80%", crit: "90%" }).success).toBe(true);
    expect(schema.safeParse({ warn: "<20%", crit: "<10%" }).success).toBe(true);
    expect(schema.safeParse({ warn: "90%", crit: "80%" }).error?.issues[0]?.path).toEqual(["warn"]);
    expect(schema.safeParse({ warn: "<10%", crit: "<20%" }).success).toBe(false);
    expect(schema.safeParse({ warn: ">90%", crit: "<20%" }).success).toBe(true);
  });
});
