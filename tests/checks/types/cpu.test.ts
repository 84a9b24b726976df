import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const two = (a: string, b: string): string => `a cpu  ${a}\nb cpu  ${b}\n`;

describe("cpu", () => {
  it.each([
    [{}, two("0 0 0 0 0 0 0 0 0 0", "50 0 0 50 0 0 0 0 0 0"), "OK", "processors 50 % busy"],
    [{}, two("0 0 0 0", "95 0 0 5"), "WARNING", "processors busy 95 % > 90 %"],
    [{}, two("0 0 0 0", "99 0 0 1"), "CRITICAL", "processors busy 99 % > 98 %"],
    [
      { steal: { warn: "10%" } },
      two("0 0 0 0 0 0 0 0", "10 0 0 60 0 0 0 30"),
      "WARNING",
      "processors steal 30 % > 10 %",
    ],
    [
      { iowait: { crit: "20%" } },
      two("0 0 0 0 9 0 0 0", "10 0 0 60 39 0 0 0"),
      "CRITICAL",
      "processors iowait 30 % > 20 %",
    ],
    [{}, two("1 1 1 1", "1 1 1 1"), "UNKNOWN", "/proc/stat could not be read: a cpu  1 1 1 1"],
    [{}, "a cpu  1 1 1 1\n", "UNKNOWN", "/proc/stat could not be read: a cpu  1 1 1 1"],
    [{}, "", "UNKNOWN", "/proc/stat could not be read: the host printed nothing"],
  ])("%j judges %j", (written, output, state, summary) => {
    expect(judgeWritten("cpu", written, output)).toMatchObject({ state, summary });
  });

  it("counts a counter that went back as nothing", () => {
    expect(judgeWritten("cpu", {}, two("0 0 0 0 90", "10 0 0 90 10")).values).toEqual([
      { label: "busy", value: 10, unit: "%", warn: "90%", crit: "98%" },
      { label: "iowait", value: 0, unit: "%" },
      { label: "steal", value: 0, unit: "%" },
    ]);
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    const output = await runWritten(command, "cpu", { warn: "100%" });
    expect(judgeWritten("cpu", { warn: "100%" }, output).state).toBe("OK");
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("cpu", {}, printed("", { exitCode: 2 })).state).toBe("UNKNOWN");
  });
});
