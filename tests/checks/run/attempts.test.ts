import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../../src/checks/contract.js";
import { runChecks } from "../../../src/checks/run/run-checks.js";
import { fakeProbe, makeRun, planned } from "../../support/fake-checks.js";
import { makeHost } from "../../support/hosts.js";

/** A probe that sees these things one after another. */
function sees(...things: string[]) {
  let tried = 0;
  return fakeProbe(async () => things[Math.min(tried++, things.length - 1)]);
}

async function runWith(attempts: number, ...things: string[]): Promise<CheckResult | undefined> {
  const check = planned(makeHost("h"), "c", sees(...things), { attempts });
  return (await runChecks([check], makeRun()))[0];
}

describe("attempts", () => {
  it.each([
    [1, ["fine"], { state: "OK", attempts: 1, flaky: false, hard: true }],
    [1, ["bad", "fine"], { state: "CRITICAL", attempts: 1, flaky: false, hard: true }],
    [3, ["fine"], { state: "OK", attempts: 1, flaky: false, hard: true }],
    [3, ["bad", "fine"], { state: "OK", attempts: 2, flaky: true, hard: true }],
    [3, ["bad", "worse", "fine"], { state: "OK", attempts: 3, flaky: true, hard: true }],
    [3, ["bad"], { state: "CRITICAL", attempts: 3, flaky: false, hard: true }],
  ] as const)("%i tries that see %j", async (attempts, things, expected) => {
    expect(await runWith(attempts, ...things)).toMatchObject(expected);
  });

  it("tell what had failed before it passed", async () => {
    expect((await runWith(2, "bad thing", "fine"))?.summary).toBe(
      "flaky, passed at try 2 of 2: fine (before: bad thing)",
    );
  });

  it("end when the run is stopped, with the state that was seen, not yet hard", async () => {
    const controller = new AbortController();
    const probe = fakeProbe(async () => {
      controller.abort("interrupted");
      return "bad";
    });
    const check = planned(makeHost("h"), "c", probe, { attempts: 5, intervalMs: 60_000 });
    const [result] = await runChecks([check], makeRun({ signal: controller.signal }));
    expect(result).toMatchObject({ attempts: 1, hard: false });
  });
});
