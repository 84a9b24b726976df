import { expect, test } from "vitest";
import type { Run } from "../../src/connections/icmp/fping.js";
import { createIcmpPort } from "../../src/connections/icmp/icmp-port.js";
import { parseFping } from "../../src/connections/icmp/parse-fping.js";
import { parsePing } from "../../src/connections/icmp/parse-ping.js";
import type { PingOutcome, PingRequest } from "../../src/ports/icmp.js";

const iputils = `PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.008 ms
64 bytes from 127.0.0.1: icmp_seq=2 ttl=64 time=0.041 ms
64 bytes from 127.0.0.1: icmp_seq=2 ttl=64 time=0.052 ms (DUP!)

--- 127.0.0.1 ping statistics ---
3 packets transmitted, 2 received, +1 duplicates, 33.3% packet loss, time 203ms
rtt min/avg/max/mdev = 0.008/0.024/0.041/0.016 ms
`;
const busybox = `PING 10.0.0.1 (10.0.0.1): 56 data bytes
64 bytes from 10.0.0.1: seq=0 ttl=64 time=0.069 ms

--- 10.0.0.1 ping statistics ---
1 packets transmitted, 1 packets received, 0% packet loss
round-trip min/avg/max = 0.069/0.069/0.069 ms
`;
const silent = `PING 10.9.0.9 (10.9.0.9) 56(84) bytes of data.
From 10.9.0.1 icmp_seq=1 Destination Host Unreachable

--- 10.9.0.9 ping statistics ---
2 packets transmitted, 0 received, +1 errors, 100% packet loss, time 1005ms
`;

test.each([
  ["iputils", iputils, { sent: 3, received: 2, timesMs: [0.008, 0.041] }],
  ["busybox", busybox, { sent: 1, received: 1, timesMs: [0.069] }],
  ["no answer", silent, { sent: 2, received: 0, timesMs: [] }],
  ["no ping", "odd\n", undefined],
  ["nothing", "", undefined],
])("ping's output: %s", (_name, text, report) => {
  expect(parsePing(text)).toEqual(report);
});

test("fping's output", () => {
  const text = "10.9.9.9  : - -\n127.0.0.1 : 0.187 0.038\n::1       : 0.164 -\nfping: junk\n127.0.0.2 : x\n";
  expect([...parseFping(text)]).toEqual([
    ["10.9.9.9", [null, null]],
    ["127.0.0.1", [0.187, 0.038]],
    ["::1", [0.164, null]],
  ]);
});

const request: PingRequest = {
  address: "10.0.0.1",
  packets: 2,
  size: 56,
  intervalMs: 200,
  timeoutMs: 500,
  signal: new AbortController().signal,
};

function ping(run: Run, given: Partial<PingRequest> = {}, problem?: string): Promise<PingOutcome> {
  const port = createIcmpPort({
    env: {},
    run,
    lookup: async () => [],
    findRouteProblem: async () => problem,
  });
  return port.ping({ ...request, ...given });
}

const says =
  (programs: Readonly<Record<string, { stdout?: string; stderr?: string; code?: number | null }>>): Run =>
  async (program) => {
    const answer = programs[program];
    return answer && { code: 0, stdout: "", stderr: "", ...answer };
  };

test("many requests travel in one fping", async () => {
  const inputs: string[] = [];
  const run: Run = async (program, _words, { input = "" }) => {
    inputs.push(`${program}: ${input.trim().replaceAll("\n", " ")}`);
    const lines = input.trim().split("\n");
    return { code: 1, stdout: "", stderr: lines.map((line, index) => `${line} : ${index}.5 -`).join("\n") };
  };
  const port = createIcmpPort({ env: {}, run });
  const addresses = ["10.0.0.1", "10.0.0.2", "2001:DB8::0001", "10.0.0.1"];
  const outcomes = await Promise.all(addresses.map((address) => port.ping({ ...request, address })));
  expect(inputs).toEqual(["fping: 10.0.0.1 10.0.0.2", "fping: 2001:db8::1"]);
  expect(outcomes.map((outcome) => outcome.state)).toEqual(["up", "up", "up", "up"]);
  expect(outcomes[1]).toEqual({ state: "up", sent: 2, received: 1, timesMs: [1.5] });
});

test("no answer is down, but without a route it is unknown", async () => {
  const run = says({ fping: { stderr: "10.0.0.1 : - -", code: 1 } });
  expect(await ping(run)).toMatchObject({ state: "down", sent: 2 });
  expect(await ping(run, {}, "ENETUNREACH")).toMatchObject({
    state: "unknown",
    reason: "can't send: ENETUNREACH",
  });
});

test.each<[string, Run, Partial<PingOutcome>]>([
  [
    "neither is installed",
    says({}),
    { state: "unknown", hint: expect.stringContaining("install fping") as string },
  ],
  [
    "fping may not, ping may",
    says({
      fping: { stderr: "can't create socket (must run as root?)", code: 4 },
      ping: { stdout: iputils },
    }),
    { state: "up", received: 2 },
  ],
  [
    "ping may not",
    says({ ping: { stderr: "ping: socket: Operation not permitted", code: 2 } }),
    { state: "unknown", reason: "ping: socket: Operation not permitted" },
  ],
  ["ping prints an odd line", says({ ping: { stdout: "hm\n", code: 2 } }), { state: "unknown" }],
  ["ping prints nothing", says({ ping: { code: 1 } }), { state: "unknown" }],
  [
    "ping never ends",
    says({ ping: { stdout: "PING 10.0.0.1", code: null } }),
    { state: "unknown", reason: "ping did not end in time" },
  ],
  ["no answer to ping", says({ ping: { stdout: silent, code: 1 } }), { state: "down", sent: 2 }],
])("%s", async (_name, run, outcome) => {
  expect(await ping(run)).toMatchObject(outcome);
});

test("a name without an address is unknown, and a stop is CANCELLED", async () => {
  expect(await ping(says({}), { address: "gone.test" })).toMatchObject({ state: "unknown" });
  await expect(ping(says({}), { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: "CANCELLED" });
});

test("fping is ended when nobody waits for it any more", async () => {
  let stop: AbortSignal | undefined;
  let begin: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (begin = resolve));
  const run: Run = (_program, _words, { signal }) =>
    new Promise((resolve) => {
      stop = signal;
      signal?.addEventListener("abort", () => resolve({ code: null, stdout: "", stderr: "" }));
      begin();
    });
  const port = createIcmpPort({ env: {}, run });
  const [first, second] = [new AbortController(), new AbortController()];
  const ended = Promise.allSettled([first, second].map(({ signal }) => port.ping({ ...request, signal })));
  await started;
  first.abort();
  expect(stop?.aborted).toBe(false);
  second.abort();
  expect(stop?.aborted).toBe(true);
  expect((await ended).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("this machine answers itself, or says why it can't ask", async () => {
  const outcome = await createIcmpPort({ env: process.env }).ping({ ...request, address: "127.0.0.1" });
  expect(["up", "unknown"]).toContain(outcome.state);
});

test("many addresses are shared out to a few processes, and each gets its own answer", async () => {
  let processes = 0;
  const run: Run = async (_program, _words, { input = "" }) => {
    processes += 1;
    const lines = input
      .trim()
      .split("\n")
      .map((address) => (address.endsWith("7") ? `${address} : - -` : `${address} : 0.10 0.20`));
    return { code: 1, stdout: "", stderr: lines.join("\n") };
  };
  const port = createIcmpPort({ env: {}, run, findRouteProblem: async () => undefined });
  const addresses = Array.from({ length: 1_100 }, (_, index) => `10.2.${index >> 8}.${index & 255}`);
  const outcomes = await Promise.all(addresses.map((address) => port.ping({ ...request, address })));
  expect(processes).toBe(4);
  expect(outcomes.map(({ state }) => state)).toEqual(
    addresses.map((address) => (address.endsWith("7") ? "down" : "up")),
  );
});

test.each([
  ["fping answers", { stderr: "127.0.0.1 : 0.05", code: 0 }, true],
  ["fping sees no answer", { stderr: "127.0.0.1 : -", code: 1 }, true],
  ["fping may not send", { stderr: "can't create socket (must run as root?)", code: 4 }, false],
  ["there is no fping", undefined, false],
])("requests are collected where fping works: %s", async (_name, fping, expected) => {
  const port = createIcmpPort({ env: {}, run: says(fping ? { fping } : {}) });
  expect(await port.collects?.(request.signal)).toBe(expected);
});
