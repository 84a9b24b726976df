import { describe, expect, it } from "vitest";
import type { GateResult } from "../../src/gate/index.js";
import { renderGateAnnotations, renderGateSummary } from "../../src/output/gate/ci.js";
import { makeResult } from "../support/results.js";

const bad = Array.from({ length: 25 }, (_, index) =>
  makeResult(`h${index}`, "c", { state: "CRITICAL", summary: "down" }),
);
const old = makeResult("old", "c", { state: "CRITICAL", summary: "down since Monday" });
const gate: GateResult = {
  verdict: "fail",
  why: "25 of 26 checks are 100% bad | <b>",
  rounds: [[...bad, old]],
  last: { verdict: "fail", why: "", bad, undetermined: [], stillBad: [old], fixed: [], gone: [] },
  slower: [],
  tooFew: [],
};
const report = { results: [...bad, old], startedAt: new Date("2026-01-01T00:00:00Z"), durationMs: 1 };

describe("what GitHub is told of a gate", () => {
  it("is the verdict and ten annotations of what is new, the rest counted", () => {
    const lines = renderGateAnnotations(gate, report).trimEnd().split("\n");
    expect(lines[0]).toBe("::notice title=itom gate%3A FAIL::25 of 26 checks are 100%25 bad | <b>");
    expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(10);
    expect(lines.at(-1)).toContain("15 more");
    expect(lines.join("\n")).not.toContain("old/c");
  });

  it("is the verdict alone where it passes", () => {
    const passed = { ...gate, verdict: "pass" as const, why: "26 checks, 0 not good" };
    expect(renderGateAnnotations(passed, report)).toBe(
      "::notice title=itom gate%3A PASS::26 checks, 0 not good\n",
    );
  });

  it("is all of it in the summary", () => {
    const text = renderGateSummary(gate, report);
    expect(text).toMatch(
      /^## itom gate: FAIL\n\n25 of 26 checks are 100% bad \\\| &lt;b\\>; 25 bad; 1 still bad, as before\n\n/,
    );
    expect(text.match(/^\| CRITICAL /gm)).toHaveLength(26);
  });

  it("keeps to the size of a summary, in whole lines, and counts what is left out", () => {
    const many = Array.from({ length: 30_000 }, (_, index) =>
      makeResult(`h${index}`, "c", { state: "CRITICAL", summary: "é".repeat(40) }),
    );
    const text = renderGateSummary(gate, { ...report, results: many });
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    const shown = text.match(/^\| CRITICAL \| h\d+ \| c \| é{40} \|$/gm)?.length ?? 0;
    expect(Number(/\n(\d+) more lines are left out\.\n$/.exec(text)?.[1])).toBe(30_000 - shown);
  });
});
