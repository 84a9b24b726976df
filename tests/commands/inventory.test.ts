import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf } from "../support/folder-of.js";
import { runCli } from "../support/run-cli.js";

const inventory = `version: 1
defaults:
  ssh: { user: ops, password: hunter2, passphrase: { env: PHRASE }, become_password: { command: [pass, show, sudo] } }
  snmp: { version: 3, user: monitor, auth: { protocol: sha, key: s3cret-auth }, priv: { protocol: aes, key: { file: snmp.key } } }
groups: { web: { cluster: true }, prod: {} }
hosts:
  web[1:2]: { address: "10.0.0.[1:2]", groups: [web, prod], depends_on: [{ at_least: 1, of: [db1, db2] }] }
  db[1:2]: { connection: local, tags: [pg], timeout: 90s }
services: { shop: { depends_on: [web] } }
checks: [{ on: all, type: ping }]
`;
const cwd = await folderOf({ "inventory.yaml": inventory, "list.txt": "db2\nweb1\n" });

describe("itom inventory list", () => {
  it("shows a plain table", async () => {
    expect(await runCli(["inventory", "list"], { cwd })).toEqual({
      status: 0,
      stderr: "",
      stdout: [
        "NAME  ADDRESS   CONNECTION  GROUPS    TAGS",
        "web1  10.0.0.1  ssh         web,prod  -",
        "web2  10.0.0.2  ssh         web,prod  -",
        "db1   db1       local       -         pg",
        "db2   db2       local       -         pg",
        "",
      ].join("\n"),
    });
  });

  it.each([
    [["web"], "web1\nweb2\n"],
    [["all,!web1", "-l", "web*,db1"], "web2\ndb1\n"],
    [["service:shop"], "web1\nweb2\ndb1\ndb2\n"],
    [["@list.txt"], "web1\ndb2\n"],
  ])("lists the names of %j", async (words, expected) => {
    const { status, stdout } = await runCli(["inventory", "list", "--names", ...words], { cwd });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expected });
  });

  it("prints one document", async () => {
    const { stdout } = await runCli(["inventory", "list", "db1", "--json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "itom.inventory.list/1",
      summary: { hosts: 1 },
      results: [
        { host: "db1", address: "db1", connection: "local", tags: ["pg"], file: "inventory.yaml", line: 8 },
      ],
    });
  });

  it.each([
    [["wbe"], 'itom: the pattern "wbe": there is no host or group "wbe"\nhint: did you mean "web"?\n'],
    [["web", "-l", "db1"], "itom: --limit db1 leaves no host of web\n"],
    [["@gone.txt"], 'itom: the pattern "@gone.txt": @gone.txt can\'t be read: ENOENT'],
  ])("refuses %j with status 64", async (words, message) => {
    const { status, stdout, stderr } = await runCli(["inventory", "list", ...words], { cwd });
    expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("itom inventory show", () => {
  it("shows effective values with their places, and no secret", async () => {
    const { status, stdout } = await runCli(["inventory", "show", "web2"], { cwd });
    expect(status).toBe(0);
    const lines = stdout.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "));
    expect(lines).toEqual(
      expect.arrayContaining([
        "web2 | VALUE | FROM",
        "address | 10.0.0.2 | inventory.yaml:7:24",
        "depends_on | at least 1 of db1, db2 | inventory.yaml:7:73",
        "ssh.user | ops | inventory.yaml:3:16",
        "ssh.password | (literal, hidden) | inventory.yaml:3:31",
        "ssh.passphrase | (environment variable PHRASE) | inventory.yaml:3:52",
        "ssh.become_password | (command pass show sudo) | inventory.yaml:3:86",
        "ssh.connect_timeout | 10s | default",
        "snmp.auth.key | (literal, hidden) | inventory.yaml:4:44",
        `snmp.priv.key | (file ${join(cwd, "snmp.key")}) | inventory.yaml:4:87`,
      ]),
    );
    expect(stdout).not.toMatch(/hunter2|s3cret/);
  });

  it("prints one document without secrets", async () => {
    const { stdout } = await runCli(["inventory", "show", "db1", "--json"], { cwd });
    expect(stdout).not.toMatch(/hunter2|s3cret/);
    const document: unknown = JSON.parse(stdout);
    expect(document).toMatchObject({ schema: "itom.inventory.show/1", summary: { host: "db1", line: 8 } });
    expect(document).toHaveProperty(
      "results",
      expect.arrayContaining([
        { path: "timeout", value: "90s", file: "inventory.yaml", line: 8, column: 54 },
        { path: "address", value: "db1" },
      ]),
    );
  });

  it("knows no other host", async () => {
    const { status, stderr } = await runCli(["inventory", "show", "web3"], { cwd });
    expect({ status, stderr }).toEqual({
      status: 64,
      stderr: 'itom: there is no host "web3"\nhint: did you mean "web1"?\n',
    });
  });
});

describe("itom inventory validate", () => {
  it("counts what is there", async () => {
    expect(await runCli(["inventory", "validate"], { cwd })).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^inventory\.yaml: valid, 4 hosts, 2 groups, 1 service, \d+ checks?\n$/),
      stderr: "",
    });
    const { stdout } = await runCli(["inventory", "validate", "--json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "itom.inventory.validate/1",
      summary: { files: 1, hosts: 4, groups: 2, services: 1, checks: 1 },
      results: [],
    });
    expect(await runCli(["inventory", "validate", "-q"], { cwd })).toMatchObject({ status: 0, stdout: "" });
  });

  it("tells what is wrong with the checks too, in the order of the file", async () => {
    const bad = await folderOf({
      "inventory.yaml": `version: 1
checks:
  - { on: all, type: pnig }
  - { on: all, type: http, url: "http://{{ adress }}/" }
hosts: { web1: { adress: 10.0.0.1 } }
`,
    });
    const { status, stderr } = await runCli(["inventory", "validate"], { cwd: bad });
    expect(status).toBe(78);
    expect(stderr).toMatch(
      /:3:22: .*"pnig".*\n.*did you mean "ping".*\n.*:4:\d+: .*adress.*\n.*\n.*:5:18: .*"adress"/,
    );
  });

  it("prints problems as one document", async () => {
    const bad = await folderOf({ "inventory.yaml": "version: 1\nhost: {}\n" });
    const { status, stdout, stderr } = await runCli(["inventory", "validate", "--json"], { cwd: bad });
    expect({ status, stderr }).toEqual({ status: 78, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "itom.error/1",
      code: "CONFIG",
      problems: [{ message: 'unknown key "host"', line: 2, column: 1, hint: 'did you mean "hosts"?' }],
    });
  });

  it("says where to begin when there is none", async () => {
    const empty = await folderOf({});
    const { status, stderr } = await runCli(["inventory", "validate", "-i", join(empty, "none.yaml")], {
      cwd: empty,
    });
    expect(status).toBe(78);
    expect(stderr).toMatch(/does not exist\nhint: .*itom init/);
  });
});

describe("itom inventory schema", () => {
  it("is JSON Schema that names the sections", async () => {
    const { status, stdout } = await runCli(["inventory", "schema"]);
    expect(status).toBe(0);
    const schema = JSON.parse(stdout) as { $schema: string; properties: object; required: string[] };
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
    expect(schema.required).toEqual(["version"]);
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(["hosts", "groups", "defaults", "services", "checks", "windows", "freezes"]),
    );
  });
});

it("loads the file again that a person has just corrected", async () => {
  const folder = await folderOf({ "inventory.yaml": "version: 1\nhosts: [a]\n" });
  expect(await runCli(["inventory", "list"], { cwd: folder })).toMatchObject({ status: 78, stdout: "" });
  await writeFile(join(folder, "inventory.yaml"), "version: 1\nhosts: { a: {} }\n");
  expect(await runCli(["inventory", "list", "--names"], { cwd: folder })).toMatchObject({
    status: 0,
    stdout: "a\n",
  });
});
