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

describe("a flaky check", () => {
  const flaky = makeResult("web1", "front", {
    flaky: true,
    attempts: 3,
    summary: "flaky, passed at try 3 of 3",
  });
  const terse = new Set(["checkmk", "json", "ndjson", "passive", "prometheus", "csv"]);

  it.each([...checkFormats.keys()])("is OK, and shown as flaky by %s", (name) => {
    const text = render(name, { ...report, results: [flaky, makeResult("db1", "ping")] });
    if (name === "prometheus")
      expect(text).toContain('itom_check_attempts{host="web1",check="front",type="front"} 3\n');
    else expect(text).toMatch(/flaky(,|\\,) passed at try 3 of 3/);
    if (!terse.has(name)) expect(text).not.toMatch(/::error|<failure|not ok|\bCRITICAL\b \w/);
  });

  it("is counted", () => {
    expect(render("markdown", { ...report, results: [flaky] })).toContain("1 OK, 1 of these flaky");
  });
});

describe("no check at all", () => {
  it("is said so", () => {
    expect(render("nagios", { ...report, results: [] })).toBe("OK: no checks\n");
    expect(render("markdown", { ...report, results: [] })).toContain("**no checks**");
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

  it("nagios keeps to what Nagios reads, and cuts no item in the middle", () => {
    const values = Array.from({ length: 900 }, (_, index) => ({
      label: `v${index}`,
      value: 123_456,
      unit: "B",
    }));
    const many = Array.from({ length: 90 }, (_, index) =>
      makeResult(`h${index}`, "c", { state: "CRITICAL", summary: "é".repeat(80), values }),
    );
    const text = render("nagios", { ...report, results: many });
    expect(Buffer.byteLength(text)).toBeLessThan(8_192);
    const [words = "", data = ""] = text.trimEnd().split("|");
    expect(words.split("\n").every((line) => /^CRITICAL: |^CRITICAL h\d+\/c: é{80}$/.test(line))).toBe(true);
    expect(data.split(" ").every((item) => /^'h\d+\/c\/v\d+'=123456B$/.test(item))).toBe(true);
  });

  it("performance data holds no exponent", () => {
    const values = [1e21, 1e-7, -1.5e-9].map((value, index) => ({
      label: `v${index}`,
      value,
      unit: "s",
      max: 1e22,
    }));
    const one = { ...report, results: [makeResult("h", "c", { values })] };
    const max = "10000000000000000000000";
    expect(render("nagios", one)).toBe(
      `OK: fine|'v0'=1000000000000000000000s;;;;${max} 'v1'=0.0000001s;;;;${max} 'v2'=-0.0000000015s;;;;${max}\n`,
    );
    expect(render("checkmk", one)).toBe(
      '0 "h c" v0=1000000000000000000000|v1=0.0000001|v2=-0.0000000015 fine\n',
    );
  });

  it("csv leaves a number, but no sum that begins with one", () => {
    const cells = ["-5", "-0.5", "-1e-7", "-2+3", "-a"].map((summary) => makeResult("h", "c", { summary }));
    const summaries = render("csv", { ...report, results: cells })
      .split("\r\n")
      .slice(1, -1)
      .map((row) => row.split(",")[4]);
    expect(summaries).toEqual(["-5", "-0.5", "-1e-7", "'-2+3", "'-a"]);
  });
});
