import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clientKey, scratch, startPlace } from "../connections/shell/bench.js";
import { runCli } from "../support/run-cli.js";

async function inventory(port: number): Promise<string> {
  const folder = await scratch();
  await writeFile(join(folder, "id"), clientKey.private, { mode: 0o600 });
  const ssh = `{ user: ops, port: ${port}, identity: id, known_hosts: known_hosts, config: none }`;
  const text = `version: 1\nhosts:\n  web1: { address: 127.0.0.1, ssh: ${ssh} }\n`;
  await writeFile(join(folder, "inventory.yaml"), text, { mode: 0o600 });
  return folder;
}

test("itom doctor HOST walks the path and tells it in either form", async () => {
  const place = await startPlace();
  const cwd = await inventory(place.server.port);
  const refused = await runCli(["doctor", "web1"], { cwd });
  expect(refused.status).toBe(2);
  expect(refused.stdout).toMatch(/^failed {3}host key {8}the host key of \[127\.0\.0\.1\]:\d+ is not known/m);
  expect(refused.stdout).toMatch(/^skipped {2}shell {11}authentication did not work$/m);
  await writeFile(join(cwd, "known_hosts"), place.server.hostKeyLine("127.0.0.1"));
  const well = await runCli(["doctor", "web1", "--json"], { cwd });
  const document = JSON.parse(well.stdout);
  expect(document).toMatchObject({ schema: "itom.doctor/1", summary: { host: "web1", failed: 0 } });
  expect(document.results).toContainEqual(expect.objectContaining({ step: "authentication", status: "ok" }));
});

test("itom doctor looks at this machine, with and without an inventory", async () => {
  const cwd = await inventory(22);
  const here = await runCli(["doctor", "--json"], { cwd });
  expect(JSON.parse(here.stdout).results).toContainEqual(
    expect.objectContaining({ step: "inventory", status: "ok" }),
  );
  const nowhere = await runCli(["doctor", "-q"], { cwd: await scratch() });
  expect(nowhere.status).toBe(2);
  expect(nowhere.stdout).toContain("failed   inventory");
});

test("a host that is not in the inventory", async () => {
  const result = await runCli(["doctor", "wev1"], { cwd: await inventory(22) });
  expect([result.status, result.stderr]).toEqual([
    64,
    'itom: there is no host "wev1" in the inventory\nhint: did you mean "web1"?\n',
  ]);
});
