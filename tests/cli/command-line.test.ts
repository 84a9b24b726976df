import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { runCli } from "../support/run-cli.js";

describe("the command line", () => {
  it("prints its version and its help on stdout", async () => {
    expect(await runCli(["--version"])).toMatchObject({ status: 0, stdout: "0.0.0-test\n", stderr: "" });
    const help = await runCli(["--help"]);
    expect(help).toMatchObject({ status: 0, stderr: "" });
    for (const command of commands) expect(help.stdout).toContain(command.name.split(" ")[0]);
  });

  it("gives every command examples and exit statuses in its help", async () => {
    for (const command of commands) {
      const help = await runCli([...command.name.split(" "), "--help"]);
      expect(help.status, command.name).toBe(0);
      expect(help.stdout).toMatch(/Examples:[\s\S]*Exit status:/);
    }
  });

  it.each([
    [[]],
    [["chekc"]],
    [["check", "--nonsense"]],
    [["check", "a", "b"]],
    [["check", "--forks", "none"]],
  ])("refuses %j with 64 and says so on stderr", async (argv: string[]) => {
    const answer = await runCli(argv);
    expect(answer).toMatchObject({ status: 64, stdout: "" });
    expect(answer.stderr).not.toBe("");
  });

  it("suggests the nearest command", async () => {
    expect((await runCli(["chekc"])).stderr).toContain("Did you mean check?");
  });

  it("answers a wrong call with one error document under --json", async () => {
    for (const argv of [
      ["--json"],
      ["--json", "chekc"],
      ["check", "--json", "--nonsense"],
      ["check", "--json", "-f", "0"],
    ]) {
      const answer = await runCli(argv);
      expect(answer).toMatchObject({ status: 64, stderr: "" });
      expect(JSON.parse(answer.stdout)).toMatchObject({ schema: "itom.error/1", code: "USAGE" });
    }
  });
});

it("refuses a time that a timer would cut to nothing", async () => {
  const { status, stderr } = await runCli(["check", "--timeout", "50d"]);
  expect(status).toBe(64);
  expect(stderr).toContain('--timeout is at most 24d, not "50d"');
});
