import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startDemoNetwork, type DemoNetwork } from "../../src/demo/network/index.js";
import { runItom, runShell } from "./support/itom.js";

vi.setConfig({ testTimeout: 60_000 });

let folder = "";
let network: DemoNetwork | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "itom-e2e-"));
  network = await startDemoNetwork(folder);
});

afterAll(async () => {
  await network?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Result {
  readonly host?: string;
  readonly service?: string;
  readonly check: string;
  readonly state: string;
  readonly summary: string;
  readonly error?: { readonly kind: string };
}

interface CheckDocument {
  readonly schema: string;
  readonly summary: { readonly hosts: number; readonly checks: number };
  readonly results: readonly Result[];
}

const parse = (stdout: string): CheckDocument => JSON.parse(stdout) as CheckDocument;
const nameOf = ({ host, service, check }: Result): string => `${host ?? `service:${service}`}/${check}`;

/** What is broken in the demo, and why. */
const broken: readonly (readonly [string, string, RegExp])[] = [
  ["app1/orders", "CRITICAL", /failed/],
  ["db1/disk", "CRITICAL", /\/var 97 %/],
  ["mail1/certificate", "WARNING", /expires in 5 d/],
  ["store1/https", "CRITICAL", /refused/],
  ["sw1/uplink", "WARNING", /errors 18211/],
  ["vault1/disk", "UNKNOWN", /another host key/],
  ["web2/disk", "WARNING", /\/ 85 %/],
  ["web2/front", "CRITICAL", /500/],
  ["web3/front", "WARNING", /> 2\.00 s/],
];

describe("itom check on the demo's network", () => {
  test("finds the right hosts broken for the right reasons, and says so with its status", async () => {
    const { status, stdout, stderr } = await runItom(["check", "--json"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toBe("");
    const { schema, summary, results } = parse(stdout);
    expect(schema).toBe("itom.check/1");
    expect(summary.checks).toBe(results.length);
    const bad = results.filter(({ state }) => state !== "OK");
    expect(bad.map((one) => [nameOf(one), one.state]).sort()).toEqual(
      broken.map(([name, state]) => [name, state]),
    );
    for (const [name, , reason] of broken) {
      expect(bad.find((one) => nameOf(one) === name)?.summary, name).toMatch(reason);
    }
    expect(bad.find((one) => nameOf(one) === "vault1/disk")?.error?.kind).toBe("HOST_KEY");
    expect(results.filter(({ state }) => state === "OK").length).toBeGreaterThan(10);
  });

  test("reaches db1 through the bastion, and explains its disk", async () => {
    const { status, stdout } = await runItom(["check", "--explain", "db1/disk"], { cwd: folder });
    expect(status).toBe(2);
    expect(stdout).toContain("through bastion");
    expect(stdout).toContain("/var 97 %");
    expect(stdout).toMatch(/inventory\.yaml:\d+:\d+/);
  });

  test("checks one host alone, quietly where all is well", async () => {
    expect(await runItom(["check", "web1", "-q"], { cwd: folder })).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  test("keeps what it found, whole", async () => {
    await runItom(["check", "web1"], { cwd: folder });
    const { status, stdout } = await runItom(["state", "verify", "--json"], { cwd: folder });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { exists: true, damage: 0, warnings: 0 } });
  });

  test("keeps nothing with --no-record", async () => {
    const state = join(folder, "none");
    await runItom(["check", "web1", "--no-record", "--state", state], { cwd: folder });
    const { stdout } = await runItom(["state", "verify", "--state", state], { cwd: folder });
    expect(stdout).toContain("nothing has been recorded yet");
  });
});

describe("itom check in strange surroundings", () => {
  test("whose reader goes away ends without a word about it", async () => {
    const { stdout, stderr } = await runShell("{ itom check app1,web2; echo status $? >&2; } | head -1", {
      cwd: folder,
    });
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr).toBe("status 2\n");
  });

  test("whose stdout is closed still has its status", async () => {
    const { stderr } = await runShell("itom check app1 >&-; echo status $? >&2", { cwd: folder });
    expect(stderr).toBe("status 2\n");
  });

  test.each([
    ["a pipe", {}, false],
    ["FORCE_COLOR", { FORCE_COLOR: "1" }, true],
    ["NO_COLOR, which wins", { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ] as const)("with %s: colours as agreed", async (_what, env, coloured) => {
    const { stdout } = await runItom(["check", "web2"], { cwd: folder, env });
    expect(stdout.includes("\u001B[")).toBe(coloured);
    expect(stdout).toContain("front");
  });

  test("without HOME does the same", async () => {
    const answer = await runItom(["check", "web1,db2"], { cwd: folder, env: { HOME: undefined } });
    expect(answer).toMatchObject({ status: 0, stderr: "" });
  });

  test("with a state folder that can't be one says so, and what to do", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const { status, stderr } = await runItom(["check", "web1", "--state", file], { cwd: folder });
    expect(status).toBe(3);
    expect(stderr).toContain("a file stands where a folder should be");
    expect(stderr).toContain("--no-record");
    expect((await runItom(["check", "web1", "--no-record", "--state", file], { cwd: folder })).status).toBe(
      0,
    );
    const json = await runItom(["check", "web1", "--json", "--state", file], { cwd: folder });
    // The checks are made and shown all the same; what could not be kept is told beside them.
    expect(json).toMatchObject({ status: 3, stderr: expect.stringContaining("--no-record") });
    expect(JSON.parse(json.stdout)).toMatchObject({ schema: "itom.check/1", summary: { hosts: 1 } });
  });
});
