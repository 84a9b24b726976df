import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../../src/checks/contract.js";
import { runChecks } from "../../../src/checks/run/run-checks.js";
import { ConnectionError } from "../../../src/lib/connection-error.js";
import type { Host } from "../../../src/inventory/model.js";
import type { PingOutcome } from "../../../src/ports/icmp.js";
import { fakeProbe, fakeShell, makeRun, planned } from "../../support/fake-checks.js";
import { makeHost } from "../../support/hosts.js";

const up = fakeProbe(async () => "fine");
const silent = fakeProbe(() => Promise.reject(new ConnectionError("TIMEOUT", "no answer")));
const refused = fakeProbe(() => Promise.reject(new ConnectionError("REFUSED", "refused")));

interface World {
  readonly hosts: readonly Host[];
  /** Addresses that answer a ping. */
  readonly uplink?: readonly string[];
  readonly pings?: Readonly<Record<string, PingOutcome["state"]>>;
}

async function run(
  checks: readonly [string, typeof up][],
  { hosts, pings = {}, uplink = [] }: World,
): Promise<{ states: Record<string, string>; results: CheckResult[]; asked: string[] }> {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  const asked: string[] = [];
  const icmp = {
    ping: async ({ address }: { address: string }): Promise<PingOutcome> => {
      asked.push(address);
      const state = pings[address] ?? "unknown";
      if (state === "up") return { state, sent: 2, received: 2, timesMs: [1, 1] };
      return state === "down" ? { state, sent: 2, reason: "silence" } : { state, reason: "no ping here" };
    },
  };
  const base = makeRun({ hosts: byName, uplink });
  const planChecks = checks.map(([name, type]) => planned(byName.get(name) ?? makeHost(name), "c", type));
  const results = await runChecks(planChecks, { ...base, ports: { ...base.ports, icmp } });
  return { states: Object.fromEntries(results.map((result) => [result.host, result.state])), results, asked };
}

const sw1 = makeHost("sw1", { address: "sw1" });
const sw2 = makeHost("sw2", { address: "sw2", parents: ["sw1"] });
const web = makeHost("web", { address: "web", parents: ["sw2"] });
const both = makeHost("both", { address: "both", parents: ["sw1", "other"] });
const other = makeHost("other", { address: "other" });
const hosts = [sw1, sw2, web, both, other];

describe("parents", () => {
  it("make what is behind them UNREACHABLE and are named as the cause, down to the root", async () => {
    const { states, results } = await run(
      [
        ["web", silent],
        ["sw2", silent],
        ["sw1", silent],
      ],
      { hosts },
    );
    expect(states).toEqual({ sw1: "UNKNOWN", sw2: "UNREACHABLE", web: "UNREACHABLE" });
    expect(results.find(({ host }) => host === "web")).toMatchObject({
      cause: { host: "sw1" },
      summary: "unreachable: sw1 on the way to it does not answer",
    });
  });

  it("that answer leave the host's own failure as it is", async () => {
    expect(
      (
        await run(
          [
            ["sw1", up],
            ["sw2", silent],
          ],
          { hosts },
        )
      ).states,
    ).toEqual({ sw1: "OK", sw2: "UNKNOWN" });
  });

  it("are asked once more before a host is blamed on them, however many children they have", async () => {
    const more = [makeHost("a", { parents: ["sw1"] }), makeHost("b", { parents: ["sw1"] })];
    const world = { hosts: [...hosts, ...more], pings: { sw1: "up" as const } };
    const { states, asked } = await run(
      [
        ["sw1", silent],
        ["a", silent],
        ["b", silent],
      ],
      world,
    );
    expect(states).toEqual({ sw1: "UNKNOWN", a: "UNKNOWN", b: "UNKNOWN" });
    expect(asked).toEqual(["sw1"]);
  });

  it("that are not checked in this run are asked all the same", async () => {
    const world = { hosts, pings: { sw2: "down" as const } };
    expect((await run([["web", silent]], world)).states).toEqual({ web: "UNREACHABLE" });
  });

  it("are redundant: one of several is enough", async () => {
    const checks: [string, typeof up][] = [
      ["sw1", silent],
      ["other", up],
      ["both", silent],
    ];
    expect((await run(checks, { hosts })).states["both"]).toBe("UNKNOWN");
    checks[1] = ["other", silent];
    expect((await run(checks, { hosts })).states["both"]).toBe("UNREACHABLE");
  });

  it("are not excused by a check that runs on this machine", async () => {
    const here = fakeShell("echo fine", { script: () => ({ text: "echo fine", sudo: false, local: true }) });
    const base = makeRun({ hosts: new Map(hosts.map((host) => [host.name, host])) });
    const checks = [planned(sw1, "c", silent), planned(sw2, "c", silent), planned(sw2, "here", here)];
    const icmp = { ping: async (): Promise<PingOutcome> => ({ state: "down", sent: 2, reason: "silence" }) };
    const results = await runChecks(checks, { ...base, ports: { ...base.ports, icmp } });
    expect(results.find(({ host, check }) => host === "sw2" && check === "c")?.state).toBe("UNREACHABLE");
  });

  it("are not to blame while our own uplink is down: then silence says nothing", async () => {
    const world = { hosts, pings: { gateway: "down" as const, sw1: "down" as const }, uplink: ["gateway"] };
    const { results, asked } = await run(
      [
        ["sw1", silent],
        ["sw2", silent],
        ["other", up],
      ],
      world,
    );
    expect(Object.fromEntries(results.map(({ host, state }) => [host, state]))).toEqual({
      sw1: "UNKNOWN",
      sw2: "UNKNOWN",
      other: "OK",
    });
    expect(results[0]?.cause).toEqual({ why: "our own uplink gateway does not answer" });
    expect(asked).toEqual(["gateway"]);
  });

  it("are judged as ever while the uplink answers, or can't be asked", async () => {
    for (const state of ["up", "unknown"] as const) {
      const world = { hosts, pings: { gateway: state, sw1: "down" as const }, uplink: ["gateway"] };
      expect(
        (
          await run(
            [
              ["sw1", silent],
              ["sw2", silent],
            ],
            world,
          )
        ).states["sw2"],
      ).toBe("UNREACHABLE");
    }
  });

  it("excuse no host that answers", async () => {
    expect(
      (
        await run(
          [
            ["sw1", silent],
            ["sw2", refused],
          ],
          { hosts },
        )
      ).states["sw2"],
    ).toBe("UNKNOWN");
  });
});
