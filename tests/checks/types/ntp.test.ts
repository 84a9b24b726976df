import { describe, expect, it } from "vitest";
import type { NtpAnswer } from "../../../src/ports/ntp.js";
import { askedFor, isAccepted, judgeFailure, judgeObserved } from "./probe.js";

const good: NtpAnswer = {
  address: "10.0.0.1",
  leap: 0,
  stratum: 2,
  reference: "10.0.0.9",
  offsetMs: 12,
  delayMs: 4,
  rootDelayMs: 10,
  rootDispersionMs: 20,
};

describe("ntp", () => {
  it.each<[string, Partial<NtpAnswer>, Record<string, unknown>, string, string]>([
    ["within the usual", {}, {}, "OK", "offset 12 ms, stratum 2"],
    ["behind", { offsetMs: -250 }, {}, "WARNING", "offset 250 ms > 100 ms"],
    ["far ahead", { offsetMs: 3_000 }, {}, "CRITICAL", "offset 3.00 s > 1.00 s"],
    ["its own thresholds", { offsetMs: 3_000 }, { crit: "5s" }, "OK", "offset 3.00 s, stratum 2"],
    ["not synchronised by leap", { leap: 3 }, {}, "CRITICAL", "the server says that it is not synchronised"],
    [
      "not synchronised by stratum",
      { stratum: 16 },
      {},
      "CRITICAL",
      "the server says that it is not synchronised",
    ],
    ["too far from a reference", { stratum: 5 }, { max_stratum: 3 }, "CRITICAL", "stratum 5 > 3"],
    [
      "denied",
      { stratum: 0, kiss: "DENY", leap: 3 },
      {},
      "CRITICAL",
      "the server refuses to tell us the time (DENY)",
    ],
    [
      "asked too often",
      { stratum: 0, kiss: "RATE" },
      {},
      "UNKNOWN",
      "the server says that it is asked too often (RATE)",
    ],
    ["no number", { offsetMs: Number.NaN }, {}, "UNKNOWN", "offset could not be determined"],
  ])("judges a server that is %s", (_, answer, written, state, summary) => {
    expect(judgeObserved("ntp", written, { ...good, ...answer })).toMatchObject({ state, summary });
  });

  it("asks the host's address, or another", async () => {
    const ports = { ntp: { query: async (request: object) => request } };
    expect(await askedFor("ntp", {}, ports)).toMatchObject({ address: "10.0.0.1", port: 123 });
    const other = { host: "ntp.example.test", port: 1123, family: 6 };
    expect(await askedFor("ntp", other, ports)).toMatchObject({
      address: "ntp.example.test",
      port: 1123,
      family: 6,
    });
  });

  it("is CRITICAL where nobody answers, and refuses what makes no sense", () => {
    expect(judgeFailure("ntp", {}, "TIMEOUT").state).toBe("CRITICAL");
    expect(judgeFailure("ntp", {}, "UNAVAILABLE").state).toBe("UNKNOWN");
    expect(isAccepted("ntp", { max_stratum: 16 })).toBe(false);
    expect(isAccepted("ntp", { warn: "2s", crit: "1s" })).toBe(false);
  });
});
