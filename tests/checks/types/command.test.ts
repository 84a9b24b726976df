import { describe, expect, it } from "vitest";
import { checkTypes } from "../../../src/checks/types/index.js";
import { judgeWritten, printed } from "./output.js";

const judge = (written: Record<string, unknown>, output: Parameters<typeof judgeWritten>[2]) =>
  judgeWritten("command", { command: "c", ...written }, output);

describe("command", () => {
  it.each([
    [{}, printed(""), "OK", "exit status 0"],
    [{}, printed("all fine\nmore"), "OK", "all fine"],
    [
      {},
      printed("", { exitCode: 3, stderr: "it broke\n" }),
      "CRITICAL",
      "exit status 3, expected 0: it broke",
    ],
    [{ expect: { exit: [0, 3] } }, printed("", { exitCode: 3 }), "OK", "exit status 3"],
    [{ expect: { exit: 1 } }, printed("", { exitCode: 0 }), "CRITICAL", "exit status 0, expected 1"],
    [
      { expect: { exit: { 0: "ok", 2: "warning" } } },
      printed("", { exitCode: 2 }),
      "WARNING",
      "exit status 2, expected 0",
    ],
    [{ expect: { exit: { 1: "unknown" } } }, printed("", { exitCode: 0 }), "CRITICAL", "exit status 0"],
    [
      {},
      printed("", { exitCode: 127, stderr: "sh: 1: foo: not found" }),
      "UNKNOWN",
      "foo is not on the host",
    ],
    [
      {},
      printed("", { exitCode: 127, stderr: "sh: line 1: foo: command not found" }),
      "UNKNOWN",
      "foo is not on the host",
    ],
    [
      {},
      printed("", { exitCode: 126, stderr: "sh: 1: ./x: Permission denied" }),
      "UNKNOWN",
      "./x can't be run on the host",
    ],
    [{ expect: { exit: 127 } }, printed("", { exitCode: 127 }), "OK", "exit status 127"],
    [{}, printed("x", { exitCode: null }), "CRITICAL", "exit status missing, expected 0: x"],
  ])("%j judges the exit status", (written, output, state, summary) => {
    expect(judge(written, output)).toMatchObject({ state, summary });
  });

  it.each([
    [{ stdout: { matches: "^ready$" } }, printed("not yet\nready\n"), "OK", undefined],
    [{ stdout: { matches: ["a", "b"] } }, printed("a"), "CRITICAL", "stdout does not match /b/"],
    [{ stdout: { matches: "(?i)READY" } }, printed("ready"), "OK", undefined],
    [
      { stdout: { lacks: "ERROR.*" } },
      printed("x\nERROR 5 at\n"),
      "CRITICAL",
      'stdout has "ERROR 5 at", which /ERROR.*/ forbids',
    ],
    [
      { stdout: { lacks: "ERROR" } },
      printed("fine", { truncated: true }),
      "UNKNOWN",
      "stdout is too long to be looked at whole",
    ],
    [
      { stdout: { matches: "end" } },
      printed("fine", { truncated: true }),
      "UNKNOWN",
      "stdout is too long to be looked at whole",
    ],
    [{ stdout: { matches: "f" } }, printed("fine", { truncated: true }), "OK", undefined],
    [{ stderr: { lacks: "." } }, printed("", { stderr: "warning" }), "CRITICAL", undefined],
  ])("%j judges the text", (expectation, output, state, summary) => {
    const verdict = judge({ expect: expectation }, output);
    expect(verdict.state).toBe(state);
    expect(verdict.summary).toContain(summary ?? "");
  });

  it.each([
    [{ warn: 10 }, "11\n", "WARNING", "11 > 10"],
    [{ warn: 10 }, " 9.5 \n", "OK", "number 9.5"],
    [{ crit: "<3" }, "-4", "CRITICAL", "-4 < 3"],
    [{ warn: 10 }, "", "UNKNOWN", "stdout has no number alone"],
    [{ warn: 10 }, "9 files", "UNKNOWN", "stdout has no number alone"],
    [{ warn: 10 }, "NaN", "UNKNOWN", "stdout has no number alone"],
    [{ warn: 10, number: "depth=(\\S+)" }, "a depth=12 b", "WARNING", "12 > 10"],
    [
      { warn: 10, number: "depth=(\\S+)" },
      "depth=none",
      "UNKNOWN",
      "stdout has no number for /depth=(\\S+)/",
    ],
    [
      { number: "(?:a|a)*b(\\d)" },
      "a".repeat(200),
      "UNKNOWN",
      "stdout has no number for /(?:a|a)*b(\\d)/ that is found in time",
    ],
    [{ number: "(\\d+)" }, "", "UNKNOWN", "stdout has no number for /(\\d+)/"],
  ])("%j judges the number in %j", (written, stdout, state, summary) => {
    expect(judge(written, stdout)).toMatchObject({ state, summary });
  });

  const document = '{"queue":{"depth":7},"nodes":[{"state":"up"}],"a.b":null,"big":"x"}';
  it.each([
    [{ path: "queue.depth", warn: 5 }, "WARNING", "queue.depth 7 > 5"],
    [{ path: "$.nodes[0].state", is: "up" }, "OK", "exit status"],
    [{ path: "nodes[0].state", is: "down" }, "CRITICAL", 'nodes[0].state is "up", expected "down"'],
    [{ path: "nodes[0].state", matches: "^u" }, "OK", ""],
    [{ path: "queue", matches: "^u" }, "UNKNOWN", "queue is a map, no text"],
    [{ path: '["a.b"]', is: null }, "OK", ""],
    [{ path: "queue.lag", warn: 5 }, "UNKNOWN", "the JSON has no queue.lag"],
    [{ path: "nodes[1].state", is: "up" }, "UNKNOWN", "the JSON has no nodes[1].state"],
    [{ path: "nodes.length", warn: 5 }, "UNKNOWN", "the JSON has no nodes.length"],
    [{ path: "queue.constructor" }, "UNKNOWN", "the JSON has no queue.constructor"],
    [{ path: "big", warn: 5 }, "UNKNOWN", 'big is "x", no number'],
    [{ path: "queue.depth", is: "7" }, "CRITICAL", 'queue.depth is 7, expected "7"'],
    [[{ path: "queue" }, { path: "none" }], "UNKNOWN", "the JSON has no none"],
  ])("%j judges JSON", (json, state, summary) => {
    const verdict = judge({ expect: { json } }, document);
    expect(verdict.state).toBe(state);
    expect(verdict.summary).toContain(state === "OK" ? "" : summary);
  });

  it.each(["", "{", "<html>", "[]", "null", '"text"', document.slice(0, -1)])(
    "never passes JSON that is %j",
    (text) => {
      expect(judge({ expect: { json: { path: "queue.depth", crit: 100 } } }, text).state).toBe("UNKNOWN");
    },
  );

  it.each([
    [{}],
    [{ command: "" }],
    [{ command: "c", expect: { exit: 256 } }],
    [{ command: "c", expect: { exit: { 0: "fine" } } }],
    [{ command: "c", expect: { exit: [] } }],
    [{ command: "c", expect: { stdout: { matches: "(" } } }],
    [{ command: "c", expect: { json: { path: "a..b" } } }],
    [{ command: "c", expect: { json: { path: "a[x]" } } }],
    [{ command: "c", warn: 20, crit: 10 }],
  ])("refuses %j", (written) => {
    expect(checkTypes.get("command")?.options.safeParse(written).success).toBe(false);
  });
});
