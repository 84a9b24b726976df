import { appendFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderOf } from "../../support/folder-of.js";
import { runCli } from "../../support/run-cli.js";

it("reads a log on from run to run, also over one that could not read, and moves nothing with --no-record", async () => {
  const cwd = await folderOf({ "app.log": "bad 0\n" });
  const log = join(cwd, "app.log");
  await writeFile(
    join(cwd, "inventory.yaml"),
    `version: 1
hosts: { here: { address: 127.0.0.1, connection: local } }
checks: [{ on: here, type: log, file: ${JSON.stringify(log)}, pattern: bad }]
`,
  );
  const check = async (...words: readonly string[]): Promise<string> => {
    const { stdout } = await runCli(["check", "--json", ...words], { cwd });
    const { results } = JSON.parse(stdout) as { results: [{ state: string; summary: string }] };
    expect(stdout).not.toContain('position"');
    return `${results[0].state} ${results[0].summary}`;
  };
  expect(await check()).toBe("WARNING matching lines: 1 > 0, the last: bad 0");
  expect(await check()).toBe("OK no line of 0 new ones matched");
  await appendFile(log, "bad 1\n");
  expect(await check("--no-record")).toBe("WARNING matching lines: 2 > 0, the last: bad 1");
  await rename(log, `${log}.away`);
  expect(await check()).toMatch(/^UNKNOWN .* is not there$/);
  await rename(`${log}.away`, log);
  expect(await check()).toBe("WARNING matching lines: 1 > 0, the last: bad 1");
  expect(await check()).toBe("OK no line of 0 new ones matched");
});

it("tells with --changed every run in which a log has matching lines", async () => {
  const cwd = await folderOf({ "app.log": "" });
  const log = join(cwd, "app.log");
  await writeFile(
    join(cwd, "inventory.yaml"),
    `version: 1
hosts: { here: { address: 127.0.0.1, connection: local } }
checks: [{ on: here, type: log, file: ${JSON.stringify(log)}, pattern: bad }]
`,
  );
  const changed = async (line?: string): Promise<string> => {
    if (line !== undefined) await appendFile(log, `${line}\n`);
    return (await runCli(["check", "--changed"], { cwd })).stdout;
  };
  expect(await changed()).toBe("");
  expect(await changed("bad 1")).toContain("bad 1 (was ");
  expect(await changed("bad 2")).toContain("bad 2 (more since the last run)");
  for (let round = 3; round < 9; round++) {
    expect(await changed(`bad ${round}`)).toContain(`bad ${round} (`);
    expect(await changed()).toMatch(/^OK .*\(was WARNING/);
    expect(await changed()).toBe("");
  }
});
