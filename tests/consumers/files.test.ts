import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runItom } from "../e2e/support/itom.js";
import { hostileResult, written } from "../output/round-trip/hostile.js";
import { consume } from "./support/consume.js";
import { demoNetwork } from "./support/demo.js";

const demo = demoNetwork();

const readers = [
  ["prometheus", "promtool", ["check", "metrics"]],
  ["junit", "xmllint", ["--noout", "--nonet", "--schema", `${import.meta.dirname}/junit.xsd`, "-"]],
] as const;

describe.each(readers)("--out %s is accepted by %s", (format, program, words) => {
  test("for the demo's hosts", async () => {
    const { stdout } = await runItom(["check", "--no-record", "--out", format], { cwd: demo.folder });
    expect(stdout.length).toBeGreaterThan(1_000);
    const { status, output } = consume(program, words, stdout);
    expect({ status, output: output.replace("- validates\n", "") }).toEqual({ status: 0, output: "" });
  });

  test("with hostile text, and for no result at all", () => {
    const results = fc.sample(hostileResult, { numRuns: 300, seed: 20_261_128 });
    const distinct = [
      ...new Map(results.map((result) => [`${result.host}/${result.check}`, result])).values(),
    ];
    for (const given of [distinct, []]) {
      const { status, output } = consume(program, words, written(format, given));
      expect({ status, output: output.replace("- validates\n", "") }).toEqual({ status: 0, output: "" });
    }
  });

  test("which would tell if it were wrong", () => {
    const broken = format === "junit" ? '<testsuites name="x"/>' : "itom_x{a=} 1\n";
    expect(consume(program, words, broken).status).not.toBe(0);
  });
});
