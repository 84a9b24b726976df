import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { itom, itomProgram, resultsOf, withChecks, type SeenResult } from "./support/itom.js";
import { onHost } from "./support/lab.js";
import type { Ended } from "./support/run.js";

const checks = `
  - { on: plain1, id: well, type: command, command: echo fine }
  - { on: web2, id: flood, type: command, command: "head -c 100000000 /dev/zero | tr '\\\\0' x" }
  - { on: web2, id: endless, type: command, command: "yes", timeout: 2s }
  - { on: web2, id: silent, type: command, command: "sleep 1000", timeout: 2s }
  - { on: web2, id: escapes, type: command, command: "printf '\\\\033]0;owned\\\\007\\\\033[2J'; exit 1" }
  - { on: web2, id: garbage, type: plugin, command: "head -c 1000 /dev/urandom" }
  - { on: "db1,app2", id: reset, type: command, command: "kill -9 $(pgrep -f '^sshd: ops'); sleep 30", timeout: 10s }
`;

describe("hosts that misbehave", () => {
  let file: string;
  let remove: () => void;
  let ended: Ended;
  let results: ReadonlyMap<string, SeenResult>;
  beforeAll(async () => {
    ({ file, remove } = withChecks(checks));
    ended = await itom("check", "-i", file, "--no-record", "--json");
    results = resultsOf(ended);
  });
  afterAll(() => remove());

  test("every check has its result, and the others are well", () => {
    expect(results.size).toBe(8);
    expect(results.get("plain1/well")).toMatchObject({ state: "OK", summary: "fine" });
  });

  test("a command that does not end is ended in time", () => {
    expect(results.get("web2/silent")).toMatchObject({ state: "UNKNOWN", error: { kind: "TIMEOUT" } });
  });

  test.each(["web2/endless", "web2/flood"])("%s is cut, which is no word about the host", (name) => {
    expect(results.get(name)).toMatchObject({ state: "UNKNOWN", error: { kind: "TOO_LARGE" } });
    expect(ended.stdout.length).toBeLessThan(1_000_000);
  });

  test.each(["db1/reset", "app2/reset"])("%s, a connection lost in the middle, is never OK", (name) => {
    expect(results.get(name)).toMatchObject({ state: "UNKNOWN", error: { kind: "LOST" } });
  });

  test("garbage is not a plugin's answer", () => {
    expect(results.get("web2/garbage")?.state).toBe("UNKNOWN");
  });

  test("no escape sequence reaches the terminal", async () => {
    const { stdout, stderr } = await itom("check", "-i", file, "--no-record", "--id", "escapes");
    expect(stdout).toContain("escapes");
    expect(`${stdout}${stderr}`).not.toMatch(/[\u001B\u0007]/);
  });
});

test("the first Ctrl-C prints what arrived", async () => {
  const sleep = `sleep 77.${process.pid}`;
  // One host after the other, so that the first is done when the second works.
  const { file, remove } = withChecks(`
  - { on: web1, id: quick, type: command, command: echo fine }
  - { on: web2, id: slow, type: command, command: ${sleep}, timeout: 100s }
`);
  try {
    const child = spawn(process.execPath, [itomProgram, "check", "-i", file, "--no-record", "--json", "-f1"]);
    let stdout = "";
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    await expect
      .poll(async () => (await onHost("web2", "pgrep", "-f", `^${sleep}`)).status, { timeout: 20_000 })
      .toBe(0);
    child.kill("SIGINT");
    const [status] = await once(child, "close");
    expect(status).toBe(130);
    const results = resultsOf({ status: 130, stdout, stderr: "" });
    expect(results.get("web1/quick")).toMatchObject({ state: "OK" });
    expect(results.get("web2/slow")).toMatchObject({ error: { kind: "CANCELLED" } });
  } finally {
    await onHost("web2", "pkill", "-f", `^${sleep}`);
    remove();
  }
});
