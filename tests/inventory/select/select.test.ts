import { assert, asyncProperty, constantFrom, shuffledSubarray } from "fast-check";
import { describe, expect, it } from "vitest";
import { selectHosts, selectHostsAndServices, selectTargets } from "../../../src/inventory/select/select.js";
import { inventoryOf } from "../../support/inventory-of.js";
import { itomErrorOf } from "../../support/itom-error-of.js";

const inventory = await inventoryOf(`
groups: { web: {}, prod: {}, empty: {} }
hosts:
  web[01:03]: { groups: [web, prod] }
  db1: { groups: [prod], tags: [pg], depends_on: [san] }
  db2: { tags: [pg, spare] }
  san: {}
  sw1: { connection: none }
services:
  shop: { depends_on: [{ at_least: 2, of: [web] }, data] }
  data: { depends_on: [db1] }
`);
const names = async (pattern: string, sources = {}): Promise<string[]> =>
  (await selectHosts(pattern, inventory, sources)).map((host) => host.name);

const words = ["web", "prod", "db*", "web[01:02]", "~^(web|db)", "tag:pg", "service:shop", "sw1", "all"];

describe("selectHosts", () => {
  it.each([
    ["all", ["web01", "web02", "web03", "db1", "db2", "san", "sw1"]],
    ["db2", ["db2"]],
    ["prod", ["web01", "web02", "web03", "db1"]],
    ["d*", ["db1", "db2"]],
    ["?b1", ["db1"]],
    ["web[01:02]", ["web01", "web02"]],
    ["web[02:09]", ["web02", "web03"]],
    ["~^(web|db)0?1$", ["web01", "db1"]],
    ["tag:pg", ["db1", "db2"]],
    ["tag:s*", ["db2"]],
    ["service:shop", ["web01", "web02", "web03", "db1", "san"]],
    ["sw1,db1", ["db1", "sw1"]],
    ["prod,&tag:pg", ["db1"]],
    ["prod,&~^(web|db),!web02", ["web01", "web03", "db1"]],
    ["!web", ["db1", "db2", "san", "sw1"]],
    ["&tag:pg", ["db1", "db2"]],
    ["!web01,web", ["web02", "web03"]],
    ["web, db1 ,! web03", ["web01", "web02", "db1"]],
    ["web,!nothing*", ["web01", "web02", "web03"]],
  ])("%s", async (pattern, expected) => {
    expect(await names(pattern)).toEqual(expected);
  });

  it.each([
    ["wbe", 'there is no host or group "wbe"', 'did you mean "web"?'],
    ["pg", 'there is no host or group "pg"', 'did you mean "tag:pg"?'],
    ["web,!web04", 'there is no host or group "web04"', 'did you mean "web01"?'],
    ["shop", 'there is no host or group "shop"', 'did you mean "service:shop"?'],
    ["tag:gp", 'no host has the tag "gp"', 'did you mean "tag:pg"?'],
    ["service:shpo", 'there is no service "shpo"', 'did you mean "service:shop"?'],
    ["nothing*", "no host is like nothing*", undefined],
    ["~nothing", "no host matches ~nothing", undefined],
    ["x[1:3]", "there is no host or group of x[1:3]", undefined],
    ["empty", "the group empty has no hosts", undefined],
    ["web,&tag:pg", "selects no host", undefined],
    ["web,!prod", "selects no host", undefined],
    ["@list", "@list can't be used here", undefined],
    ["state:critical", "state:critical can't be used here", undefined],
    ["web,!@last:failed", "@last:failed can't be used here", undefined],
  ])("%s is refused", async (pattern, why, hint) => {
    await expect(selectHosts(pattern, inventory)).rejects.toMatchObject({
      code: "USAGE",
      message: `the pattern ${JSON.stringify(pattern)}: ${why}`,
      hint,
    });
  });

  it("asks its sources", async () => {
    const sources = {
      readFile: async (path: string) => (path === "list" ? "# ours\nweb02\n\n db1 # the first\n" : "typo"),
      inState: async (state: string) => (state === "critical" ? ["web01", "gone"] : []),
      lastRun: async (result: string) => (result === "failed" ? ["db2"] : []),
    };
    expect(await names("@list", sources)).toEqual(["web02", "db1"]);
    expect(await names("state:critical", sources)).toEqual(["web01"]);
    expect(await names("@last:failed,web03", sources)).toEqual(["web03", "db2"]);
    expect(await names("web,!state:warning", sources)).toEqual(["web01", "web02", "web03"]);
    await expect(names("@other", sources)).rejects.toThrow('no host or group "typo" (in @other)');
    await expect(names("state:ok", sources)).rejects.toThrow("no host is in state:ok");
  });

  it("says why a file can't be read", async () => {
    const readFile = async (): Promise<string> => Promise.reject(new Error("no such file"));
    await expect(names("@list", { readFile })).rejects.toThrow("@list can't be read: no such file");
  });

  it("joins in any order, and exclusion wins wherever it stands", async () => {
    await assert(
      asyncProperty(
        shuffledSubarray(words, { minLength: 1 }),
        constantFrom("web", "db1", "san"),
        async (some, out) => {
          const joined = await names(some.join(","));
          expect(await names(some.toReversed().join(","))).toEqual(joined);
          const excluded = new Set(await names(out));
          const rest = joined.filter((name) => !excluded.has(name));
          const kept = await names([`!${out}`, ...some].join(",")).catch(() => []);
          expect(kept).toEqual(rest);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("selectTargets", () => {
  const targets = (pattern: string): string[][] => {
    const { hosts, services } = selectTargets(pattern, inventory);
    return [hosts.map((host) => host.name), services.map((service) => service.name)];
  };

  it.each([
    ["service:shop", [[], ["shop"]]],
    ["service:*", [[], ["shop", "data"]]],
    ["service:*,!service:shop", [[], ["data"]]],
    ["web,service:data", [["web01", "web02", "web03"], ["data"]]],
    ["all,!web", [["db1", "db2", "san", "sw1"], []]],
  ])("%s", (pattern, expected) => {
    expect(targets(pattern)).toEqual(expected);
  });

  it("is CONFIG with an origin", () => {
    const origin = { file: "inventory.yaml", line: 1, column: 2 };
    expect(itomErrorOf(() => selectTargets("state:ok", inventory, origin))).toMatchObject({
      code: "CONFIG",
      position: origin,
    });
  });
});

describe("selectHostsAndServices", () => {
  it.each([
    ["all", 7, ["shop", "data"]],
    ["service:data", 2, ["data"]],
    ["all,!service:data", 5, ["shop"]],
    ["web", 3, []],
  ])("%s", async (pattern, hostCount, expected) => {
    const { hosts, services } = await selectHostsAndServices(pattern, inventory);
    expect(hosts).toHaveLength(hostCount);
    expect(services.map((service) => service.name)).toEqual(expected);
  });
});
