import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../../support/run-cli.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "itom-explain-"));
  const inventory = `version: 1
hosts:
  named: { address: localhost }
  plain: { address: 127.0.0.1 }
checks:
  - { on: all, type: tcp, port: 1 }
`;
  await writeFile(join(folder, "inventory.yaml"), inventory);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("--explain tells what a host's name resolves to", async () => {
  const { stdout } = await runCli(["check", "--explain", "named/tcp"], { cwd: folder });
  expect(stdout).toMatch(/^address {4}localhost \((?:127\.0\.0\.1|::1)/m);
  const document = await runCli(["check", "--json", "--explain", "named/tcp"], { cwd: folder });
  expect(document.stdout).toMatch(/"resolved":"(?:127\.0\.0\.1|::1)/);
});

test("--explain adds nothing to an address", async () => {
  const { stdout } = await runCli(["check", "--explain", "plain/tcp"], { cwd: folder });
  expect(stdout).toMatch(/^address {4}127\.0\.0\.1$/m);
});
