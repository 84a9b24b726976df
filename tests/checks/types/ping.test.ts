import { expect, test } from "vitest";
import type { PingOutcome } from "../../../src/ports/icmp.js";
import { askedFor, judgeObserved, onService } from "./probe.js";

const thresholds = { warn: "100ms,20%", crit: "500ms,60%" };
const up = (received: number, ...timesMs: number[]): PingOutcome => ({
  state: "up",
  sent: 5,
  received,
  timesMs,
});

test.each<[string, PingOutcome, string, string]>([
  ["fine", up(5, 10, 20, 30, 20, 20), "OK", "20 ms, 0 % lost"],
  ["slow", up(5, 150, 150), "WARNING", "round trip 150 ms > 100 ms"],
  ["very slow", up(5, 600), "CRITICAL", "round trip 600 ms > 500 ms"],
  ["some lost", up(3, 10), "WARNING", "packet loss 40 % > 20 %"],
  ["most lost", up(1, 10), "CRITICAL", "packet loss 80 % > 60 %"],
  [
    "down",
    { state: "down", sent: 5, reason: "no answer to 5 packets" },
    "CRITICAL",
    "down: no answer to 5 packets",
  ],
  ["unknown", { state: "unknown", reason: "no ping" }, "UNKNOWN", "could not ping: no ping"],
  ["answered without a time", up(5), "UNKNOWN", "round trip could not be determined"],
])("%s", (_name, outcome, state, summary) => {
  const verdict = judgeObserved("ping", thresholds, outcome);
  expect(verdict).toMatchObject({ state, summary: expect.stringContaining(summary) });
});

test("down is CRITICAL without thresholds, and its values stay undetermined", () => {
  const verdict = judgeObserved("ping", {}, { state: "down", sent: 5, reason: "silence" });
  expect(verdict.state).toBe("CRITICAL");
  expect(verdict.values).toMatchObject([
    { label: "rtt", value: null },
    { label: "loss", value: 100 },
  ]);
});

test.each<[string, number[], string]>([
  ["even", [10, 11, 10], "OK"],
  ["uneven", [10, 90, 10], "CRITICAL"],
  ["of one packet", [10], "UNKNOWN"],
])("jitter that is %s", (_name, times, state) => {
  expect(
    judgeObserved(
      "ping",
      { jitter: { crit: "30ms" } },
      { state: "up", sent: times.length, received: times.length, timesMs: times },
    ).state,
  ).toBe(state);
});

test("values are in seconds and carry the thresholds as written", () => {
  const { values } = judgeObserved("ping", thresholds, up(5, 10, 30));
  expect(values).toEqual([
    { label: "rtt", value: 0.02, unit: "s", warn: "100ms", crit: "500ms" },
    { label: "loss", value: 0, unit: "%", warn: "20%", crit: "60%" },
    { label: "jitter", value: 0.02, unit: "s" },
  ]);
});

test("the host's address is asked, or the one given", async () => {
  const ports = { icmp: { ping: async (request: unknown) => request } };
  expect(await askedFor("ping", { packets: 3 }, ports)).toMatchObject({
    address: "10.0.0.1",
    packets: 3,
    size: 56,
  });
  expect(await askedFor("ping", { host: "::1", family: 6 }, ports)).toMatchObject({
    address: "::1",
    family: 6,
  });
  await expect(async () => askedFor("ping", {}, ports, onService)).rejects.toMatchObject({
    kind: "UNAVAILABLE",
  });
});
