import { expect, test } from "vitest";
import type { TcpObservation } from "../../../src/ports/tcp.js";
import { askedFor, judgeFailure, judgeObserved } from "./probe.js";

const seen: TcpObservation = { address: "10.0.0.1", connectMs: 5, totalMs: 20, received: "220 hi\r\n" };

test.each<[string, Record<string, unknown>, Partial<TcpObservation>, string, string]>([
  ["open", {}, {}, "OK", "port 25 in 20 ms"],
  ["slow", { warn: "10ms" }, {}, "WARNING", "20 ms > 10 ms"],
  ["very slow", { crit: "10ms" }, {}, "CRITICAL", "20 ms > 10 ms"],
  ["unmet", { expect: "^250" }, { unmet: { step: 0, why: "closed" } }, "CRITICAL", 'got "220 hi"'],
  [
    "unmet, nothing came",
    { expect: "^250" },
    { unmet: { step: 0, why: "timeout" }, received: "" },
    "CRITICAL",
    "got nothing",
  ],
  ["open, but must be closed", { refused: "ok" }, {}, "CRITICAL", "should not be"],
])("%s", (_name, options, change, state, summary) => {
  const verdict = judgeObserved("tcp", { port: 25, ...options }, { ...seen, ...change });
  expect(verdict).toMatchObject({ state, summary: expect.stringContaining(summary) });
});

test.each([
  ["ok", "REFUSED", "OK"],
  ["warning", "REFUSED", "WARNING"],
  ["critical", "REFUSED", "CRITICAL"],
  ["ok", "TIMEOUT", "CRITICAL"],
  ["ok", "UNAVAILABLE", "UNKNOWN"],
] as const)("refused: %s, and it was %s: %s", (refused, kind, state) => {
  expect(judgeFailure("tcp", { port: 25, refused }, kind).state).toBe(state);
});

test("send comes before expect, and tls can carry a name", async () => {
  const ports = { tcp: { probe: async (request: unknown) => request } };
  const request = await askedFor(
    "tcp",
    { port: 993, send: "a\r\n", expect: "(?i)OK", tls: { server_name: "m.test" } },
    ports,
  );
  expect(request).toMatchObject({
    address: "10.0.0.1",
    port: 993,
    steps: [{ send: "a\r\n" }, { expect: /OK/imu }],
    tls: { serverName: "m.test" },
  });
  expect(await askedFor("tcp", { port: 22, tls: false }, ports)).not.toHaveProperty("tls");
});
