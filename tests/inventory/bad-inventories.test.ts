import { readFileSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

const folder = fileURLToPath(new URL("fixtures/bad/", import.meta.url));
const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort();
const update = process.env["UPDATE_GOLDEN"] === "1";

describe("bad inventories", () => {
  it("are at least sixty", () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
  });

  it.each(names)("%s", async (name) => {
    const { status, stdout, stderr } = await runCli(["inventory", "validate", "-i", name], { cwd: folder });
    const golden = `${folder}${name.replace(/\.yaml$/, ".golden")}`;
    if (update) writeFileSync(golden, stderr);
    expect(stderr).toBe(readFileSync(golden, "utf8"));
    expect({ status, stdout }).toEqual({ status: 78, stdout: "" });
    // The schema library's own words say nothing to a person.
    expect(stderr).not.toMatch(/Invalid|Too small|Too big/);
    // oxlint-disable-next-line no-control-regex -- nothing of a file may reach the terminal as a control
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });
});
