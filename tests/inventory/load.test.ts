import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadInventory } from "../../src/inventory/load.js";
import { folderOf } from "../support/folder-of.js";
import { inventoryOf } from "../support/inventory-of.js";

const load = (cwd: string, path = "inventory"): ReturnType<typeof loadInventory> =>
  loadInventory(path, { env: { HOME: "/home/me" }, cwd });

describe("loadInventory", () => {
  it("zips ranges of names and values", async () => {
    const { hosts } = await inventoryOf(`
hosts:
  web[1:3]: { address: "10.0.1.1[1:3]", asset: { serial: "S[7:9]", rack: 4 }, vars: { slot: "s[01:03]" } }
  r[1:2]u[01:02]: { address: "10.[1:2].0.[1:2]" }
  db1:
  literal: { vars: { pattern: "[1:3]" } }
`);
    expect([...hosts.values()].map(({ name, address }) => [name, address])).toEqual([
      ["web1", "10.0.1.11"],
      ["web2", "10.0.1.12"],
      ["web3", "10.0.1.13"],
      ["r1u01", "10.1.0.1"],
      ["r1u02", "10.1.0.2"],
      ["r2u01", "10.2.0.1"],
      ["r2u02", "10.2.0.2"],
      ["db1", "db1"],
      ["literal", "literal"],
    ]);
    expect(hosts.get("web2")).toMatchObject({ asset: { serial: "S8", rack: 4 }, vars: { slot: "s02" } });
    expect(hosts.get("literal")?.vars).toEqual({ pattern: "[1:3]" });
  });

  it("lets the nearer level win: defaults, groups in their order, the host", async () => {
    const { hosts } = await inventoryOf(`
defaults: { ssh: { user: d, port: 1 }, vars: { a: d, b: d, c: d }, window: n, timeout: 1m }
groups:
  one: { ssh: { user: one, port: 2 }, vars: { b: one, c: one }, tags: [t1], parents: [sw1] }
  two: { ssh: { port: 3 }, vars: { c: two }, tags: [t2, t1], connection: local }
hosts:
  a: {}
  b: { groups: [one, two] }
  c: { groups: [two, one], ssh: { user: c }, vars: { a: c }, tags: own, parents: [], timeout: 10s }
  sw1: { groups: one }
windows: { n: { from: "01:00", to: "02:00" } }
`);
    const of = (name: string): unknown => {
      const { ssh, vars, tags, parents, connection, timeoutMs } = hosts.get(name) ?? never();
      return [
        ssh.user,
        ssh.port,
        Object.values(vars).join(),
        tags.join(),
        parents.join(),
        connection,
        timeoutMs,
      ];
    };
    expect(of("a")).toEqual(["d", 1, "d,d,d", "", "", "ssh", 60_000]);
    expect(of("b")).toEqual(["one", 3, "d,one,two", "t1,t2", "sw1", "local", 60_000]);
    expect(of("c")).toEqual(["c", 2, "c,one,one", "t2,t1,own", "", "local", 10_000]);
    expect(of("sw1")).toEqual(["one", 2, "d,one,one", "t1", "", "ssh", 60_000]);
    expect(hosts.get("c")?.origins.get("ssh.port")).toEqual({ file: "inventory.yaml", line: 5, column: 34 });
    expect(hosts.get("c")?.origins.get("ssh.user")).toEqual({ file: "inventory.yaml", line: 10, column: 41 });
    expect(hosts.get("a")?.origins.has("connection")).toBe(false);
  });

  it("reads secrets and paths from the inventory's folder and the home folder", async () => {
    const cwd = await folderOf({
      "inventory/a.yaml": `version: 1
defaults:
  ssh: { identity: [~/.ssh/id, keys/one], password: { file: pass }, passphrase: { env: P }, become_password: secret, config: none }
  snmp: { version: 2c, community: { command: [pass, show, snmp] } }
hosts: { a: {} }
`,
    });
    const host = (await load(cwd)).hosts.get("a");
    expect(host?.ssh).toMatchObject({
      identity: ["/home/me/.ssh/id", join(cwd, "inventory/keys/one")],
      password: { file: join(cwd, "inventory/pass") },
      passphrase: { env: "P" },
      becomePassword: { literal: "secret" },
      config: "none",
    });
    expect(host?.snmp).toMatchObject({ version: 2, community: { command: ["pass", "show", "snmp"] } });
  });

  it("substitutes words in addresses and settings, but not in literal secrets", async () => {
    const { hosts } = await inventoryOf(`
defaults: { ssh: { user: "{{ login }}", identity: "/keys/{{ name }}", password: "{{ name }}" } }
hosts:
  web[1:2]: { address: "{{ name }}.{{ site }}.test", vars: { site: ham, login: "u[1:2]" } }
`);
    expect(hosts.get("web2")).toMatchObject({
      address: "web2.ham.test",
      ssh: { user: "u2", identity: ["/keys/web2"], password: { literal: "{{ name }}" } },
    });
  });

  it("keeps scalars as they are written where reading would change them", async () => {
    const { hosts } = await inventoryOf(
      "hosts: { a: { asset: { s: 0123, v: 1.10, e: 1e3, x: 0x10, n: 12, f: 1.5, on: yes, d: 2028-03-01, t: true, z: ~ } } }\n",
    );
    expect(hosts.get("a")?.asset).toEqual({
      s: "0123",
      v: "1.10",
      e: "1e3",
      x: "0x10",
      n: 12,
      f: 1.5,
      on: "yes",
      d: "2028-03-01",
      t: true,
      z: null,
    });
  });

  it("reads dependencies, services, windows, freezes and checks", async () => {
    const inventory = await inventoryOf(`
settings: { timezone: Europe/Berlin }
groups: { web: { cluster: true } }
hosts: { "web[1:2]": { groups: web }, db1: { depends_on: web1 } }
services:
  shop: { owner: o, tier: 1, depends_on: [{ at_least: 1, of: [web] }, web, db1, data], slo: { availability: 99.9%, over: 30d } }
  data:
windows: { night: { days: [tue, sun], from: "22:30", to: "05:00" } }
freezes: [{ from: 2026-12-20, to: 2027-01-02, on: web, reason: r }]
checks:
  - { on: web, type: http, id: front, url: "http://{{ address }}/", expect: { status: [200, 204] } }
`);
    expect(inventory.services.get("shop")).toMatchObject({
      tier: 1,
      slo: { availability: 99.9, overMs: 30 * 86_400_000 },
      dependsOn: [
        { of: ["web1", "web2"], atLeast: 1 },
        { of: ["web1", "web2"], atLeast: 2 },
        { of: ["db1"], atLeast: 1 },
        { of: ["data"], atLeast: 1 },
      ],
    });
    expect(inventory.hosts.get("db1")?.dependsOn).toEqual([{ of: ["web1"], atLeast: 1 }]);
    expect(inventory.groups.get("web")?.cluster).toBe(true);
    expect(inventory.windows.get("night")).toEqual({
      name: "night",
      days: [0, 2],
      fromMinute: 1350,
      toMinute: 300,
      timezone: "Europe/Berlin",
    });
    expect(inventory.freezes).toEqual([{ from: "2026-12-20", to: "2027-01-02", on: "web", reason: "r" }]);
    const [check] = inventory.checks;
    expect(check).toMatchObject({
      on: "web",
      type: "http",
      id: "front",
      options: { url: "http://{{ address }}/", expect: { status: [200, 204] } },
      position: { line: 12, column: 5 },
    });
    expect(check?.positions.get("expect.status.1")).toEqual({ file: "inventory.yaml", line: 12, column: 93 });
  });

  it("reads CRLF and a byte order mark", async () => {
    const cwd = await folderOf({
      "inventory.yaml": "\uFEFFversion: 1\r\nhosts:\r\n  a:\r\n    tags: [x]\r\n",
    });
    expect((await load(cwd, "inventory.yaml")).hosts.get("a")?.tags).toEqual(["x"]);
  });

  it("expands thousands of hosts from one line, and shares their settings", async () => {
    const { hosts } = await inventoryOf(
      'defaults: { ssh: { user: u } }\nhosts: { "h[0001:5000]": { address: "10.[1:50].0.[1:100]" } }\n',
    );
    expect(hosts.size).toBe(5000);
    expect(hosts.get("h0101")?.address).toBe("10.2.0.1");
    expect(hosts.get("h5000")?.ssh).toBe(hosts.get("h0001")?.ssh);
  });

  it("allows anchors and aliases", async () => {
    const { hosts } = await inventoryOf("hosts:\n  a: { tags: &t [x, y] }\n  b: { tags: *t }\n");
    expect(hosts.get("b")?.tags).toEqual(["x", "y"]);
  });

  it("does not let a jump host jump through itself", async () => {
    const { hosts } = await inventoryOf(
      "defaults: { ssh: { jump: [j, k] } }\nhosts: { j: {}, k: {}, a: {}, b: { ssh: { jump: [] } }, c: { ssh: { jump: none } } }\n",
    );
    expect([...hosts.values()].map((host) => host.ssh.jump)).toEqual([[], ["j"], ["j", "k"], [], []]);
  });
});

describe("an inventory of several files", () => {
  it("is joined in the order of the names", async () => {
    const cwd = await folderOf({
      "inventory/20-b.yaml": "version: 1\nhosts: { b: { groups: g } }\nchecks: [{ on: b, type: ping }]\n",
      "inventory/10-a.yml":
        "version: 1\ngroups: { g: {} }\nhosts: { a: {} }\nchecks: [{ on: a, type: ping }]\nsettings: { forks: 3 }\n",
      "inventory/30-c.yaml": "version: 1\nsettings: { timezone: UTC }\n",
      "inventory/.hidden.yaml": "nonsense: [",
      "inventory/readme.md": "nonsense: [",
    });
    const inventory = await load(cwd);
    expect([...inventory.hosts.keys()]).toEqual(["a", "b"]);
    expect(inventory.checks.map(({ on }) => on)).toEqual(["a", "b"]);
    expect(inventory.settings).toMatchObject({ forks: 3, timezone: "UTC" });
    expect(inventory.files.map((file) => file.slice(cwd.length))).toEqual([
      "/inventory/10-a.yml",
      "/inventory/20-b.yaml",
      "/inventory/30-c.yaml",
    ]);
  });

  it("names both places of a thing that is in two files", async () => {
    const cwd = await folderOf({
      "inventory/a.yaml": "version: 1\nhosts: { a: {} }\ngroups: { g: {} }\n",
      "inventory/b.yaml": "version: 1\nhosts:\n  a: {}\ngroups:\n  g: {}\nsettings: []\n",
    });
    await expect(load(cwd)).rejects.toMatchObject({
      code: "CONFIG",
      message: "inventory: 3 problems",
      problems: [
        {
          message: "hosts.a is written in two files",
          hint: "the first is at inventory/a.yaml:2:10",
          position: { file: "inventory/b.yaml", line: 3, column: 3 },
        },
        { message: "groups.g is written in two files" },
        { message: "settings is an empty list" },
      ],
    });
  });

  it("follows include", async () => {
    const cwd = await folderOf({
      "main.yaml": "version: 1\ninclude: [more.yaml, sites/*.yaml]\nhosts: { a: { groups: g } }\n",
      "more.yaml": "version: 1\ngroups: { g: {} }\n",
      "sites/2.yaml": "version: 1\nhosts: { c: {} }\n",
      "sites/1.yaml": "version: 1\nhosts: { b: { groups: g } }\n",
    });
    const inventory = await load(cwd, "main.yaml");
    expect([...inventory.hosts.keys()]).toEqual(["a", "b", "c"]);
    expect(inventory.files).toEqual(
      ["main", "more", "sites/1", "sites/2"].map((name) => join(cwd, `${name}.yaml`)),
    );
    expect(inventory.directory).toBe(cwd);
  });

  it("does not include what is missing, or what is there already", async () => {
    const cwd = await folderOf({
      "main.yaml": "version: 1\ninclude:\n  - gone.yaml\n  - b.yaml\n  - none/*.yaml\n  - 5\n",
      "b.yaml": "version: 1\ninclude: [main.yaml]\n",
    });
    await expect(load(cwd, "main.yaml")).rejects.toMatchObject({
      problems: [
        { message: 'there is no file "gone.yaml"', position: { file: "main.yaml", line: 3, column: 5 } },
        { message: 'there is no file "none/*.yaml"' },
        { message: "include[3] is 5", expected: "text" },
        { message: '"main.yaml" is read already', position: { file: "b.yaml", line: 2, column: 11 } },
      ],
    });
  });

  it("needs a file", async () => {
    const cwd = await folderOf({ "inventory/readme.md": "" });
    await expect(load(cwd)).rejects.toMatchObject({
      code: "CONFIG",
      message: expect.stringContaining("no *.yaml file"),
    });
  });
});

describe("a file", () => {
  it("that is too large is refused", async () => {
    const cwd = await folderOf({ "inventory.yaml": `version: 1\n#${"x".repeat(16 * 1024 * 1024)}\n` });
    await expect(load(cwd, "inventory.yaml")).rejects.toMatchObject({
      problems: [{ message: "the file is larger than 16 MiB" }],
    });
  });

  it("that is not there is CONFIG", async () => {
    const cwd = await folderOf({});
    await expect(load(cwd, "none.yaml")).rejects.toMatchObject({ code: "CONFIG" });
  });

  it("with very many problems tells some and counts the rest", async () => {
    const hosts = Array.from({ length: 700 }, (_, index) => `  h${index}: { group: web }\n`).join("");
    await expect(inventoryOf(`hosts:\n${hosts}`)).rejects.toMatchObject({
      message: "inventory.yaml: 501 problems",
      problems: expect.arrayContaining([{ message: "and 200 more problems" }]),
    });
  });
});

function never(): never {
  throw new Error("the host is missing");
}
