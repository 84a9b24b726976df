import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../../src/checks/contract.js";
import { planChecks } from "../../../src/checks/plan/plan-checks.js";
import { runChecks } from "../../../src/checks/run/run-checks.js";
import { fakeProbe, makeRun, planned } from "../../support/fake-checks.js";
import { makeHost } from "../../support/hosts.js";
import { entry, host, inventory } from "../plan/fixtures.js";

const sees = (what: string) => fakeProbe(async () => what);

async function run(
  ...checks: [id: string, sees: string, needs?: string[]][]
): Promise<Record<string, CheckResult>> {
  const target = makeHost("h");
  const list = checks.map(([id, what, needs = []]) => planned(target, id, sees(what), { needs }));
  return Object.fromEntries((await runChecks(list, makeRun())).map((result) => [result.check, result]));
}

describe("needs", () => {
  it("are made first, whatever their order, and let what needs them be made when they are good", async () => {
    const results = await run(["http", "fine", ["tcp"]], ["tcp", "fine"]);
    expect([results["http"]?.state, results["tcp"]?.state]).toEqual(["OK", "OK"]);
  });

  it("that are not good keep what needs them from being made, and are named down to the root", async () => {
    const results = await run(
      ["json", "fine", ["http"]],
      ["http", "fine", ["tcp"]],
      ["tcp", "refused"],
      ["other", "fine"],
    );
    expect(results["tcp"]?.state).toBe("CRITICAL");
    expect(results["http"]).toMatchObject({ state: "UNKNOWN", cause: { check: "tcp" } });
    expect(results["json"]).toMatchObject({
      state: "UNKNOWN",
      summary: "not checked: it needs tcp, which is CRITICAL",
      cause: { check: "tcp" },
    });
    expect(results["other"]?.state).toBe("OK");
  });

  it("that are not chosen in this run are not waited for", async () => {
    expect((await run(["http", "fine", ["tcp"]]))["http"]?.state).toBe("OK");
  });

  it.each([
    [{ needs: "tpc" }, 'needs names no check "tpc" of the same target (on web1)'],
    [{ needs: ["front"] }, "front needs itself, directly or through others (on web1)"],
  ])("%j is a problem of the inventory", (written, message) => {
    const entries = [
      entry(1, "web1", "tcp", { port: 80 }),
      entry(2, "web1", "http", { id: "front", url: "http://127.0.0.1/", ...written }),
    ];
    expect(planChecks(inventory([host("web1")], entries, [])).problems).toMatchObject([
      { message, position: { line: 2 } },
    ]);
  });
});
