import { expect, test } from "vitest";
import type { SnmpValue } from "../../../src/ports/snmp.js";
import { askedFor, judgeObserved, onService } from "./probe.js";

const oid = "1.3.6.1.2.1.1.1.0";
const bytes = (text: string): SnmpValue => ({ type: "bytes", value: Buffer.from(text, "latin1") });

test.each<[string, Record<string, unknown>, SnmpValue, string, string]>([
  ["present", {}, bytes("Linux"), "OK", `${oid} Linux`],
  ["missing", {}, { type: "missing", why: "noSuchObject" }, "UNKNOWN", "does not exist"],
  [
    "missing, with thresholds",
    { crit: 5 },
    { type: "missing", why: "noSuchInstance" },
    "UNKNOWN",
    "does not exist",
  ],
  ["below", { warn: 5, crit: 8 }, { type: "gauge", value: 4 }, "OK", "x 4"],
  ["above", { warn: 5, crit: 8 }, { type: "gauge", value: 6 }, "WARNING", "x 6 > 5"],
  ["scaled", { scale: 0.01, crit: 8 }, { type: "integer", value: 850 }, "CRITICAL", "x 8.5 > 8"],
  ["a number as text", { crit: 0.4 }, bytes("0.50"), "CRITICAL", "0.5 > 0.4"],
  ["text where a number is wanted", { crit: 5 }, bytes("high"), "UNKNOWN", "no number"],
  ["ticks are seconds", { crit: "~:600" }, { type: "ticks", value: 100_000 }, "CRITICAL", "1000 > 600"],
  ["a 64-bit counter", { crit: 1 }, { type: "counter64", value: 2n ** 63n }, "CRITICAL", "> 1"],
  ["as expected", { expect: 1 }, { type: "integer", value: 1 }, "OK", ""],
  ["other than expected", { expect: "up" }, bytes("down"), "CRITICAL", "is down, not up"],
  ["matches", { matches: "^Cisco" }, bytes("Cisco IOS"), "OK", ""],
  ["does not match", { matches: "^Cisco" }, bytes("Junos"), "CRITICAL", "is Junos"],
  ["binary is hexadecimal", { expect: "0200ff" }, bytes("\u0002\u0000\u00ff"), "OK", ""],
  ["control sequences are taken off", {}, bytes("a\tb\r\nc"), "OK", "a b c"],
])("%s", (_name, options, value, state, summary) => {
  const label = Object.keys(options).length > 0 ? { label: "x" } : {};
  const verdict = judgeObserved(
    "snmp",
    { oids: [{ oid, ...label, ...options }] },
    { first: [{ oid, value }] },
  );
  expect(verdict).toMatchObject({ state, summary: expect.stringContaining(summary) });
});

test("an answer that is too short is UNKNOWN", () => {
  const verdict = judgeObserved(
    "snmp",
    { oids: [{ oid }, { oid: "1.3.6.1.2" }] },
    {
      first: [{ oid, value: bytes("x") }],
    },
  );
  expect(verdict.state).toBe("UNKNOWN");
});

test("the host's agent is asked; a service has none", async () => {
  const ports = { snmp: { get: async (target: { name: string }, oids: string[]) => [target.name, ...oids] } };
  expect(await askedFor("snmp", { oids: [{ oid }] }, ports)).toEqual({ first: ["web1", oid] });
  await expect(askedFor("snmp", { oids: [{ oid }] }, ports, onService)).rejects.toMatchObject({
    kind: "UNAVAILABLE",
  });
});

const counter = (value: number): SnmpValue => ({ type: "counter", value });

test.each<[string, SnmpValue, SnmpValue, string, string]>([
  ["rises", counter(100), counter(120), "WARNING", "x 10 > 5"],
  ["stands still", counter(100), counter(100), "OK", "x 0"],
  ["begins again", counter(4_294_967_290), counter(2), "OK", "x 4"],
  [
    "is no counter",
    { type: "gauge", value: 1 },
    { type: "gauge", value: 9 },
    "UNKNOWN",
    "no counter that rises",
  ],
  ["has gone", counter(1), { type: "missing", why: "noSuchInstance" }, "UNKNOWN", "does not exist"],
])("the rate of what %s", (_what, before, after, state, summary) => {
  const written = { oids: [{ oid, label: "x", rate: true, warn: 5 }] };
  const seen = { first: [{ oid, value: before }], second: [{ oid, value: after }], elapsedMs: 2_000 };
  expect(judgeObserved("snmp", written, seen)).toMatchObject({
    state,
    summary: expect.stringContaining(summary),
  });
});

test("a rate takes two samples, which stand as far apart as is asked for", async () => {
  let asked = 0;
  const ports = { snmp: { get: async () => [++asked] } };
  const seen = await askedFor("snmp", { oids: [{ oid, rate: true }], sample: "20ms" }, ports);
  expect(seen).toMatchObject({ first: [1], second: [2] });
});
