import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { root, startItom } from "./support/itom.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "itom-interrupt-"));
  const inventory = `version: 1
hosts:
  me: { address: 127.0.0.1, connection: local }
  slow: { address: 127.0.0.1, connection: local, parents: [me] }
checks:
  - { on: me, type: command, command: "true" }
  - { on: slow, type: command, command: "touch ${folder}/begun; sleep 60", timeout: 90s }
`;
  await writeFile(join(folder, "inventory.yaml"), inventory);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function interrupted(signal: NodeJS.Signals): Promise<{ status: number | null; stdout: string }> {
  const child = startItom(["check", "--json"], { cwd: folder });
  let stdout = "";
  child.stdout?.on("data", (data: Buffer) => {
    stdout += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await vi.waitFor(() => expect(existsSync(join(folder, "begun"))).toBe(true), { timeout: 15_000 });
  child.kill(signal);
  return { status: await ended, stdout };
}

describe("an interrupted run", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("prints and keeps what arrived on %s", async (signal) => {
    const { status, stdout } = await interrupted(signal);
    expect(status).toBe(130);
    const { results } = JSON.parse(stdout) as {
      results: { host: string; state: string; error?: { kind: string } }[];
    };
    expect(results.find(({ host }) => host === "me")).toMatchObject({ state: "OK" });
    expect(results.find(({ host }) => host === "slow")).toMatchObject({
      state: "UNKNOWN",
      error: { kind: "CANCELLED" },
    });
    const kept = await readFile(join(folder, ".itom/checks/status.json"), "utf8");
    expect(kept).toContain("me/command");
    expect(kept).not.toContain("slow/command");
  });

  it("ends at its --timeout with what arrived, and is no interruption", async () => {
    const child = startItom(["check", "--json", "--timeout", "3s"], { cwd: folder });
    let stdout = "";
    child.stdout?.on("data", (data: Buffer) => {
      stdout += data.toString();
    });
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(3);
    expect(stdout).toContain("time is up");
  });

  it("leaves at once on the second signal", async () => {
    const module = pathToFileURL(join(root, "dist/cli/interrupt.js")).href;
    const text = `import { Interrupt } from "${module}";
      const interrupt = new Interrupt(undefined);
      interrupt.signal.addEventListener("abort", () => console.log("stopping"));
      setInterval(() => {}, 1000);
      console.log("ready");`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", text]);
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    child.stdout.on("data", (data: Buffer) => {
      if (/ready|stopping/.test(data.toString())) child.kill("SIGINT");
    });
    expect(await ended).toBe(130);
  });
});
