import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { itom, itomProgram, resultsOf, withInventory, type SeenResult } from "./support/itom.js";
import { onHost } from "./support/lab.js";
import { run, type Ended } from "./support/run.js";

/** What is wrong in the lab, and nothing else; every other check must be OK. */
const wrong: Readonly<Record<string, readonly [state: string, summary: RegExp]>> = {
  "web1/database": ["CRITICAL", /refused/],
  "web1/broken": ["CRITICAL", /503/],
  "web2/tls": ["WARNING", /expires in 2 d/],
  "web2/self-signed": ["CRITICAL", /self-signed/],
  "web2/expired": ["CRITICAL", /expired/],
  "db1/cron": ["CRITICAL", /cron is inactive/],
  "db1/nginx": ["CRITICAL", /0 nginx/],
  "db1/web-port": ["CRITICAL", /nothing listens on tcp port 80/],
  "full1/disk": ["CRITICAL", /\/srv\/full 100 %/],
  "full1/inodes": ["CRITICAL", /\/srv\/inodes inodes 100 %/],
  "full1/missing": ["CRITICAL", /does not exist/],
  "plain1/no-such-package": ["CRITICAL", /is not installed/],
  "down1/ping": ["CRITICAL", /down/],
  "down1/ssh": ["CRITICAL", /10\.77\.1\.17/],
  "off1/ping": ["CRITICAL", /down/],
  "off1/ssh": ["CRITICAL", /10\.77\.1\.19/],
  "off1/from-here": ["CRITICAL", /10\.77\.1\.19/],
};

describe("itom check on the whole lab", () => {
  let ended: Ended;
  let results: ReadonlyMap<string, SeenResult>;
  beforeAll(async () => {
    ended = await itom("check", "--no-record", "--json");
    results = resultsOf(ended);
  });

  test("ends with the worst state, and says nothing else", () => {
    expect(ended).toMatchObject({ status: 2, stderr: "" });
    expect(results.size).toBe(97);
  });

  test("tells exactly what is wrong", () => {
    const found = [...results]
      .filter(([, { state }]) => state !== "OK")
      .map(([name, { state }]) => [name, state]);
    const expected = Object.entries(wrong).map(([name, [state]]) => [name, state]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });

  test("the system's ssh brings the same", async () => {
    const { file, remove } = withInventory((text) =>
      text.replace("become: sudo", "become: sudo\n    transport: openssh"),
    );
    try {
      const others = resultsOf(await itom("check", "-i", file, "--no-record", "--json"));
      const states = (seen: ReadonlyMap<string, SeenResult>): Record<string, string> =>
        Object.fromEntries([...seen].map(([name, { state }]) => [name, state]));
      expect(states(others)).toEqual(states(results));
    } finally {
      remove();
    }
  });

  test.each(Object.entries(wrong))("%s says why", (name, [, summary]) => {
    expect(results.get(name)?.summary).toMatch(summary);
  });
});

describe("the human report", () => {
  test("leads with what is wrong and sums up the rest in a line", async () => {
    const { stdout } = await itom("check", "web2", "--no-record");
    expect(stdout).toMatch(/^CRITICAL +web2 +(?:self-signed|expired)/);
    expect(stdout.trim().split("\n").at(-1)).toMatch(/2 CRITICAL, 1 WARNING, \d+ OK/);
  });

  test("ends quietly where its reader leaves", async () => {
    const words = `set -o pipefail; "$0" "$1" check --list | head -n 1`;
    expect(await run("bash", ["-c", words, process.execPath, itomProgram])).toMatchObject({ stderr: "" });
  });

  test("explains one result", async () => {
    const { stdout, status } = await itom("check", "--explain", "db1/cron", "--no-record");
    expect(status).toBe(2);
    expect(stdout).toContain("10.77.1.13");
    expect(stdout).toContain("cron is inactive");
    expect(stdout).not.toContain("lab-ops-password");
  });
});

test("a service that stops is told, and told to be well again", async () => {
  const state = mkdtempSync(join(tmpdir(), "itom-lab-"));
  const check = () => itom("check", "web1", "--id", "cron", "--state", state, "--json");
  try {
    expect(resultsOf(await check()).get("web1/cron")).toMatchObject({ state: "OK" });
    await onHost("web1", "service", "cron", "stop");
    expect(resultsOf(await check()).get("web1/cron")).toMatchObject({ state: "CRITICAL" });
    await onHost("web1", "service", "cron", "start");
    expect(resultsOf(await check()).get("web1/cron")).toMatchObject({ state: "OK" });
    expect((await itom("state", "verify", "--state", state)).status).toBe(0);
  } finally {
    await onHost("web1", "service", "cron", "start");
    rmSync(state, { recursive: true });
  }
});
