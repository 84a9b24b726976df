import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratchFolders } from "../state/scratch.js";
import { runItom } from "./support/itom.js";

const scratch = scratchFolders();
const heavy = ["ssh2", "net-snmp", "ping", "inquirer", "@inquirer", "execa", "zod", "yaml", "cli-table3"];

interface Loaded {
  readonly status: number | null;
  readonly packages: ReadonlySet<string>;
  /** Files below dist. */
  readonly own: ReadonlySet<string>;
}

/** Every package and file that a run of the program loaded: V8's coverage names each script, ES module or not. */
async function loadedBy(words: readonly string[]): Promise<Loaded> {
  const folder = scratch();
  const { status } = await runItom(words, { env: { NODE_V8_COVERAGE: folder } });
  const packages = new Set<string>();
  const own = new Set<string>();
  for (const name of readdirSync(folder)) {
    const { result } = JSON.parse(readFileSync(join(folder, name), "utf8")) as { result: { url: string }[] };
    for (const { url } of result) {
      const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(url)?.[1];
      if (found !== undefined) packages.add(found);
      const file = /\/dist\/(.*)$/.exec(url)?.[1];
      if (found === undefined && file !== undefined) own.add(file);
    }
  }
  return { status, packages, own };
}

describe("what is loaded at the start", () => {
  test.each([
    [["--help"]],
    [["--version"]],
    [["check", "--help"]],
    [["demo", "--help"]],
    [["state", "verify", "--help"]],
  ])("%j loads one file and nothing heavy", async (words) => {
    const { status, packages, own } = await loadedBy(words);
    expect(status).toBe(0);
    expect([...own]).toEqual(["start.js"]);
    expect(
      heavy.filter((name) => [...packages].some((found) => found === name || found.startsWith(`${name}/`))),
    ).toEqual([]);
  });

  test("sees what a command that needs them loads", async () => {
    const { own } = await loadedBy(["check", "--types"]);
    expect(own).toContain("joined/parts/zod.js");
  });
});
