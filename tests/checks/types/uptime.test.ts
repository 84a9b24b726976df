import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

describe("uptime", () => {
  it.each([
    [{}, "uptime 86400.55 99\n", "OK", "up for 1 d"],
    [{ warn: "15min" }, "uptime 60.00 1\n", "WARNING", "up 1 min < 15 min"],
    [{ crit: ">90d" }, "uptime 8640000 1\n", "CRITICAL", "up 100 d > 90 d"],
    [{}, "uptime x\n", "UNKNOWN", "/proc/uptime could not be read: uptime x"],
    [{}, "", "UNKNOWN", "/proc/uptime could not be read: the host printed nothing"],
  ])("%j judges %j", (written, output, state, summary) => {
    expect(judgeWritten("uptime", written, output)).toMatchObject({ state, summary });
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    const output = await runWritten(command, "uptime", {});
    expect(judgeWritten("uptime", {}, output).state).toBe("OK");
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("uptime", {}, printed("uptime 5 5\n", { exitCode: 2 })).state).toBe("UNKNOWN");
  });
});
