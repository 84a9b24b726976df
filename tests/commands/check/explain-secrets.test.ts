import { expect, test } from "vitest";
import { folderOf } from "../../support/folder-of.js";
import { runCli } from "../../support/run-cli.js";

const inventory = `
version: 1
defaults: { connection: none }
hosts: { a: { address: 127.0.0.1 } }
checks:
  - on: a
    type: http
    url: "http://127.0.0.1:1/"
    auth: { user: ops, password: S3K-password }
    headers: { Authorization: S3K-header, Cookie: S3K-cookie }
    proxy: "http://127.0.0.1:1"
    proxy_auth: { user: ops, password: S3K-proxy }
  - { on: a, id: bearer, type: http, url: "http://127.0.0.1:1/", auth: { bearer: S3K-bearer } }
`;

test.each([
  ["a/http", ["--json"]],
  ["a/http", []],
  ["a/bearer", ["--json"]],
  ["a/bearer", []],
])("the explanation of %s with %j tells no secret that is written out", async (check, flags) => {
  const cwd = await folderOf({ "inventory.yaml": inventory });
  const { stdout } = await runCli(["check", "--explain", check, ...flags], { cwd });
  expect(stdout).toContain("(hidden)");
  expect(stdout).not.toContain("S3K");
});
