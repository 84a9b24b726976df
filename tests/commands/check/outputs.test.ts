import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { checkFormats } from "../../../src/output/check/formats/index.js";
import { folderOf } from "../../support/folder-of.js";
import { runCli, type CliResult } from "../../support/run-cli.js";

let cwd = "";

beforeEach(async () => {
  const checks = "[{ on: here, id: closed, type: tcp, port: 1 }]";
  const hosts = "{ here: { address: 127.0.0.1, connection: none } }";
  cwd = await folderOf({ "inventory.yaml": `version: 1\nhosts: ${hosts}\nchecks: ${checks}\n` });
});

function check(...words: string[]): Promise<CliResult> {
  return runCli(["check", "--no-record", ...words], { cwd });
}

describe("itom check --out", () => {
  it("writes every format into a file of its own in one run, and stdout stays one document", async () => {
    const names = [...checkFormats.keys()];
    const { status, stdout, stderr } = await check(
      "--json",
      ...names.flatMap((name) => ["--out", `${name}=out.${name}`]),
    );
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ schema: "itom.check/1", results: [{ state: "CRITICAL" }] });
    for (const name of names)
      expect(readFileSync(join(cwd, `out.${name}`), "utf8"), name).toMatch(/closed|refused/);
    // Nothing but what was asked for: no half-written file is left.
    expect(readdirSync(cwd).toSorted()).toEqual(
      ["inventory.yaml", ...names.map((name) => `out.${name}`)].toSorted(),
    );
  });

  it("takes prom for prometheus, and a file whose name holds an equals sign", async () => {
    await check("--out", "prom=a=b.prom");
    expect(readFileSync(join(cwd, "a=b.prom"), "utf8")).toContain(
      'itom_check_state{host="here",check="closed",type="tcp"} 2',
    );
  });

  it("replaces a file that is there", async () => {
    writeFileSync(join(cwd, "old.tap"), "old\n".repeat(1_000));
    await check("--out", "tap=old.tap");
    expect(readFileSync(join(cwd, "old.tap"), "utf8")).toMatch(
      /^TAP version 14\n1\.\.1\nnot ok 1 - here\/closed\n/,
    );
  });

  it("ends with 3 where a file can't be written, and still shows the results", async () => {
    const { status, stdout, stderr } = await check("--out", "junit=nowhere/a.xml");
    expect(status).toBe(3);
    expect(stdout).toContain("closed");
    expect(stderr).toMatch(/^itom: can't write .*nowhere\/a\.xml: /);
  });

  it.each([
    [["--out", "junitt"], "there is no output format"],
    [["--out", "junit="], "names no file"],
    [["--out", "junit", "--out", "tap"], "stdout takes one document"],
    [["--out", "junit", "--json"], "stdout takes one document"],
  ])("%j is refused before anything is checked", async (words, message) => {
    const { status, stdout, stderr } = await check(...words);
    expect(status).toBe(64);
    expect(stdout + stderr).toContain(message);
  });
});
