import { describe, expect, it } from "vitest";
import { ConnectionError } from "../../../src/lib/connection-error.js";
import type { ShellRequest } from "../../../src/ports/shell.js";
import { askedFor, judgeFailure, judgeObserved, now } from "./probe.js";

const asked = Date.UTC(2026, 4, 1, 12);

function judge(printed: string, more: object = {}, written: object = {}) {
  const seen = { printed, exitCode: 0, askedAt: asked, answeredAt: asked + 99, sync: "none", ...more };
  return judgeObserved("clock", { ...written }, seen);
}

const at = (ms: number): string => `${((asked + ms) / 1_000).toFixed(6)}000\n`;

describe("clock", () => {
  it.each([
    ["within the way there", at(50), {}, "OK", "the clock is right within 50 ms"],
    ["ahead for certain, but little", at(600), {}, "OK", "the clock is off between 500 ms and 600 ms"],
    ["perhaps ahead of warn", at(1_050), {}, "OK", "the clock is off between 950 ms and 1.05 s"],
    ["ahead", at(2_100), {}, "WARNING", "the clock is off by at least 2.00 s > 1.00 s"],
    ["behind", at(-20_000), {}, "CRITICAL", "the clock is off by at least 20.0 s > 10.0 s"],
    ["in whole seconds", `${asked / 1_000}.%N\n`, {}, "OK", "the clock is right within 1.00 s"],
    ["in whole seconds without %N", `${asked / 1_000}.\n`, {}, "OK", "the clock is right within 1.00 s"],
  ])("judges a clock %s", (_, printed, more, state, summary) => {
    expect(judge(printed, more)).toMatchObject({ state, summary });
  });

  it("can't tell what the way there hides", () => {
    const slow = { answeredAt: asked + 30_000 };
    expect(judge(at(15_000), slow)).toMatchObject({
      state: "UNKNOWN",
      summary: "the answer took too long to tell: the clock is off between -15.0 s and 15.0 s",
    });
  });

  it.each([
    ["nothing", "", {}],
    ["words", "Fri May  1 12:00:00 UTC 2026\n", {}],
    ["an error", at(0), { exitCode: 1 }],
    ["a lost shell", at(0), { exitCode: null }],
    ["our own clock set back", at(0), { answeredAt: asked - 5_000 }],
    ["two lines", `1\n${at(0)}`, {}],
  ])("is UNKNOWN on %s", (_, printed, more) => {
    expect(judge(printed, more).state).toBe("UNKNOWN");
  });

  const chrony = (status: string): string =>
    `chronyc A29FC801,162.159.200.1,4,1761234567.123,0.000012,-0.000003,0.000025,-12.3,0.001,0.05,0.012,0.0006,64.2,${status}\n`;
  it.each([
    [chrony("Normal"), "OK"],
    [chrony("Not synchronised"), "CRITICAL"],
    ["chronyc 506 Cannot talk to daemon\n", "UNKNOWN"],
    ['ntpq associd=0 status=0615 leap_none, sync_ntp, 1 event, clock_sync,\nversion="ntpd"\n', "OK"],
    ["ntpq associd=0 status=c016 leap_alarm, sync_unspec, 1 event, restart,\n", "CRITICAL"],
    ["timedatectl NTPSynchronized=yes\n", "OK"],
    ["timedatectl NTPSynchronized=no\n", "CRITICAL"],
    ["timedatectl \n", "UNKNOWN"],
    ["none\n", "UNKNOWN"],
    ["", "UNKNOWN"],
  ])("reads %j", (sync, state) => {
    expect(judge(at(50), { sync }, { synchronised: true }).state).toBe(state);
    expect(judge(at(50), { sync }).state).toBe("OK");
  });

  it("times only the question itself, and does without a daemon that hangs", async () => {
    const commands: string[] = [];
    const session = {
      async run({ command }: ShellRequest) {
        commands.push(command);
        if (commands.length > 1) throw new ConnectionError("TIMEOUT", "late");
        return { stdout: Buffer.from("1777636800.5\n"), exitCode: 0 };
      },
      close: async () => undefined,
    };
    const seen = await askedFor("clock", {}, { shell: { connect: async () => session } });
    expect(seen).toEqual({
      printed: "1777636800.5\n",
      exitCode: 0,
      askedAt: now.getTime(),
      answeredAt: now.getTime(),
      sync: "none",
    });
    expect(judgeFailure("clock", {}, "TIMEOUT").state).toBe("UNKNOWN");
  });
});
