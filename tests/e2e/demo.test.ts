import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { scratchFolders } from "../state/scratch.js";
import { runItom, startItom } from "./support/itom.js";

vi.setConfig({ testTimeout: 120_000 });

const scratch = scratchFolders();

describe("itom demo", () => {
  test("without a terminal shows list, check and explain, ends by itself and leaves nothing", async () => {
    const TMPDIR = scratch();
    // The caller's own inventory and state must not lead it astray.
    const env = { TMPDIR, ITOM_INVENTORY: "/nonexistent/inventory.yaml", ITOM_STATE: "/nonexistent/state" };
    const { status, stdout, stderr } = await runItom(["demo"], { env });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const commands = [...stdout.matchAll(/^\$ (itom .+)$/gm)].map(([, command]) => command);
    expect(commands).toEqual([
      "itom inventory list",
      "itom check",
      "itom check --explain db1/disk",
      "itom state verify",
    ]);
    expect(stdout).toMatch(/CRITICAL +db1 +disk/);
    expect(readdirSync(TMPDIR).filter((name) => name.startsWith("itom-"))).toEqual([]);
  });

  test("with --keep leaves the network up until it is told to stop, and its folder with --dir", async () => {
    const dir = join(scratch(), "demo");
    const demo = startItom(["demo", "--keep", "--dir", dir]);
    await new Promise<void>((resolve, reject) => {
      let text = "";
      demo.on("close", () => reject(new Error(`it ended: ${text}`)));
      demo.stdout?.setEncoding("utf8").on("data", (more: string) => {
        text += more;
        if (text.includes("ends it.")) resolve();
      });
    });
    const answer = await runItom(["-i", join(dir, "inventory.yaml"), "check", "web1", "-q"]);
    expect(answer).toEqual({ status: 0, stdout: "", stderr: "" });
    const closed = new Promise((resolve) => demo.once("close", resolve));
    demo.kill("SIGTERM");
    expect(await closed).toBe(130);
    expect(existsSync(join(dir, "inventory.yaml"))).toBe(true);
  });

  test("that is told to stop in the middle of the tour leaves nothing", async () => {
    const TMPDIR = scratch();
    const demo = startItom(["demo"], { env: { TMPDIR } });
    let text = "";
    demo.stdout?.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      if (!demo.killed && text.includes("$ itom check\n")) demo.kill("SIGINT");
    });
    const status = await new Promise((resolve) => demo.once("close", resolve));
    expect(status).toBe(130);
    expect(readdirSync(TMPDIR).filter((name) => name.startsWith("itom-"))).toEqual([]);
  });

  test("does not write into a folder of the user's", async () => {
    const { status, stdout, stderr } = await runItom(["demo", "--dir", "/"]);
    expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
    expect(stderr).toContain("is not empty");
  });

  test("has no JSON of its own, and says so", async () => {
    const { status, stdout } = await runItom(["demo", "--json"]);
    expect(status).toBe(64);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "itom.error/1", code: "USAGE" });
  });
});
