import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const half = "SwapCached: 0 kB\nSwapTotal: 1000 kB\nSwapFree: 400 kB\n";

describe("swap", () => {
  it.each([
    [{}, half, "WARNING", "swap in use 60 % > 50 %"],
    [{ warn: "70%" }, half, "OK", "60 % of 1000.0 KiB swap used"],
    [{ crit: "50%" }, half, "CRITICAL", "swap in use 60 % > 50 %"],
    [{}, "SwapTotal: 0 kB\nSwapFree: 0 kB\n", "OK", "there is no swap"],
    [
      {},
      "SwapTotal: 10 kB\nSwapFree: 20 kB\n",
      "UNKNOWN",
      "/proc/meminfo could not be read: SwapTotal: 10 kB",
    ],
    [{}, "", "UNKNOWN", "/proc/meminfo could not be read: the host printed nothing"],
  ])("%j judges %j", (written, output, state, summary) => {
    expect(judgeWritten("swap", written, output)).toMatchObject({ state, summary });
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("swap", {}, printed(half, { exitCode: 2 })).state).toBe("UNKNOWN");
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    const { values } = judgeWritten("swap", {}, await runWritten(command, "swap", {}));
    expect(values).toHaveLength(1);
  });
});
