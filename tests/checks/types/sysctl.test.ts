import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const written = { values: { "kernel.a": 2, "net.ipv4.b": "1 2" } };

describe("sysctl", () => {
  it.each([
    ["v 0 2\nv 1 1\t2\n", "OK", "kernel.a is 2; net.ipv4.b is 1 2"],
    ["v 0 1\nv 1 1\t2\n", "CRITICAL", "kernel.a is 1, expected 2"],
    ["v 0 2\n", "UNKNOWN", "net.ipv4.b could not be read"],
    ["", "UNKNOWN", "kernel.a could not be read; net.ipv4.b could not be read"],
  ])("judges %j", (output, state, summary) => {
    expect(judgeWritten("sysctl", written, output)).toMatchObject({ state, summary });
  });

  it("lets no name into the shell that is none", () => {
    expect(() => judgeWritten("sysctl", { values: { "a.b;reboot": 1 } }, "")).toThrow(/./);
    expect(() => judgeWritten("sysctl", { values: { "a/../../etc/passwd": 1 } }, "")).toThrow(/./);
    expect(() => judgeWritten("sysctl", { values: {} }, "")).toThrow(/./);
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("sysctl", written, printed("v 0 2\n", { exitCode: 2 })).state).toBe("UNKNOWN");
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    const wanted = { values: { "kernel.pid_max": "~", "kernel.no_such_thing": 1 } };
    const output = await runWritten(command, "sysctl", wanted);
    expect(judgeWritten("sysctl", wanted, output).summary).toMatch(
      /^kernel.pid_max is \d+, expected ~; kernel.no_such_thing could not be read$/,
    );
  });
});
