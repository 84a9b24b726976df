import { describe, expect, it } from "vitest";
import type { CheckResult, State } from "../../src/checks/index.js";
import { makeBaseline, median } from "../../src/gate/baseline.js";
import { judgeRound } from "../../src/gate/judge-round.js";
import type { GateRules } from "../../src/gate/rules.js";
import { runGate, type GateSurroundings } from "../../src/gate/run-gate.js";
import { makeResult } from "../support/results.js";

const rules: GateRules = {
  failOn: "critical",
  budget: { count: 0 },
  consecutive: 1,
  forMs: 0,
  withinMs: 0,
  intervalMs: 1_000,
};

function round(...states: State[]): CheckResult[] {
  return states.map((state, index) => makeResult(`h${index}`, "c", { state }));
}

describe("judgeRound", () => {
  it.each([
    [round("OK", "WARNING"), {}, "pass"],
    [round("OK", "WARNING"), { failOn: "warning" as const }, "fail"],
    [round("OK", "CRITICAL"), {}, "fail"],
    [round("OK", "UNKNOWN"), {}, "inconclusive"],
    [round("OK", "UNREACHABLE"), {}, "inconclusive"],
    [round("CRITICAL", "UNKNOWN"), {}, "fail"],
    [round("CRITICAL", "OK", "OK"), { budget: { count: 1 } }, "pass"],
    [round("CRITICAL", "UNKNOWN", "OK"), { budget: { count: 1 } }, "inconclusive"],
    [round("CRITICAL", "OK", "OK", "OK"), { budget: { percent: 25 } }, "pass"],
    [round("CRITICAL", "OK", "OK"), { budget: { percent: 25 } }, "fail"],
    [[], {}, "inconclusive"],
  ])("%#: %j", (results, changes, verdict) => {
    expect(judgeRound(results, { ...rules, ...changes }).verdict).toBe(verdict);
  });

  it("against a baseline fails only on what is worse, and lists the rest apart", () => {
    const baseline = makeBaseline([round("CRITICAL", "OK", "CRITICAL", "WARNING")], new Date(0));
    expect(judgeRound(round("CRITICAL", "OK", "OK", "WARNING"), rules, baseline)).toMatchObject({
      verdict: "pass",
      bad: [],
      stillBad: [{ host: "h0" }],
      fixed: [{ host: "h2" }],
    });
    expect(judgeRound(round("CRITICAL", "CRITICAL", "OK", "OK"), rules, baseline)).toMatchObject({
      verdict: "fail",
      bad: [{ host: "h1" }],
    });
  });

  it("can't tell when a check of the baseline is not made any more", () => {
    const baseline = makeBaseline([round("OK", "OK")], new Date(0));
    expect(judgeRound(round("OK"), rules, baseline)).toMatchObject({
      verdict: "inconclusive",
      gone: ["h1/c"],
    });
  });

  it("shows nothing to be well where nothing was seen on either side", () => {
    const blind = round("UNKNOWN", "UNREACHABLE");
    expect(judgeRound(blind, rules, makeBaseline([blind], new Date(0)))).toMatchObject({
      verdict: "inconclusive",
      why: "none of 2 checks could be determined",
    });
    const half = round("UNKNOWN", "OK");
    expect(judgeRound(half, rules, makeBaseline([half], new Date(0)))).toMatchObject({
      verdict: "pass",
      why: "2 checks, 0 worse, 1 still bad, as before",
    });
  });

  it("lets a state that nobody knows excuse nothing", () => {
    const baseline = {
      ...makeBaseline([], new Date(0)),
      checks: { "h0/c": { state: "FINE", times: [] } },
    };
    expect(judgeRound(round("CRITICAL"), rules, baseline).verdict).toBe("fail");
  });
});

/** A gate in a world where each round takes no time and each pause exactly its own. */
function world(
  rounds: readonly (readonly CheckResult[])[],
  signal = new AbortController().signal,
): GateSurroundings {
  let clock = 0;
  let made = 0;
  return {
    makeRound: async () => rounds[Math.min(made++, rounds.length - 1)] ?? [],
    pause: async (ms) => void (clock += ms),
    clock: () => clock,
    signal,
  };
}

const [good, bad] = [round("OK"), round("CRITICAL")];

describe("runGate", () => {
  it.each([
    ["one good round", [good], {}, "pass", 1],
    ["one bad round", [bad], {}, "fail", 1],
    ["three in a row", [good], { consecutive: 3 }, "pass", 3],
    ["a bad one among them", [good, good, bad], { consecutive: 3 }, "fail", 3],
    ["staying good", [good], { forMs: 5_000 }, "pass", 6],
    ["not staying good", [good, good, bad], { forMs: 5_000 }, "fail", 3],
    ["becoming good in time", [bad, bad, good], { withinMs: 10_000 }, "pass", 3],
    ["not becoming good in time", [bad], { withinMs: 3_000 }, "fail", 4],
    [
      "good at last, but not for long enough",
      [bad, bad, good],
      { withinMs: 3_000, forMs: 5_000 },
      "inconclusive",
      4,
    ],
  ] as const)("%s", async (_what, rounds, changes, verdict, made) => {
    const result = await runGate({ ...rules, ...changes }, world(rounds));
    expect([result.verdict, result.rounds.length]).toEqual([verdict, made]);
  });

  it("is inconclusive when it is stopped", async () => {
    expect((await runGate(rules, world([good], AbortSignal.abort()))).verdict).toBe("inconclusive");
  });

  it("fails on a response time beyond the factor, and says where samples are too few", async () => {
    const timed = (seconds: number) => [
      makeResult("h", "c", { values: [{ label: "time", value: seconds, unit: "s" }] }),
    ];
    const many = (seconds: number) => Array.from({ length: 5 }, () => timed(seconds));
    const baseline = makeBaseline(many(0.1), new Date(0));
    const strict = { ...rules, consecutive: 5, latencyFactor: 2 };
    expect(await runGate(strict, world(many(0.3)), baseline)).toMatchObject({
      verdict: "fail",
      slower: [{ check: "h/c" }],
    });
    expect((await runGate(strict, world(many(0.15)), baseline)).verdict).toBe("pass");
    const few = await runGate({ ...strict, consecutive: 1 }, world(many(0.3)), baseline);
    expect(few).toMatchObject({ verdict: "pass", tooFew: ["h/c"] });
  });
});

describe("median", () => {
  it.each([
    [[], undefined],
    [[3], 3],
    [[1, 9, 2], 2],
    [[4, 1], 2.5],
  ])("%j", (numbers, expected) => expect(median(numbers)).toBe(expected));
});
