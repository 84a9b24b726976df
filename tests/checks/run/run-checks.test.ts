import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../../src/checks/contract.js";
import { runChecks } from "../../../src/checks/run/run-checks.js";
import { ConnectionError } from "../../../src/lib/connection-error.js";
import { fakeProbe, fakeShell, makeRun, planned } from "../../support/fake-checks.js";
import { makeHost } from "../../support/hosts.js";

const never = (): Promise<never> => new Promise(() => undefined);

function byId(results: readonly CheckResult[]): Record<string, CheckResult> {
  return Object.fromEntries(results.map((result) => [`${result.host}/${result.check}`, result]));
}

describe("runChecks", () => {
  it("gives every check exactly one result, and tells each once", async () => {
    const hosts = Array.from({ length: 30 }, (_, index) => makeHost(`h${index}`));
    const fine = fakeProbe(async () => "fine");
    const checks = hosts.flatMap((host) => [
      planned(host, "a", fine),
      planned(host, "b", fine),
      planned(host, "c", fakeShell("x")),
    ]);
    const told: CheckResult[] = [];
    const results = await runChecks(checks, makeRun({ onResult: (result) => told.push(result) }));
    expect(results).toHaveLength(90);
    expect(new Set(told.map((result) => `${result.host}/${result.check}`)).size).toBe(90);
    expect(told).toHaveLength(90);
  });

  it("turns a refused connection into UNKNOWN with kind and hint for each shell check", async () => {
    const host = makeHost("h");
    const results = await runChecks(
      [planned(host, "a", fakeShell("x")), planned(host, "b", fakeShell("x"))],
      makeRun(),
    );
    for (const result of results) {
      expect(result).toMatchObject({ state: "UNKNOWN", error: { kind: "REFUSED", hint: "start sshd" } });
    }
  });

  it.each([
    ["takes none of the forks for what the port collects", true, 20],
    ["takes a fork where the port does not", false, 2],
  ])("%s", async (_name, collects, expected) => {
    let running = 0;
    let most = 0;
    const probe = fakeProbe(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return "fine";
    });
    const type = { ...probe, isCollected: async () => collects };
    const checks = Array.from({ length: 20 }, (_, index) => planned(makeHost(`h${index}`), "ping", type));
    const results = await runChecks(checks, makeRun({ forks: 2 }));
    expect(results).toHaveLength(20);
    expect(most).toBe(expected);
  });

  it("ends a probe that never settles when its time is up", async () => {
    const check = planned(makeHost("h"), "a", fakeProbe(never), { timeoutMs: 30 });
    const [result] = await runChecks([check], makeRun());
    expect(result).toMatchObject({ state: "UNKNOWN", error: { kind: "TIMEOUT" } });
  });

  it("lets a type judge its own failure, but never a stop or a bug", async () => {
    const failed = () => ({ state: "CRITICAL" as const, summary: "down", values: [] });
    const reject = (error: Error) => fakeProbe(() => Promise.reject(error), { failed });
    const host = makeHost("h");
    const results = byId(
      await runChecks(
        [
          planned(host, "down", reject(new ConnectionError("REFUSED", "no"))),
          planned(host, "bug", reject(new TypeError("oops"))),
        ],
        makeRun(),
      ),
    );
    expect(results["h/down"]?.state).toBe("CRITICAL");
    expect(results["h/bug"]).toMatchObject({ state: "UNKNOWN", error: { kind: "BUG" } });
  });

  it("gives what had not run a CANCELLED result when the run is stopped", async () => {
    const controller = new AbortController();
    const stopper = fakeProbe(async () => {
      controller.abort("interrupted");
      return "fine";
    });
    const checks = [
      planned(makeHost("h1"), "a", stopper),
      planned(makeHost("h2"), "a", fakeProbe(never)),
      planned(makeHost("h3"), "a", fakeShell("x")),
    ];
    const results = byId(await runChecks(checks, makeRun({ signal: controller.signal, forks: 1 })));
    expect(Object.keys(results)).toHaveLength(3);
    expect(results["h2/a"]).toMatchObject({ state: "UNKNOWN", error: { kind: "CANCELLED" } });
    expect(results["h3/a"]?.summary).toContain("interrupted");
  });

  it("ends all work with a host when the host's own time is up", async () => {
    const host = makeHost("h", { timeoutMs: 30 });
    const [result] = await runChecks([planned(host, "a", fakeProbe(never))], makeRun());
    expect(result?.summary).toContain("`timeout` is up");
  });

  it("bounds hosts and probes at once", async () => {
    let now = 0;
    let most = 0;
    const slow = fakeProbe(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return "fine";
    });
    const hosts = Array.from({ length: 12 }, (_, index) => makeHost(`h${index}`));
    const checks = hosts.flatMap((host) => ["a", "b", "c", "d"].map((id) => planned(host, id, slow)));
    await runChecks(checks, makeRun({ forks: 3, probesPerTarget: 2 }));
    expect(most).toBe(6);
  });

  it("keeps a hostile summary on one bounded line", async () => {
    const check = planned(
      makeHost("h"),
      "a",
      fakeProbe(async () => `x\n${"y".repeat(10_000)}`),
    );
    const [result] = await runChecks([check], makeRun());
    expect(result?.summary.length).toBeLessThanOrEqual(500);
    expect(result?.summary).not.toContain("\n");
  });
});
