import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMachinePort } from "../../src/connections/machine/machine.js";
import { createSecrets } from "../../src/connections/secrets/secrets.js";
import {
  examineHost,
  examineLocal,
  type HostInput,
  type LocalInput,
  type StepResult,
} from "../../src/doctor/index.js";
import { hostSteps } from "../../src/doctor/host/registry.js";
import { localSteps } from "../../src/doctor/local/registry.js";
import { statusOf } from "../../src/commands/doctor/status.js";
import { emptyInventory } from "../../src/commands/doctor/empty-inventory.js";
import type { Host, Inventory } from "../../src/inventory/model.js";
import { ConnectionError } from "../../src/lib/connection-error.js";
import { ItomError } from "../../src/lib/errors.js";
import type { MachinePort } from "../../src/ports/machine.js";
import type { Ports } from "../../src/ports/index.js";
import { writeFakeSudo } from "../connections/shell/fake-sudo.js";
import { makePort, scratch, startPlace } from "../connections/shell/bench.js";
import { makeHost } from "../connections/shell/host.js";

const signal = new AbortController().signal;
const now = (): Date => new Date("2030-05-06T07:08:09Z");
const secrets = createSecrets({});

/** Ports that answer as a healthy network does. */
function healthy(more: Partial<Ports> = {}): Ports {
  return {
    icmp: { ping: async () => ({ state: "up", sent: 2, received: 2, timesMs: [1, 2] }) },
    tcp: { probe: async ({ address }) => ({ address, connectMs: 1, totalMs: 1, received: "" }) },
    secrets,
    ...more,
  } as Partial<Ports> as Ports;
}

function machineOf(hosts: readonly Host[], env: Record<string, string> = {}): MachinePort {
  return createMachinePort({ hosts: new Map(hosts.map((host) => [host.name, host])), secrets, env });
}

function inventoryOf(hosts: readonly Host[], files: readonly string[] = []): Inventory {
  return { ...emptyInventory("/"), files, hosts: new Map(hosts.map((host) => [host.name, host])) };
}

const short = (results: readonly StepResult[]): string[] =>
  results.map(({ step, status }) => `${step} ${status}`);

async function walk(host: Host, more: Partial<HostInput> = {}): Promise<StepResult[]> {
  const machine = machineOf([host]);
  const ports = healthy({ shell: makePort([host]) });
  return examineHost({ host, machine, ports, now, signal, timeoutMs: 10_000, ...more });
}

test("the whole path to a host that is well", async () => {
  const folder = await scratch();
  await writeFakeSudo(folder);
  const place = await startPlace({ path: [folder], env: { FAKE_SUDO_UID: "0" } });
  const results = await walk(place.host({ become: "sudo", becomePassword: { literal: "open sesame" } }));
  expect(short(results).slice(0, 6)).toEqual([
    "resolve ok",
    "ping ok",
    "tcp ok",
    "host key ok",
    "authentication ok",
    "shell ok",
  ]);
  expect(results[4]?.summary).toContain(`127.0.0.1:${place.server.port} as ops`);
  expect(place.server.logins()).toBe(1);
});

test("what needs a step that failed is skipped with the reason", async () => {
  const place = await startPlace();
  await writeFile(place.knownHosts, "");
  const results = await walk(place.host({ become: "sudo" }));
  expect(short(results).slice(2)).toEqual([
    "tcp ok",
    "host key failed",
    "authentication skipped",
    "shell skipped",
    "sudo skipped",
    "snmp skipped",
  ]);
  expect(results[4]?.summary).toBe("host key did not work");
  expect(results[3]).toMatchObject({ kind: "HOST_KEY", hint: expect.stringContaining("ssh-keyscan") });
  expect(statusOf(results)).toBe(2);
});

test("a host that refuses us has shown the right key", async () => {
  const results = await walk((await startPlace({ users: [] })).host());
  expect(short(results).slice(3, 5)).toEqual(["host key ok", "authentication failed"]);
});

test("a ping that is not answered stops nothing, and a port that is closed is not reached", async () => {
  const host = makeHost();
  const refused = new ConnectionError("REFUSED", "nothing listens there", "start it");
  const ports = healthy({
    icmp: { ping: async () => ({ state: "down", sent: 2, reason: "no answer" }) },
    tcp: { probe: () => Promise.reject(refused) },
  });
  const results = await walk(host, { ports });
  expect(short(results).slice(0, 4)).toEqual([
    "resolve ok",
    "ping warning",
    "tcp failed",
    "host key skipped",
  ]);
  expect(statusOf(results)).toBe(3);
});

test("a host behind a jump host is not looked for from here", async () => {
  const jump = makeHost({ name: "jump1" });
  const host = makeHost({ ssh: { jump: ["jump1"] } });
  const shell = { connect: () => Promise.reject(new ConnectionError("LOST", "gone")), close: async () => {} };
  const results = await walk(host, { machine: machineOf([jump, host]), ports: healthy({ shell }) });
  expect(short(results).slice(0, 4)).toEqual([
    "resolve skipped",
    "ping skipped",
    "tcp skipped",
    "host key failed",
  ]);
  expect(results[0]?.summary).toBe("127.0.0.1 is reached through jump1");
});

test("this machine runs commands without a network", async () => {
  const results = await walk(makeHost({ connection: "local" }));
  expect(short(results).filter((line) => !line.endsWith("skipped"))).toEqual(["shell ok"]);
  expect(statusOf(results)).toBe(0);
});

async function look(
  more: Partial<LocalInput>,
  env: Record<string, string> = {},
): Promise<Map<string, StepResult>> {
  const inventory = more.inventory ?? inventoryOf([]);
  const hosts = inventory instanceof ItomError ? [] : [...inventory.hosts.values()];
  const results = await examineLocal({
    machine: machineOf(hosts, env),
    ports: healthy(),
    now,
    signal,
    timeoutMs: 1_000,
    inventory,
    cwd: "/",
    verifyState: async () => ({ directory: "/state", exists: true, files: 3, findings: [] }),
    ...more,
  });
  return new Map(results.map((result) => [result.step, result]));
}

test("a literal secret is a warning only where others can read the file", async () => {
  const file = join(await scratch(), "inventory.yaml");
  await writeFile(file, "");
  const position = { file, line: 4, column: 7 };
  const host = makeHost({
    ssh: { password: { literal: "hunter2" } },
    origins: new Map([["ssh.password", position]]),
  });
  await chmod(file, 0o600);
  expect((await look({ inventory: inventoryOf([host], [file]) })).get("secrets")?.status).toBe("ok");
  await chmod(file, 0o644);
  const found = (await look({ inventory: inventoryOf([host], [file]) })).get("secrets");
  expect(found).toMatchObject({ status: "warning" });
  expect(found?.summary).toBe(
    `${file}:4:7: ssh.password of web1 is a literal secret in a file that others can read`,
  );
  expect(JSON.stringify(found)).not.toContain("hunter2");
});

test("keys that others can read, and none at all", async () => {
  const file = join(await scratch(), "id");
  const inventory = inventoryOf([makeHost({ ssh: { identity: [file] } })]);
  expect((await look({ inventory })).get("keys")).toMatchObject({ status: "warning" });
  await writeFile(file, "key");
  await chmod(file, 0o640);
  expect((await look({ inventory })).get("keys")).toMatchObject({
    status: "warning",
    hint: `chmod 600 ${file}`,
  });
  await chmod(file, 0o600);
  expect((await look({ inventory })).get("keys")).toMatchObject({
    status: "ok",
    summary: `${file}, no agent`,
  });
  const gone = await look({ inventory }, { SSH_AUTH_SOCK: join(file, "gone") });
  expect(gone.get("keys")).toMatchObject({ status: "warning", kind: "UNAVAILABLE" });
});

test("an inventory that does not load names its first problem, and the rest is looked at all the same", async () => {
  const problems = [
    { message: "unknown key hots", position: { file: "inventory.yaml", line: 2, column: 1 } },
    { message: "another" },
  ];
  const seen = await look({ inventory: new ItomError("CONFIG", "2 problems", { problems }) });
  expect(seen.get("inventory")).toMatchObject({
    status: "failed",
    summary: "inventory.yaml:2:1: unknown key hots, and 1 more",
  });
  expect([...seen.keys()]).toEqual(localSteps.map(({ name }) => name));
});

test("the state folder: to be made, readable, damaged, no folder", async () => {
  const folder = await scratch();
  const state = join(folder, ".itom");
  expect((await look({ stateDirectory: state })).get("state")?.summary).toContain("is made when");
  await mkdir(state);
  expect((await look({ stateDirectory: state })).get("state")).toMatchObject({ status: "ok" });
  const damage = { severity: "damage", path: "checks/status.json", message: "torn" } as const;
  const verifyState = async () => ({ directory: state, exists: true, files: 3, findings: [damage] });
  expect((await look({ stateDirectory: state, verifyState })).get("state")).toMatchObject({
    status: "failed",
    hint: "itom state verify",
  });
  const file = join(folder, "file");
  await writeFile(file, "");
  expect((await look({ stateDirectory: file })).get("state")?.status).toBe("failed");
  expect((await look({ stateDirectory: join(folder, "no", "such") })).get("state")?.status).toBe("failed");
});

test("a clock that is wrong, and programs that are missing", async () => {
  expect((await look({ now: () => new Date("1970-01-01") })).get("clock")?.status).toBe("failed");
  const file = join(await scratch(), "inventory.yaml");
  await writeFile(file, "");
  const past = await look({ now: () => new Date("2025-02-01"), inventory: inventoryOf([], [file]) });
  expect(past.get("clock")?.status).toBe("warning");
  const openssh = inventoryOf([makeHost({ ssh: { transport: "openssh" } })]);
  expect((await look({ inventory: openssh }, { PATH: "/nonexistent" })).get("programs")?.status).toBe(
    "failed",
  );
  expect((await look({}, { PATH: "/nonexistent" })).get("programs")?.status).toBe("warning");
});

test("an old Node.js is named", async () => {
  const machine = { ...machineOf([]), nodeVersion: "18.20.0" };
  expect((await look({ machine })).get("node")).toMatchObject({ status: "failed" });
});

test("steps have names of their own and need steps that stand before them", () => {
  const names = hostSteps.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const [index, step] of hostSteps.entries()) {
    for (const need of step.needs) expect(names.slice(0, index)).toContain(need);
  }
});
