import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPerfdata, parsePerfdata, toBaseUnit } from "../../src/checks/perfdata.js";

describe("parsePerfdata", () => {
  it("reads what the monitoring plugins print", () => {
    const { values, rest } = parsePerfdata(
      "time=0.006230s;;;0.000000 size=612B;;;0 /=2643MB;5948;5958;0;5968",
    );
    expect(rest).toEqual([]);
    expect(values).toEqual([
      { label: "time", value: 0.00623, unit: "s", min: 0 },
      { label: "size", value: 612, unit: "B", min: 0 },
      { label: "/", value: 2643, unit: "MB", warn: "5948", crit: "5958", min: 0, max: 5968 },
    ]);
  });

  it("reads quoted labels, ranges, U, counters and shares", () => {
    const { values } = parsePerfdata("'it''s used'=12%;~:80;@90:100 temp=U if=12345c load1=-0.5 e=1e-3");
    expect(values).toEqual([
      { label: "it's used", value: 12, unit: "%", warn: "~:80", crit: "@90:100" },
      { label: "temp", value: null, unit: "" },
      { label: "if", value: 12345, unit: "c" },
      { label: "load1", value: -0.5, unit: "" },
      { label: "e", value: 0.001, unit: "" },
    ]);
  });

  it.each(["nonsense", "a=", "a=b", "a=1,5", "'open=1", "=1", "a=1 2"])("keeps %j aside", (text) => {
    expect(parsePerfdata(text).rest).not.toEqual([]);
  });

  it("reads the good pieces beside bad ones", () => {
    expect(parsePerfdata("x good=1 a=b also=2").values.map(({ label }) => label)).toEqual(["good", "also"]);
  });

  it("reads back what it writes", () => {
    const range = fc.constantFrom(undefined, "10", "~:10", "@10:20", "10:");
    const bound = fc.option(fc.integer(), { nil: undefined });
    const value = fc.record({
      label: fc.string({ minLength: 1 }).filter((label) => !/[\r\n]/.test(label)),
      value: fc.option(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), {
        nil: null,
      }),
      unit: fc.constantFrom("", "s", "ms", "us", "%", "B", "KB", "MB", "TB", "c"),
      warn: range,
      crit: range,
      min: bound,
      max: bound,
    });
    fc.assert(
      fc.property(fc.array(value), (items) => {
        const values = items.map(({ label, value, unit, ...more }) => ({
          label,
          value: value === 0 ? 0 : value,
          unit,
          ...Object.fromEntries(Object.entries(more).filter(([, given]) => given !== undefined)),
        }));
        expect(parsePerfdata(formatPerfdata(values))).toEqual({ values, rest: [] });
      }),
    );
  });

  it("never throws and loses no piece", () => {
    const pieces = fc.string({ unit: fc.constantFrom("'", "=", " ", "1", "a", ";") });
    fc.assert(
      fc.property(fc.oneof(pieces, fc.string()), (text) => {
        const { values, rest } = parsePerfdata(text);
        expect(values.length + rest.length > 0).toBe(text.trim() !== "");
      }),
    );
  });
});

describe("toBaseUnit", () => {
  it("brings values and thresholds to seconds and bytes", () => {
    expect(
      toBaseUnit({ label: "rta", value: 1.5, unit: "ms", warn: "100:200", crit: "~:500", min: 0 }),
    ).toEqual({
      label: "rta",
      value: 0.0015,
      unit: "s",
      warn: "0.1:0.2",
      crit: "~:0.5",
      min: 0,
    });
    expect(toBaseUnit({ label: "m", value: 2, unit: "MB", max: 4 })).toMatchObject({
      value: 2_097_152,
      max: 4_194_304,
    });
    expect(toBaseUnit({ label: "p", value: 2, unit: "%" })).toEqual({ label: "p", value: 2, unit: "%" });
    expect(toBaseUnit({ label: "p", value: null, unit: "ms" }).value).toBeNull();
  });
});
