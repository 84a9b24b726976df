import { createServer } from "node:net";
import { once } from "node:events";
import { afterEach, beforeEach, expect, it } from "vitest";
import { folderOf } from "../../support/folder-of.js";
import { runCli } from "../../support/run-cli.js";

const server = createServer((socket) => void socket.end());
let cwd = "";

beforeEach(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  cwd = await folderOf({
    "inventory.yaml": [
      "version: 1",
      "hosts: { web1: { address: 127.0.0.1, connection: none } }",
      "checks:",
      `  - { on: web1, id: front, type: tcp, port: ${port} }`,
      "  - { on: web1, type: cluster, of: 'web*/front', at_least: 1 }",
    ].join("\n"),
  });
});

afterEach(() => void server.close());

it("explains a cluster by the checks that it judges", async () => {
  const { status, stdout } = await runCli(["check", "--explain", "web1/cluster"], { cwd });
  expect(stdout).toMatch(/^OK {2}web1\/cluster {2}/);
  expect(stdout).toContain('"check": "front"');
  expect(status).toBe(0);
});

it("gives no unit to a value that could not be determined", async () => {
  await new Promise((resolve) => server.close(resolve));
  const { stdout } = await runCli(["check", "--explain", "web1/front"], { cwd });
  expect(stdout).not.toMatch(/undetermined\w/);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
