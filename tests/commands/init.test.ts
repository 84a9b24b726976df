import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { array, asyncProperty, assert, record, stringMatching, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { askAnswers } from "../../src/commands/init/ask.js";
import { renderInventory } from "../../src/commands/init/render-inventory.js";
import { loadInventory } from "../../src/inventory/load.js";
import type { Prompt } from "../../src/terminal/prompt.js";
import { folderOf } from "../support/folder-of.js";
import { namePattern } from "../../src/inventory/index.js";
import { inventoryOf } from "../support/inventory-of.js";
import { runCli } from "../support/run-cli.js";

const flags = [
  "init",
  "--no-input",
  "--host",
  "web1=10.0.0.11",
  "--host",
  "db1.example.test",
  "--user",
  "ops",
];

describe("itom init with flags", () => {
  it("writes an inventory that is valid and commented", async () => {
    const cwd = await folderOf({});
    const done = await runCli([...flags, "--identity", "~/.ssh/id ops", "--sudo"], { cwd });
    expect(done).toMatchObject({ status: 0, stdout: "", stderr: expect.stringContaining("2 hosts") });
    const text = await readFile(join(cwd, "inventory.yaml"), "utf8");
    expect(text).toContain("# The hosts, and what is checked on them.");
    const { hosts, checks } = await loadInventory("inventory.yaml", { env: { HOME: "/h" }, cwd });
    expect(hosts.get("web1")).toMatchObject({
      address: "10.0.0.11",
      ssh: { user: "ops", identity: ["/h/.ssh/id ops"], become: "sudo" },
    });
    expect(hosts.get("db1.example.test")?.address).toBe("db1.example.test");
    expect(checks.map(({ type }) => type)).toEqual(["ping", "ssh", "disk", "load", "memory"]);
  });

  it("does not replace a file, unless it is told to", async () => {
    const cwd = await folderOf({ "inventory.yaml": "mine" });
    const refused = await runCli(flags, { cwd });
    expect(refused).toMatchObject({
      status: 64,
      stderr: expect.stringContaining("exists already\nhint: --force"),
    });
    expect(await readFile(join(cwd, "inventory.yaml"), "utf8")).toBe("mine");
    expect(await runCli([...flags, "--force"], { cwd })).toMatchObject({ status: 0 });
    expect(await readFile(join(cwd, "inventory.yaml"), "utf8")).toContain("web1");
  });

  it("prints one document", async () => {
    const cwd = await folderOf({});
    const { status, stdout, stderr } = await runCli([...flags, "--json"], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "itom.init/1",
      summary: { file: join(cwd, "inventory.yaml"), hosts: 2, checks: 5 },
      results: [{ host: "web1", address: "10.0.0.11" }, { host: "db1.example.test" }],
    });
  });

  it("writes elsewhere, to stdout, or nothing", async () => {
    const cwd = await folderOf({});
    await runCli([...flags, "-o", "new/folder/hosts.yaml"], { cwd });
    expect(await readFile(join(cwd, "new/folder/hosts.yaml"), "utf8")).toContain("web1");
    const printed = await runCli([...flags, "-o", "-"], { cwd });
    expect(printed).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("web1: { address: 10.0.0.11 }"),
      stderr: "",
    });
    const dry = await runCli([...flags, "-n", "-o", "dry.yaml"], { cwd });
    expect(dry.stdout).toBe(printed.stdout);
    await expect(readFile(join(cwd, "dry.yaml"))).rejects.toThrow("ENOENT");
  });

  it("takes hosts from an ssh_config, and says what it leaves out", async () => {
    const home = await folderOf({
      ".ssh/config": `
Host gate
  HostName 10.0.0.1
Host web1
  HostName web1.example.test
  User alice
  Port 2222
  ProxyJump gate
  IdentityFile ~/.ssh/web
Host git@odd
Host far
  ProxyJump nobody
Host *
  User bob
`,
    });
    const env = { HOME: home };
    const { status, stderr } = await runCli(["init", "--no-input", "--from-ssh-config"], { cwd: home, env });
    expect(status).toBe(0);
    expect(stderr).toContain('note: git@odd is left out: "git@odd" is not a name');
    expect(stderr).toContain("note: far: the jump host nobody is unknown and left out");
    const { hosts } = await loadInventory("inventory.yaml", { env, cwd: home });
    expect([...hosts.keys()]).toEqual(["gate", "web1", "far"]);
    expect(hosts.get("web1")).toMatchObject({
      address: "web1.example.test",
      ssh: { user: "alice", port: 2222, jump: ["gate"], identity: [join(home, ".ssh/web")] },
    });
  });

  it.each([
    [["init", "--no-input"], "there is no host to write"],
    [["init", "--host", "a b=1"], '"a b" is not a name'],
    [["init", "--host", "all"], "`all` means every host"],
    [["init", "--host", "web1=-x"], '"-x" is no IP address'],
    [["init", "--host", "a=10.0.0.1", "--host", "a=10.0.0.2"], "given twice"],
    [["init", "--host", "a", "--user", "-oProxyCommand"], "is no user name"],
    [["init", "--host", "a", "-o", "."], "is a folder"],
  ])("refuses %j", async (argv, message) => {
    const cwd = await folderOf({});
    const { status, stdout, stderr } = await runCli(argv, { cwd });
    expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("the wizard", () => {
  it("asks again where an answer is wrong, and takes what was chosen", async () => {
    const asked: string[] = [];
    const texts = ["gate", "db1", "-x", "10.0.0.12", "", "", "~/.ssh/id"];
    const prompt: Prompt = {
      async text(message, options = {}) {
        asked.push(message);
        const answer = texts.shift() || (options.default ?? "");
        const judged = options.judge?.(answer) ?? true;
        return judged === true ? answer : prompt.text(message, options);
      },
      confirm: async () => true,
      choose: async (_, choices) => choices.filter((choice) => choice !== "memory" && choice !== "web1"),
    };
    const sshHosts = [
      { name: "web1", address: "10.0.0.1" },
      { name: "gate", address: "10.0.0.2" },
    ];
    expect(await askAnswers(prompt, { sshHosts, user: "me" })).toEqual({
      hosts: [
        { name: "gate", address: "10.0.0.2" },
        { name: "db1", address: "10.0.0.12" },
      ],
      user: "me",
      identity: "~/.ssh/id",
      sudo: true,
      checks: ["ping", "ssh", "disk", "load"],
    });
    const another = "Name of another host (empty: no more)";
    const address = "Address of db1";
    expect(asked.slice(0, 6)).toEqual([another, another, address, address, another, "Log in as"]);
  });
});

describe("renderInventory", () => {
  it("writes a file that loads as what was answered", async () => {
    const name = stringMatching(/^[a-z0-9_][a-z0-9_.-]{0,12}[a-z0-9_]$/).filter((text) =>
      namePattern.test(text),
    );
    const host = record({ name, address: stringMatching(/^[a-z0-9]{1,9}(\.[a-z0-9]{1,5}){0,3}$/) });
    const hosts = uniqueArray(host, { selector: ({ name }) => name, minLength: 1, maxLength: 5 });
    const identity = array(
      stringMatching(/^[ -~]{1,20}$/).filter((path) => !path.includes("{{")),
      { minLength: 1, maxLength: 2 },
    );
    await assert(
      asyncProperty(hosts, identity, async (some, keys) => {
        const written = some
          .filter((one) => one.name !== "all" && one.name !== "first")
          .map((one) => ({ ...one, identity: keys }));
        const text = renderInventory({
          hosts: [{ name: "first", address: "10.0.0.1" }, ...written],
          sudo: false,
          checks: ["ping"],
        });
        const loaded = await inventoryOf(text.replace("version: 1\n", ""));
        expect([...loaded.hosts.values()].slice(1).map(({ name, address }) => ({ name, address }))).toEqual(
          written.map(({ name, address }) => ({ name, address })),
        );
      }),
      { numRuns: 30 },
    );
  });
});
