import { describe, expect, it } from "vitest";
import { checkTypes } from "../../../src/checks/index.js";
import { runCli } from "../../support/run-cli.js";

describe("itom check --types TYPE", () => {
  it.each([...checkTypes.values()])("describes $name with its options and its example", async (type) => {
    const { status, stdout } = await runCli(["check", "--types", type.name]);
    expect(status).toBe(0);
    const shape = (type.options as unknown as { shape?: object }).shape ?? {};
    const words = stdout.split(/\s+/);
    expect(stdout.startsWith(`${type.name}: ${type.summary}\n`)).toBe(true);
    expect([...Object.keys(shape), "attempts", "needs"].filter((name) => !words.includes(name))).toEqual([]);
    expect(stdout).toContain(type.example.trim().split("\n")[0]);
  });

  it("tells which of them must be given", async () => {
    const { stdout } = await runCli(["check", "--types", "cluster"]);
    expect(stdout).toMatch(/^ {2}at_least +required/m);
  });

  it("gives one in the JSON document", async () => {
    const { stdout } = await runCli(["check", "--types", "disk", "--json"]);
    expect((JSON.parse(stdout) as { results: { name: string }[] }).results.map(({ name }) => name)).toEqual([
      "disk",
    ]);
  });

  it("refuses one that there is not, with the nearest", async () => {
    const { status, stderr } = await runCli(["check", "--types", "dsk"]);
    expect(status).toBe(64);
    expect(stderr).toContain('did you mean "disk"?');
  });
});
