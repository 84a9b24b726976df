import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { itom, withInventory } from "./support/itom.js";
import { labFolder } from "./support/lab.js";
import type { Ended } from "./support/run.js";
import { keyOfAnother } from "./support/shells.js";

interface Step {
  readonly step: string;
  readonly status: string;
  readonly summary: string;
  readonly hint?: string;
}

const stepsOf = (ended: Ended): Map<string, Step> => {
  const { results } = JSON.parse(ended.stdout) as { results: Step[] };
  return new Map(results.map((step) => [step.step, step]));
};
const statusesOf = (ended: Ended): Record<string, string> =>
  Object.fromEntries([...stepsOf(ended)].map(([step, { status }]) => [step, status]));

const allWell = {
  resolve: "ok",
  ping: "ok",
  tcp: "ok",
  "host key": "ok",
  authentication: "ok",
  shell: "ok",
  sudo: "ok",
  snmp: "ok",
};

describe("itom doctor", () => {
  test("finds nothing wrong with the control node", async () => {
    const ended = await itom("doctor", "--json");
    expect([...stepsOf(ended).values()].filter(({ status }) => status === "failed")).toEqual([]);
  });

  test.each(["web1", "db1", "legacy1", "slow1"])("the whole path to %s is well", async (host) => {
    const ended = await itom("doctor", host, "--json");
    expect(statusesOf(ended)).toEqual(allWell);
    expect(ended.status).toBe(0);
    expect(ended.stdout).not.toContain("lab-ops-password");
  });

  test("behind the jump host only what goes through it is looked at", async () => {
    const statuses = statusesOf(await itom("doctor", "app1", "--json"));
    expect(statuses).toMatchObject({ tcp: "skipped", authentication: "ok", shell: "ok", sudo: "ok" });
  });

  test("a host that is down: the first step that fails is told, what needs it is skipped", async () => {
    const ended = await itom("doctor", "off1", "--json");
    expect(ended.status).toBeGreaterThanOrEqual(2);
    expect(statusesOf(ended)).toMatchObject({ resolve: "ok", tcp: "failed", authentication: "skipped" });
  });

  test("a changed host key is named, and no password is tried", async () => {
    const known = join(labFolder, "known_hosts.changed");
    writeFileSync(known, keyOfAnother("web1", "web2"));
    const { file, remove } = withInventory((text) =>
      text.replace("known_hosts: known_hosts", `known_hosts: ${known}`),
    );
    try {
      const ended = await itom("doctor", "web1", "--json", "-i", file);
      expect(statusesOf(ended)).toMatchObject({ tcp: "ok", "host key": "failed", authentication: "skipped" });
      expect(stepsOf(ended).get("host key")?.summary).toMatch(/key/);
    } finally {
      remove();
    }
  });
});
