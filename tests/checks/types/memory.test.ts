import { describe, expect, it } from "vitest";
import { judgeWritten } from "./output.js";

const kib = (fields: Record<string, number>): string =>
  Object.entries(fields)
    .map(([name, amount]) => `${name}: ${amount} kB\n`)
    .join("");

const recorded = `MemTotal: 8048764 kB
MemFree: 213904 kB
MemAvailable: 603000 kB
Buffers: 27080 kB
Cached: 560392 kB
SwapCached: 0 kB
SwapTotal: 1000 kB
SwapFree: 250 kB
`;
const old = { MemTotal: 1000, MemFree: 20, Buffers: 10, Cached: 40, SReclaimable: 10, Shmem: 5 };

describe("memory", () => {
  it.each([
    [{}, recorded, "WARNING", "available memory 7.5 % < 10 %"],
    [{ warn: "5%" }, recorded, "OK", "588.9 MiB (7.5 %) of 7.7 GiB available"],
    [{ crit: "1GiB" }, recorded, "CRITICAL", "available memory 588.9 MiB < 1.0 GiB"],
    [{ warn: "5%", swap: { warn: "50%", crit: "70%" } }, recorded, "CRITICAL", "swap in use 75 % > 70 %"],
    [{ warn: "5%", swap: { crit: "70%" } }, kib({ ...old, SwapTotal: 0, SwapFree: 0 }), "OK", undefined],
    [{ warn: "5%", swap: {} }, kib(old), "UNKNOWN", "the swap in use could not be determined"],
    [{ warn: "8%" }, kib(old), "WARNING", "available memory 7.5 % < 8 %"],
    [{ warn: "5%" }, kib({ MemTotal: 1000 }), "UNKNOWN", undefined],
    [{ warn: "5%" }, kib({ MemTotal: 0, MemAvailable: 0 }), "UNKNOWN", undefined],
    [{ warn: "5%" }, kib({ MemTotal: 10, MemAvailable: 20 }), "UNKNOWN", undefined],
    [{}, "MemTotal: lots kB\nMemAvailable: 5 kB\n", "UNKNOWN", undefined],
  ])("%j judges", (written, output, state, summary) => {
    const verdict = judgeWritten("memory", written, output);
    expect(verdict.state).toBe(state);
    expect(verdict.summary).toContain(summary ?? "");
  });

  it("gives share and bytes with the thresholds of each", () => {
    expect(judgeWritten("memory", { warn: "5%", crit: "100MiB" }, recorded).values).toEqual([
      { label: "available", value: 7.49, unit: "%", warn: "5%" },
      { label: "available_bytes", value: 603_000 * 1024, unit: "B", crit: "100MiB", max: 8_048_764 * 1024 },
    ]);
  });
});
