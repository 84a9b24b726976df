import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { CheckResult, PlannedCheck } from "../../src/checks/contract.js";
import { planChecks } from "../../src/checks/plan/plan-checks.js";
import { runChecks } from "../../src/checks/run/run-checks.js";
import { checkTypes } from "../../src/checks/types/index.js";
import { ConnectionError, type ConnectionErrorKind } from "../../src/lib/connection-error.js";
import type { Ports } from "../../src/ports/index.js";
import type { ShellResult, ShellSession } from "../../src/ports/shell.js";
import { makeRun } from "../support/fake-checks.js";
import { entry, host, inventory, service } from "./plan/fixtures.js";

/*
 * The table of docs/checks/README.md, "What is never OK": each type is made through the engine against a world in which its
 * input goes wrong in one way.
 */

/** How the world answers: with a value, or not at all. */
type World = { readonly gives: unknown } | { readonly fails: ConnectionErrorKind } | { readonly never: true };

const worlds: readonly [string, World][] = [
  ["missing: nothing", { gives: undefined }],
  ["missing: null", { gives: null }],
  ["missing: the connection is lost", { fails: "LOST" }],
  ["missing: nothing is there", { fails: "REFUSED" }],
  ["missing: a program or secret is not here", { fails: "UNAVAILABLE" }],
  ["empty: text", { gives: "" }],
  ["empty: a map", { gives: {} }],
  ["empty: a list", { gives: [] }],
  ["of the wrong type: a number", { gives: 42 }],
  ["of the wrong type: text", { gives: "fine" }],
  ["of the wrong type: true", { gives: true }],
  ["of the wrong type: against the protocol", { fails: "PROTOCOL" }],
  ["late: a time-out", { fails: "TIMEOUT" }],
  ["late: for ever", { never: true }],
  ["too large: cut off", { fails: "TOO_LARGE" }],
  ["too large: a million characters", { gives: "x".repeat(1_000_000) }],
];

const snmp = {
  port: 161,
  timeoutMs: 1_000,
  retries: 0,
  version: 2,
  community: { literal: "public" },
} as const;
const others = ["web1", "web2"].map((name) => entry(900, name, "tcp", { id: "front", port: 1 }));

/** The type's own example, planned on a host or service that stands for what it names. */
function exampleOf(type: { readonly name: string; readonly example: string }): PlannedCheck[] {
  const { on, type: _type, ...written } = parse(type.example) as Record<string, unknown>;
  const target = String(on).startsWith("service:") ? "service:shop" : "web1";
  const hosts = [host("web1", { snmp }), host("web2")];
  const made = entry(1, target, type.name, written);
  const { checks, problems } = planChecks(inventory(hosts, [...others, made], [service("shop")]));
  expect(problems).toEqual([]);
  return checks.map((check) => ({ ...check, timeoutMs: 60, intervalMs: 0, attempts: 1 }));
}

function answer(world: World): Promise<unknown> {
  if ("fails" in world) return Promise.reject(new ConnectionError(world.fails, `it was ${world.fails}`));
  return "never" in world ? new Promise(() => undefined) : Promise.resolve(world.gives);
}

/** Every method of every port answers as the world does; a shell prints it. */
function portsOf(world: World): Ports {
  // Whether requests can be collected is a question about this side, and no input.
  const collects = async (): Promise<boolean> => false;
  const port = new Proxy(
    { collects },
    { get: (own, name) => (name === "collects" ? own.collects : () => answer(world)) },
  );
  const shell = { connect: async () => sessionOf(world), close: async () => undefined };
  const ports: unknown = {
    dns: port,
    http: port,
    icmp: port,
    ntp: port,
    snmp: port,
    tcp: port,
    tls: port,
    secrets: port,
    shell,
  };
  return ports as Ports;
}

function sessionOf(world: World): ShellSession {
  // A session keeps to its time-out itself (src/ports/shell.ts).
  const run = (): Promise<ShellResult> =>
    ("never" in world ? answer({ fails: "TIMEOUT" }) : answer(world)).then(printed);
  return { description: "", connectMs: 0, run, close: async () => undefined };
}

function printed(value: unknown): ShellResult {
  const stdout = Buffer.from(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
  const truncated = stdout.length > 100_000;
  return { exitCode: 0, stdout, stderr: Buffer.alloc(0), truncated, durationMs: 1 };
}

async function resultIn(
  world: World,
  type: { readonly name: string; readonly example: string },
): Promise<CheckResult> {
  const results = await runChecks(exampleOf(type), { ...makeRun(), ports: portsOf(world) });
  const result =
    results.find((each) => each.type === type.name && each.check !== "front") ??
    results.find((each) => each.type === type.name);
  if (!result) throw new Error(`no result of ${type.name}`);
  return result;
}

describe.each([...checkTypes.values()])("$name", (type) => {
  it.each(worlds)("is never OK, and says why, when its input is %s", async (_what, world) => {
    const { state, summary } = await resultIn(world, type);
    expect(["CRITICAL", "UNKNOWN", "UNREACHABLE"]).toContain(state);
    expect(summary).not.toBe("");
  });
});
