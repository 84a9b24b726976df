import { expect, it } from "vitest";
import { folderOf } from "../../support/folder-of.js";
import { runCli } from "../../support/run-cli.js";

const inventory = `version: 1
hosts: { shop: { address: 127.0.0.1, connection: local } }
checks: [{ on: shop, id: front, type: command, command: exit 2 }]
`;

it("refuses to stay good for longer than there is time", async () => {
  const cwd = await folderOf({ "inventory.yaml": inventory });
  const { status, stderr } = await runCli(["gate", "--for", "10s", "--within", "2s"], { cwd });
  expect(status).toBe(64);
  expect(stderr).toContain("no gate stays good for 10s within 2s");
});

it("shows no verdict while it saves", async () => {
  const cwd = await folderOf({ "inventory.yaml": inventory });
  const { status, stdout } = await runCli(["gate", "--save", "before.json"], { cwd });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^SAVED {2}before\.json: 1 of 1 check is bad\nbad\n {2}CRITICAL {2}shop\/front/);
});

it("does not point to an option that it has not where there is no check", async () => {
  const empty = await folderOf({ "inventory.yaml": inventory.replace(/^checks.*/m, "checks: []") });
  const answer = await runCli(["gate"], { cwd: empty });
  expect(answer.status).toBe(78);
  expect(answer.stderr).toContain("has no checks");
  expect(answer.stderr).not.toContain("--allow-empty");
});
