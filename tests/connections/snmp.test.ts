import { createSocket } from "node:dgram";
import { afterAll, afterEach, expect, test } from "vitest";
import { createSnmpPort } from "../../src/connections/snmp/snmp-port.js";
import { startSnmpAgent, type SnmpAgentOptions } from "../../src/demo/network/snmp-agent.js";
import type { SnmpSettings } from "../../src/inventory/model.js";
import type { ConnectionError } from "../../src/lib/connection-error.js";
import type { SnmpTarget } from "../../src/ports/snmp.js";

const secrets = { resolve: async (secret: object) => ("literal" in secret ? String(secret.literal) : "") };
const port = createSnmpPort({ secrets, lookup: async () => ["127.0.0.1"] });
const options = { timeoutMs: 15_000, signal: new AbortController().signal };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => port.close());

const interfaces = Array.from({ length: 40 }, (_, index) => ({
  name: `eth${index}`,
  inOctets: 2n ** 64n - 1n - BigInt(index),
}));

async function agent(given: SnmpAgentOptions = {}): Promise<number> {
  const server = await startSnmpAgent(given);
  closers.push(() => server.close());
  return server.port;
}

function target(settings: Partial<SnmpSettings> & { port: number }): SnmpTarget {
  const base = { timeoutMs: 5_000, retries: 0, version: 2, community: { literal: "public" } };
  return { name: "sw1", address: "127.0.0.1", snmp: { ...base, ...settings } as SnmpSettings };
}

async function failure(promise: Promise<unknown>): Promise<ConnectionError> {
  return promise.then(
    () => expect.unreachable("it should have been rejected"),
    (error: ConnectionError) => error,
  );
}

test.each([1, 2] as const)("v%i: values keep their type, and what is missing is named", async (version) => {
  const to = target({ port: await agent({ name: "core", uptime: 4_242 }), version });
  const oids = ["1.3.6.1.2.1.1.5.0", ".1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.1.99.0", "1.3.6.1.2.1.1.2.0"];
  const got = await port.get(to, oids, options);
  expect(got.map(({ value }) => value)).toMatchObject([
    { type: "bytes", value: Buffer.from("core") },
    { type: "ticks", value: 4_242 },
    { type: "missing" },
    { type: "oid", value: "1.3.6.1.4.1.8072.3.2.10" },
  ]);
});

test.each([1, 2] as const)(
  "v%i: a walk asks for columns together and ends at each one's end",
  async (version) => {
    const to = target({ port: await agent({ interfaces }), version });
    const roots = ["1.3.6.1.2.1.2.2.1.2", "1.3.6.1.2.1.2.2.1.8", "1.3.6.1.2.1.2.2.1.99"];
    const { columns, truncated } = await port.walk(to, roots, options);
    expect(truncated).toBe(false);
    expect([...columns.values()].map((cells) => cells.length)).toEqual([40, 40, 0]);
    expect(columns.get("1.3.6.1.2.1.2.2.1.2")?.[39]).toMatchObject({
      index: "40",
      value: { value: Buffer.from("eth39") },
    });
  },
);

test("a Counter64 is exact, and rows are bounded", async () => {
  const to = target({ port: await agent({ interfaces }) });
  const { columns, truncated } = await port.walk(to, ["1.3.6.1.2.1.31.1.1.1.6"], { ...options, maxRows: 7 });
  const cells = columns.get("1.3.6.1.2.1.31.1.1.1.6") ?? [];
  expect(truncated).toBe(true);
  expect(cells).toHaveLength(7);
  expect(cells[0]?.value).toEqual({ type: "counter64", value: 18_446_744_073_709_551_615n });
});

const auth = { protocol: "sha256", key: { literal: "authauthauth" } } as const;
const priv = { protocol: "aes", key: { literal: "privprivpriv" } } as const;
const user = {
  name: "monitor",
  auth: { protocol: "sha256", key: "authauthauth" },
  priv: { protocol: "aes", key: "privprivpriv" },
} as const;

test("v3 with authentication and privacy", async () => {
  const to = target({
    port: await agent({ users: [user], name: "v3" }),
    version: 3,
    user: "monitor",
    auth,
    priv,
  });
  const [first, second] = await Promise.all([
    port.get(to, ["1.3.6.1.2.1.1.5.0"], options),
    port.walk(to, ["1.3.6.1.2.1.2.2.1.2"], options),
  ]);
  expect(first[0]?.value).toMatchObject({ value: Buffer.from("v3") });
  expect(second.columns.get("1.3.6.1.2.1.2.2.1.2")).toHaveLength(2);
});

test("v3: an unknown user is AUTH with what the agent said", async () => {
  const to = target({ port: await agent({ users: [user] }), version: 3, user: "nobody", auth, priv });
  const error = await failure(port.get(to, ["1.3.6.1.2.1.1.5.0"], options));
  expect(error).toMatchObject({ kind: "AUTH", hint: "check snmp.user" });
  expect(error.message).toContain("no such user");
});

test.each([
  ["DES", { auth, priv: { protocol: "des", key: { literal: "privprivpriv" } } }, "DES"],
  ["a short key", { auth: { protocol: "sha", key: { literal: "short" } } }, "too short"],
  ["privacy alone", { priv }, "needs snmp.auth"],
])("v3: %s is refused before anything is sent", async (_name, given, text) => {
  const to = target({ port: 9, version: 3, user: "monitor", ...given } as never);
  const error = await failure(port.get(to, ["1.3.6.1.2.1.1.5.0"], options));
  expect(error.kind).toBe("UNAVAILABLE");
  expect(error.message).toContain(text);
});

test.each([
  ["silent", "TIMEOUT"],
  ["garbage", "PROTOCOL"],
] as const)("a %s agent is %s", async (fault, kind) => {
  const to = target({ port: await agent({ fault }), timeoutMs: 200 });
  expect((await failure(port.get(to, ["1.3.6.1.2.1.1.5.0"], options))).kind).toBe(kind);
});

test("a wrong community is silence", async () => {
  const to = target({ port: await agent(), community: { literal: "wrong" }, timeoutMs: 200 });
  const error = await failure(port.walk(to, ["1.3.6.1.2.1.1"], options));
  expect(error).toMatchObject({ kind: "TIMEOUT", hint: expect.stringContaining("community") });
});

interface Scripted {
  /** The object that answer number `count` names; the last number is below 2^14. */
  readonly oid: (count: number) => readonly number[];
  readonly status?: number;
  readonly changeId?: boolean;
  readonly community?: string;
}

/** Answers each SNMPv2c request with one integer, whatever was asked. */
async function scripted({
  oid,
  status = 0,
  changeId = false,
  community: word = "public",
}: Scripted): Promise<number> {
  const socket = createSocket("udp4");
  let count = 0;
  socket.on("message", (message, from) => {
    const at = message.indexOf(0x02, 12);
    const id = message.subarray(at, at + 2 + (message[at + 1] ?? 0));
    if (changeId) id[id.length - 1] = (id.at(-1) ?? 0) ^ 1;
    const numbers = oid(count++).flatMap((number) =>
      number < 128 ? [number] : [(number >> 7) | 128, number & 127],
    );
    const name = [0x06, numbers.length, ...numbers];
    const varbind = [0x30, name.length + 3, ...name, 0x02, 1, 7];
    const list = [0x30, varbind.length, ...varbind];
    const pdu = [...id, 2, 1, status, 2, 1, 0, ...list];
    const community = [...Buffer.from(word)];
    const body = [2, 1, 1, 4, community.length, ...community, 0xa2, pdu.length, ...pdu];
    socket.send(Buffer.from([0x30, body.length, ...body]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => socket.close(() => resolve())));
  return socket.address().port;
}

const ifDescr = [0x2b, 6, 1, 2, 1, 2, 2, 1, 2];

test("an agent that never ends is cut off at the rows that were wanted", async () => {
  const to = target({ port: await scripted({ oid: (count) => [...ifDescr, count + 1] }) });
  const { columns, truncated } = await port.walk(to, ["1.3.6.1.2.1.2.2.1.2"], { ...options, maxRows: 300 });
  expect(truncated).toBe(true);
  expect(columns.get("1.3.6.1.2.1.2.2.1.2")).toHaveLength(300);
});

test("an agent that never ends is cut off when the time is up", async () => {
  const to = target({ port: await scripted({ oid: (count) => [...ifDescr, (count % 16_000) + 1] }) });
  const walk = port.walk(to, ["1.3.6.1.2.1.2.2.1.2"], { ...options, timeoutMs: 100, maxRows: 1e9 });
  expect(["TIMEOUT", "PROTOCOL"]).toContain((await failure(walk)).kind);
});

test("an agent for which everything is too big, also a single row, is PROTOCOL", async () => {
  const to = target({ port: await scripted({ oid: () => ifDescr, status: 1 }) });
  const roots = ["1.3.6.1.2.1.2.2.1.2", "1.3.6.1.2.1.2.2.1.3"];
  expect((await failure(port.get(to, roots, options))).kind).toBe("PROTOCOL");
  const walked = await port.walk(to, roots, options).catch((error: ConnectionError) => error.kind);
  expect(walked).toBe("PROTOCOL");
});

test("an agent whose objects do not increase does not loop for ever", async () => {
  const to = target({ port: await scripted({ oid: () => [...ifDescr, 5] }) });
  const error = await failure(port.walk(to, ["1.3.6.1.2.1.2.2.1.2"], options));
  expect(error.kind).toBe("PROTOCOL");
  expect(error.message).toContain("loops");
});

test("an answer with another community does not tell ours", async () => {
  const to = target({ port: await scripted({ oid: () => ifDescr, community: "other" }) });
  const error = await failure(port.get(to, ["1.3.6.1.2.1.2.2.1.2"], options));
  expect(error.kind).toBe("PROTOCOL");
  expect(error.message).not.toMatch(/public|other'/);
});

test("an answer with another id is not taken for ours", async () => {
  const to = target({
    port: await scripted({ oid: () => [0x2b, 6, 1, 2, 1, 1, 5, 0], changeId: true }),
    timeoutMs: 200,
  });
  expect((await failure(port.get(to, ["1.3.6.1.2.1.1.5.0"], options))).kind).toBe("TIMEOUT");
});

test("an answer for another object is PROTOCOL", async () => {
  const to = target({ port: await scripted({ oid: () => [0x2b, 6, 1, 2, 1, 1, 6, 0] }) });
  expect((await failure(port.get(to, ["1.3.6.1.2.1.1.5.0"], options))).kind).toBe("PROTOCOL");
});

test("a call that is told to stop is CANCELLED, and names are resolved", async () => {
  const controller = new AbortController();
  const to = { ...target({ port: await agent({ fault: "silent" }) }), address: "sw1.test" };
  const pending = failure(port.get(to, ["1.3.6.1.2.1.1.5.0"], { ...options, signal: controller.signal }));
  controller.abort();
  expect((await pending).kind).toBe("CANCELLED");
});

test("many agents are asked through one socket", async () => {
  const ports = await Promise.all(Array.from({ length: 60 }, (_, index) => agent({ name: `n${index}` })));
  const names = await Promise.all(
    ports.map((number) => port.get(target({ port: number }), ["1.3.6.1.2.1.1.5.0"], options)),
  );
  const texts = names.map(([first]) => String(first?.value.type === "bytes" ? first.value.value : ""));
  expect(texts).toEqual(ports.map((_, index) => `n${index}`));
});
