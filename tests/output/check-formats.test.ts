import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { State } from "../../src/checks/index.js";
import { checkFormats } from "../../src/output/check/formats/index.js";
import { makeResult } from "../support/results.js";

const refused = { kind: "REFUSED", message: "nothing listens there", hint: "start sshd" } as const;
const results = [
  makeResult("web1", "disk", {
    state: "WARNING",
    summary: "/ 85 % > 80 %",
    values: [{ label: "/", value: 85, unit: "%", warn: "80", crit: "90", min: 0, max: 100 }],
  }),
  makeResult("db1", "load", { state: "UNKNOWN", summary: refused.message, error: refused }),
  makeResult("db1", "front", {
    state: "CRITICAL",
    summary: 'HTTP 500 <b>|;%"#',
    values: [{ label: "time", value: null, unit: "s" }],
  }),
  makeResult("web1", "ping"),
];
const report = { results, startedAt: new Date("2026-01-01T00:00:00Z"), durationMs: 1_500 };

function render(name: string, given = report): string {
  const format = checkFormats.get(name);
  if (!format) throw new Error(`no format ${name}`);
  return format.render(given);
}

describe("the registry", () => {
  it("holds every format file under its own name", () => {
    const files = readdirSync("src/output/check/formats").map((file) => file.replace(/\.ts$/, ""));
    expect([...checkFormats.keys()].toSorted()).toEqual(
      files.filter((file) => file !== "index" && file !== "xml").toSorted(),
    );
  });
});

describe("each format", () => {
  it.each([...checkFormats.keys()])("%s is as recorded", async (name) => {
    await expect(render(name)).toMatchFileSnapshot(`golden/check.${name}.golden`);
  });

  it.each([...checkFormats.keys()])("%s stands hostile text and an empty run", (name) => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    const state = fc.constantFrom<State>("OK", "WARNING", "CRITICAL", "UNKNOWN", "UNREACHABLE");
    fc.assert(
      fc.property(text, text, text, state, (host, label, summary, worst) => {
        const value = { label, value: 1, unit: "s" };
        const given = {
          ...report,
          results: [makeResult(host, "c", { state: worst, summary, values: [value] })],
        };
        expect(render(name, given)).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/);
      }),
      { numRuns: 60 },
    );
    expect(typeof render(name, { ...report, results: [] })).toBe("string");
  });
});

describe("single rules", () => {
  it("tap numbers every point once and escapes # and \\", () => {
    const text = render("tap", { ...report, results: [makeResult("a#b", "c\\d")] });
    expect(text).toBe("TAP version 14\n1..1\nok 1 - a\\#b/c\\\\d\n");
  });

  it("prometheus never repeats a series", () => {
    const twice = makeResult("h", "c", {
      values: [
        { label: "x", value: 1, unit: "" },
        { label: "x", value: 2, unit: "" },
      ],
    });
    const lines = render("prometheus", { ...report, results: [twice] })
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(new Set(lines.map((line) => line.replace(/ \S+$/, ""))).size).toBe(lines.length);
  });

  it("github keeps to ten annotations of a kind and tells how many are left", () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      makeResult(`h${index}`, "c", { state: "CRITICAL" }),
    );
    const lines = render("github", { ...report, results: many })
      .trim()
      .split("\n");
    expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(10);
    expect(lines[lines.length - 1]).toContain("15 more");
  });

  it("csv gives a spreadsheet no formula", () => {
    expect(render("csv", { ...report, results: [makeResult("h", "c", { summary: "=cmd()" })] })).toContain(
      ",'=cmd(),",
    );
  });

  it("nagios puts one result's own summary on the first line, and performance data behind the bar", () => {
    expect(render("nagios", { ...report, results: results.slice(0, 1) })).toBe(
      "WARNING: / 85 % > 80 %|'/'=85%;80;90;0;100\n",
    );
  });
});
