import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folderOf } from "../../support/folder-of.js";
import { runCli, type CliResult } from "../../support/run-cli.js";

/** Checks one open and one closed port with a state folder that is a file. */
async function check(...flags: string[]): Promise<CliResult> {
  const server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const inventory = `
version: 1
defaults: { connection: none }
hosts: { a: { address: 127.0.0.1 } }
checks: [{ on: a, type: tcp, id: up, port: ${port} }, { on: a, type: tcp, id: down, port: 1 }]
`;
  const cwd = await folderOf({ "inventory.yaml": inventory });
  const state = join(cwd, "state");
  writeFileSync(state, "no folder");
  return runCli(["check", "--state", state, ...flags], { cwd });
}

test("what is wrong is told even where nothing can be kept", async () => {
  const { status, stdout, stderr } = await check();
  expect(stdout).toMatch(/CRITICAL +a +down/);
  expect(stderr).toMatch(/^itom: .*state/);
  expect(status).toBe(2);
});

test("nothing kept is not all well", async () => {
  const { status, stdout } = await check("--json", "--id", "up");
  expect(JSON.parse(stdout)).toMatchObject({ schema: "itom.check/1", summary: { states: { OK: 1 } } });
  expect(status).toBe(3);
});

test("what has changed is not made up where the past can't be read", async () => {
  const { status, stdout } = await check("--changed");
  expect([status, stdout]).toEqual([3, ""]);
});
