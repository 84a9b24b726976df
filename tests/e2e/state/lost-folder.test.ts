import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolders } from "../../state/scratch.js";
import { runItom } from "../support/itom.js";

const scratch = scratchFolders();

/** An inventory whose one check puts a file in the state folder's place, while the run goes on. */
function saboteur(): string {
  const folder = scratch();
  const command = `rm -r '${folder}/.itom' && : > '${folder}/.itom'`;
  writeFileSync(
    join(folder, "inventory.yaml"),
    `version: 1
hosts: { here: { connection: local } }
checks: [{ on: here, type: command, command: ${JSON.stringify(command)} }]
`,
  );
  return folder;
}

test("results that can't be kept are shown all the same, and the status tells", async () => {
  const { status, stdout, stderr } = await runItom(["check"], { cwd: saboteur() });
  expect(status).toBe(3);
  expect(stdout).toContain("1 OK");
  expect(stderr).toContain("a file stands where a folder should be");
});

test("under --json that is still one document on stdout", async () => {
  const { status, stdout, stderr } = await runItom(["check", "--json"], { cwd: saboteur() });
  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ schema: "itom.check/1", results: [{ state: "OK" }] });
  expect(stderr).toContain("hint: ");
});
