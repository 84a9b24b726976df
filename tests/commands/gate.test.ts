import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderOf } from "../support/folder-of.js";
import { runCli, type CliOptions, type CliResult } from "../support/run-cli.js";

let server: Server;
let cwd = "";

const inventoryOf = (port: number, id = "front"): string => `version: 1
hosts: { shop: { address: 127.0.0.1, connection: none } }
checks: [{ on: shop, id: ${id}, type: tcp, port: ${port} }]
`;

beforeEach(async () => {
  server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  cwd = await folderOf({ "inventory.yaml": inventoryOf(portOf(server)) });
});

afterEach(() => server.close());

function portOf(listening: Server): number {
  return (listening.address() as AddressInfo).port;
}

function gate(words: readonly string[], more: CliOptions = {}): Promise<CliResult> {
  return runCli(["gate", ...words], { cwd, ...more });
}

/** A baseline of the shop as it is now. */
async function saved(): Promise<string> {
  expect((await gate(["--save", "before.json"])).status).toBe(0);
  return readFileSync(join(cwd, "before.json"), "utf8");
}

const inHours = (hours: number) => () => new Date(Date.now() + hours * 3_600_000);

describe("itom gate --baseline", () => {
  it("passes on what is as it was, and fails on what is worse", async () => {
    await saved();
    expect((await gate(["--baseline", "before.json"])).status).toBe(0);
    server.close();
    const { status, stdout } = await gate(["--baseline", "before.json"]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^FAIL /);
  });

  it("passes on what was as bad before, and says so", async () => {
    server.close();
    await saved();
    const { status, stdout } = await gate(["--baseline", "before.json"]);
    expect(status).toBe(0);
    expect(stdout).toContain("still bad, as before");
  });

  const whole = '{"schema":"itom.gate.baseline/1","savedAt":"2026-01-01T00:00:00.000Z","checks":{}}';
  it.each([
    ["nothing", ""],
    ["half of one", whole.slice(0, 60)],
    ["no JSON", "state: OK"],
    ["a list", "[]"],
    ["null", "null"],
    ["a newer form", whole.replace("/1", "/2")],
    ["no time", whole.replace(/"savedAt":"[^"]*",/, "")],
    ["no checks", '{"schema":"itom.gate.baseline/1","savedAt":"2026-01-01T00:00:00.000Z"}'],
    ["a key that nobody knows", whole.replace("{}", '{},"excuse":true')],
    ["a time that is no number", whole.replace("{}", '{"shop/front":{"state":"CRITICAL","times":["1"]}}')],
    ["the document of --json", '{"schema":"itom.gate/1","startedAt":"2026-01-01T00:00:00.000Z"}'],
  ])("refuses a file that holds %s", async (_what, text) => {
    writeFileSync(join(cwd, "before.json"), text);
    const { status, stdout, stderr } = await gate(["--baseline", "before.json"]);
    expect({ status, stdout }).toEqual({ status: 78, stdout: "" });
    expect(stderr).toMatch(
      /before\.json is no baseline of itom: .+\nhint: make it anew with itom gate --save FILE\n/,
    );
  });

  it("refuses every cut of a real one", async () => {
    const text = (await saved()).trimEnd();
    for (const end of [1, 10, Math.floor(text.length / 2), text.length - 1]) {
      writeFileSync(join(cwd, "before.json"), text.slice(0, end));
      expect((await gate(["--baseline", "before.json"])).status, `${end} bytes`).toBe(78);
    }
  });

  it("refuses what is not there, and what is no file", async () => {
    mkdirSync(join(cwd, "folder"));
    for (const name of ["missing.json", "folder"]) {
      const { status, stderr } = await gate(["--baseline", name]);
      expect(status).toBe(78);
      expect(stderr).toMatch(new RegExp(`can't read the baseline .*${name}: `));
    }
  });

  it("refuses one of another inventory", async () => {
    await saved();
    writeFileSync(join(cwd, "inventory.yaml"), inventoryOf(portOf(server)).replaceAll("shop", "depot"));
    const { status, stderr } = await gate(["--baseline", "before.json"]);
    expect(status).toBe(78);
    expect(stderr).toContain("has none of the checks that are chosen now");
  });

  it("is inconclusive where only some of its checks are made now", async () => {
    const other = `  - { on: shop, id: back, type: tcp, port: ${portOf(server)} }\n`;
    const both = inventoryOf(portOf(server)).replace(/checks: \[(.*)\]\n/, `checks:\n  - $1\n${other}`);
    writeFileSync(join(cwd, "inventory.yaml"), both);
    await saved();
    writeFileSync(join(cwd, "inventory.yaml"), inventoryOf(portOf(server)));
    const { status, stdout } = await gate(["--baseline", "before.json"]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^INCONCLUSIVE {2}1 check of the baseline was not made\n[^]*shop\/back/);
  });

  it("refuses one that is older than a day, or than what was said", async () => {
    await saved();
    const tomorrow = { now: inHours(25) };
    const { status, stderr } = await gate(["--baseline", "before.json"], tomorrow);
    expect(status).toBe(78);
    expect(stderr).toContain("is too old to compare with");
    expect((await gate(["--baseline", "before.json", "--baseline-age", "2d"], tomorrow)).status).toBe(0);
    expect(
      (await gate(["--baseline", "before.json", "--baseline-age", "1ms"], { now: inHours(1) })).status,
    ).toBe(78);
    expect((await gate(["--baseline-age", "2d"])).status).toBe(64);
  });

  it("refuses one from the future", async () => {
    await saved();
    const { status, stderr } = await gate(["--baseline", "before.json"], { now: inHours(-1) });
    expect(status).toBe(78);
    expect(stderr).toContain("was saved in the future");
  });

  it("tells a program in JSON what is wrong with it", async () => {
    writeFileSync(join(cwd, "before.json"), "{");
    const { status, stdout, stderr } = await gate(["--baseline", "before.json", "--json"]);
    expect({ status, stderr }).toEqual({ status: 78, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ schema: "itom.error/1", code: "CONFIG" });
  });
});

describe("itom gate in a CI job, with no option given", () => {
  it("tells GitHub the verdict, what is new, and all of it in the step's summary; stdout stays a document with --json", async () => {
    server.close();
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(cwd, "summary.md") };
    const { status, stdout, stderr } = await gate(["--json"], { env });
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "itom.gate/1" });
    expect(stderr).toMatch(/^::notice title=itom gate%3A FAIL::.*\n::error title=CRITICAL shop\/front::/);
    expect(readFileSync(join(cwd, "summary.md"), "utf8")).toMatch(
      /^## itom gate: FAIL\n[^]*\| CRITICAL \| shop \| front \|/,
    );
  });

  it("writes JUnit for GitLab, and says so where it can't, with the verdict unchanged", async () => {
    const env = { GITLAB_CI: "true", CI_PROJECT_DIR: cwd };
    expect((await gate([], { env })).status).toBe(0);
    expect(readFileSync(join(cwd, "itom-gate.xml"), "utf8")).toContain(
      '<testcase name="front" classname="shop"',
    );
    const { status, stderr } = await gate([], { env: { ...env, CI_PROJECT_DIR: join(cwd, "nowhere") } });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^itom: the CI server was not told: /);
  });

  it("tells nobody while it saves", async () => {
    const env = { GITHUB_ACTIONS: "true", GITLAB_CI: "true", CI_PROJECT_DIR: join(cwd, "nowhere") };
    const { stdout, stderr } = await gate(["--save", "before.json"], { env });
    expect(stdout + stderr).not.toMatch(/::notice|was not told/);
  });
});
