import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";

const judge = (output: Parameters<typeof judgeWritten>[2]) =>
  judgeWritten("plugin", { command: "p" }, output);

describe("plugin", () => {
  it.each([
    [0, "OK"],
    [1, "WARNING"],
    [2, "CRITICAL"],
    [3, "UNKNOWN"],
  ])("exit status %i is %s", (exitCode, state) => {
    expect(judge(printed("DISK - free space: / 3326 MB", { exitCode }))).toMatchObject({
      state,
      summary: "DISK - free space: / 3326 MB",
    });
  });

  it("reads text, long text and performance data (the guidelines' own example)", () => {
    const verdict = judge(
      [
        "DISK OK - free space: / 3326 MB (56%); | /=2643MB;5948;5958;0;5968",
        "/ 15272 MB (77%);",
        "/boot 68 MB (69%);",
        "/home 69357 MB (27%); | /boot=68MB;88;93;0;98",
        "/home=69357MB;253404;253409;0;253414",
        "",
      ].join("\n"),
    );
    expect(verdict.summary).toBe("DISK OK - free space: / 3326 MB (56%);");
    expect(verdict.details).toEqual(["/ 15272 MB (77%);", "/boot 68 MB (69%);", "/home 69357 MB (27%);"]);
    expect(verdict.values.map(({ label, unit }) => `${label} ${unit}`)).toEqual([
      "/ B",
      "/boot B",
      "/home B",
    ]);
    expect(verdict.values[0]).toMatchObject({
      value: 2643 * 1024 ** 2,
      warn: String(5948 * 1024 ** 2),
      min: 0,
    });
  });

  it("keeps what is no performance data as a detail", () => {
    expect(judge("ok | time=1,5s x=1")).toMatchObject({
      state: "OK",
      values: [{ label: "x", value: 1 }],
      details: ["no performance data: time=1,5s"],
    });
  });

  it.each([
    [printed("", { exitCode: 0 }), "UNKNOWN"],
    [printed("\n\n", { exitCode: 1 }), "UNKNOWN"],
    [printed("", { exitCode: 2, stderr: "Traceback" }), "CRITICAL"],
    [printed("| a=1", { exitCode: 0 }), "UNKNOWN"],
    [printed("\0\u0001ELF", { exitCode: 0 }), "UNKNOWN"],
    [printed("fine", { exitCode: 4 }), "UNKNOWN"],
    [printed("fine", { exitCode: 139 }), "UNKNOWN"],
    [printed("fine", { exitCode: null }), "UNKNOWN"],
    [printed("", { exitCode: 127, stderr: "sh: 1: check_x: not found" }), "UNKNOWN"],
  ])("%j is %s", (output, state) => {
    const verdict = judge(output);
    expect(verdict.state).toBe(state);
    expect(verdict.summary).not.toBe("");
  });

  it("says what is missing", () => {
    expect(judge(printed("", { exitCode: 127, stderr: "sh: 1: check_x: not found" })).summary).toBe(
      "check_x is not on the host",
    );
  });
});
