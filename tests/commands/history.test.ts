import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { result } from "../state/results.js";
import { openCheckStore } from "../../src/state/check-store.js";
import { now, folderWith, run, morning } from "./support/two-days.js";

describe("itom history", () => {
  test("shows bar, line, percentiles, counts and changes", async () => {
    const cwd = await folderWith(morning);
    const { status, stdout, stderr } = await run(cwd, "history", "web1/ping", "--since", "1d");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("2026-11-27 12:00 to 2026-11-28 12:00 UTC");
    expect(stdout).toContain("web1/ping  OK  288 results");
    expect(stdout).toMatch(/state {3}·{50}C{3}·{7} {2}OK 276, CRITICAL 12/);
    expect(stdout).toMatch(
      /rta {5}[▁▂▃▄▅▆▇█ ]{60} {2}last 0\.0\d+s {2}p50 0\.0\d+s {2}p95 0\.0\d+s {2}max 0\.0\d+s/,
    );
    expect(stdout).toContain(
      "2026-11-28 09:00  CRITICAL → OK  12 ms\n  2026-11-28 08:00  OK → CRITICAL  no answer",
    );
  });

  test("says the same of a packed day", async () => {
    const cwd = await folderWith(morning);
    const words = ["history", "web1", "--since", "2d"];
    const before = await run(cwd, ...words);
    expect((await run(cwd, "state", "compact")).stdout).toContain("packed     2026-11-27  1152 results");
    expect(readdirSync(join(cwd, ".itom/checks/packed"))).toEqual(["2026-11-27.jsonl.gz"]);
    expect(await run(cwd, ...words)).toEqual(before);
    expect(await run(cwd, "state", "compact")).toMatchObject({ status: 0, stdout: "nothing to do\n" });
  });

  test("--json is one document", async () => {
    const cwd = await folderWith(morning);
    const { stdout } = await run(cwd, "history", "web1", "--since", "1d", "--json");
    const document = JSON.parse(stdout) as { results: { bar: string[]; values: { line: number[] }[] }[] };
    expect(document).toMatchObject({
      schema: "itom.history/1",
      summary: { from: "2026-11-27T12:00:00.000Z", checks: 1, results: 288, skipped: 0 },
      results: [
        {
          host: "web1",
          check: "ping",
          state: "OK",
          states: { OK: 276, CRITICAL: 12 },
          changes: [
            { at: "2026-11-28T08:00:00.000Z", from: "OK", to: "CRITICAL", summary: "no answer" },
            { from: "CRITICAL", to: "OK" },
          ],
          values: [{ label: "rta", unit: "s", n: 276 }],
        },
      ],
    });
    expect(document.results[0]?.bar).toHaveLength(60);
    expect(document.results[0]?.values[0]?.line).toHaveLength(60);
  });

  test("--csv gives every result, and those of an old day by the hour", async () => {
    const cwd = await folderWith(morning);
    const { stdout } = await run(
      cwd,
      "history",
      "web1",
      "--since",
      "2026-11-28T07:50Z",
      "--until",
      "2026-11-28T08:05Z",
      "--csv",
    );
    expect(stdout.split("\r\n").slice(0, 4)).toEqual([
      "time,of,target,check,type,state,hard,durationMs,label,unit,value,n,min,max,p50,p95,summary",
      expect.stringMatching(/^2026-11-28T07:50:00.000Z,result,web1,ping,ping,OK,true,12,rta,s,0\.0\d+,1,/),
      expect.stringMatching(/^2026-11-28T07:55/),
      "2026-11-28T08:00:00.000Z,result,web1,ping,ping,CRITICAL,true,12,,,,1,,,,,no answer",
    ]);
    await run(cwd, "state", "compact");
    const packed = join(cwd, ".itom/checks/packed/2026-11-27.jsonl.gz");
    const { unlinkSync } = await import("node:fs");
    unlinkSync(packed);
    const old = await run(cwd, "history", "web1", "--since", "2d", "--until", "1d", "--csv");
    expect(old.stdout.split("\r\n")[1]).toMatch(
      /^2026-11-27T00:00:00.000Z,hour,web1,ping,ping,OK,,,rta,s,0\.01\d+,12,/,
    );
  });

  test.each([
    [["web9"], 64, 'nothing is known of "web9"', "web1"],
    [["web1", "--since", "lately"], 64, "--since lately is no time", "write 7d"],
    [["web1", "--since", "1d", "--until", "2d"], 64, "is not before --until", ""],
    [["web1", "--csv", "--json"], 64, "not both", ""],
    [["web1", "--since", "9d", "--until", "8d"], 3, "nothing was recorded of web1", "further back"],
  ])("history %j is refused with %i", async (words, status, message, hint) => {
    const cwd = await folderWith(morning);
    const store = await openCheckStore(join(cwd, ".itom"), { now });
    await store.record([result({ check: "ping", type: "ping", startedAt: "2026-11-28T11:59:59.000Z" })]);
    const answer = await run(cwd, "history", ...words);
    expect(answer.status).toBe(status);
    expect(answer.stderr + answer.stdout).toContain(message);
    expect(answer.stderr + answer.stdout).toContain(hint);
  });

  test("damage is told, and no success", async () => {
    const cwd = await folderWith(morning);
    const file = join(cwd, ".itom/checks/history/2026-11-28.jsonl");
    writeFileSync(file, readFileSync(file, "utf8").replace('"s":["OK",4]', '"s":["OK",5]'));
    const answer = await run(cwd, "history", "web1");
    expect(answer.status).toBe(3);
    expect(answer.stderr).toContain("itom state verify");
  });

  test("control characters of a summary do not reach the terminal", async () => {
    const cwd = await folderWith(morning);
    const store = await openCheckStore(join(cwd, ".itom"), { now });
    const bad = {
      check: "ping",
      type: "ping",
      state: "CRITICAL",
      summary: "\u001B[31mred",
      startedAt: "2026-11-28T11:59:59.000Z",
    };
    await store.record([result(bad)]);
    const { stdout } = await run(cwd, "history", "web1");
    expect(stdout).toContain("\\x1b[31mred");
    expect(stdout).not.toContain("\u001B");
  });
});
