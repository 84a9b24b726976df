import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckResult, PlannedCheck, State } from "../../../src/checks/contract.js";
import { planChecks } from "../../../src/checks/plan/plan-checks.js";
import { runChecks } from "../../../src/checks/run/run-checks.js";
import { parseFormula } from "../../../src/checks/type-support/arithmetic.js";
import { cluster } from "../../../src/checks/types/cluster.js";
import { expression } from "../../../src/checks/types/expression.js";
import { fakeProbe, makeRun, planned } from "../../support/fake-checks.js";
import { makeHost } from "../../support/hosts.js";
import { makeResult } from "../../support/results.js";
import { entry, host, inventory } from "../plan/fixtures.js";

function judgeCluster(written: object, ...states: State[]) {
  const results = states.map((state, index) => makeResult(`web${index}`, "front", { state }));
  return cluster.evaluate(cluster.options.parse({ of: "web*/front", ...written }), () => results);
}

describe("cluster", () => {
  it.each([
    [{ at_least: 2 }, ["OK", "OK", "CRITICAL"], "OK", "2 of 3 are good"],
    [{ at_least: 2 }, ["OK", "WARNING", "CRITICAL"], "OK", "2 of 3 are good"],
    [{ at_least: 2, warn_below: 3 }, ["OK", "OK", "CRITICAL"], "WARNING", "2 of 3 are good, fewer than 3"],
    [{ at_least: 2 }, ["OK", "CRITICAL", "CRITICAL"], "CRITICAL", "1 of 3 are good, 2 are needed"],
    [{ at_least: 2 }, ["OK", "UNKNOWN", "CRITICAL"], "UNKNOWN", "1 of 3 are good, 2 are needed"],
    [{ at_least: 3 }, ["OK", "UNREACHABLE", "CRITICAL"], "CRITICAL", "1 of 3 are good, 3 are needed"],
    [{ at_least: 1 }, [], "UNKNOWN", "none of its checks was made in this run"],
  ] as const)("%j of %j", (written, states, state, summary) => {
    expect(judgeCluster(written, ...states)).toMatchObject({ state, summary });
  });
});

const timed = (value: number | null): CheckResult[] => [
  makeResult("web1", "front", { values: [{ label: "time", value, unit: "s" }] }),
];

function judgeExpression(written: object, results: Readonly<Record<string, CheckResult[]>>) {
  const options = expression.options.parse({ values: { a: "web1/front:time" }, is: "a * 2", ...written });
  return expression.evaluate(options, (reference) => results[reference] ?? []);
}

describe("expression", () => {
  it.each([
    [{}, timed(1.5), "OK", "result 3"],
    [{ crit: 2, label: "twice" }, timed(1.5), "CRITICAL", "twice 3 > 2"],
    [{}, timed(null), "UNKNOWN", "web1/front could not determine time"],
    [{}, [], "UNKNOWN", "web1/front was not made in this run"],
    [{}, [...timed(1), ...timed(2)], "UNKNOWN", "web1/front means 2 checks"],
    [{ values: { a: "web1/front:size" } }, timed(1), "UNKNOWN", "web1/front has no value size"],
    [{ is: "1 / (a - a)" }, timed(1), "UNKNOWN", "the formula has no value for these numbers"],
  ])("%j", (written, results, state, summary) => {
    expect(judgeExpression(written, { "web1/front": results })).toMatchObject({ state, summary });
  });

  it.each([{ is: "a +" }, { is: "b" }, { is: "1 + 2" }, { is: "a; b" }, { values: { a: "web1/front" } }])(
    "refuses %j",
    (written) => {
      expect(
        expression.options.safeParse({ values: { a: "web1/front:time" }, is: "a", ...written }).success,
      ).toBe(false);
    },
  );
});

describe("parseFormula", () => {
  it.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 4 - 3", 3],
    ["-x + 8 / 4 / 2", -4],
    ["max(1, x, 2) - min(4, 3)", 2],
    ["avg(1, 2, 6) + sum(1, 1) + abs(0 - 2)", 7],
  ])("%s", (text, value) => expect(parseFormula(text)?.evaluate(new Map([["x", 5]]))).toBe(value));

  it("never throws, and takes no time", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = parseFormula(text)?.evaluate(new Map());
        expect(["number", "undefined"]).toContain(typeof value);
      }),
    );
  });
});

describe("derived checks", () => {
  it("see the results of the run they are made in, and are told like any other", async () => {
    const of = (name: string, state: string): PlannedCheck =>
      planned(
        makeHost(name),
        "front",
        fakeProbe(async () => state),
      );
    const options = cluster.options.parse({ of: "web*/front", at_least: 2 });
    const check = planned(makeHost("lb"), "pool", cluster, { options });
    const told: string[] = [];
    const run = makeRun({ onResult: (result) => void told.push(`${result.host}/${result.check}`) });
    const results = await runChecks([check, of("web1", "fine"), of("web2", "bad")], run);
    expect(results.find((result) => result.check === "pool")).toMatchObject({
      host: "lb",
      state: "CRITICAL",
    });
    expect(told.toSorted()).toEqual(["lb/pool", "web1/front", "web2/front"]);
  });

  it("that refer to nothing are a problem of the inventory", () => {
    const entries = [
      entry(1, "web1", "tcp", { port: 22 }),
      entry(2, "web1", "cluster", { of: ["*/tcp", "web1/tpc"], at_least: 1 }),
    ];
    const { problems } = planChecks(inventory([host("web1")], entries, []));
    expect(problems).toMatchObject([{ message: 'no check is "web1/tpc"', position: { line: 2 } }]);
  });
});
