import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { itom } from "./support/itom.js";
import { run } from "./support/run.js";

/** A real filesystem of one megabyte; the control node has mounts of its own, so the machine never sees it. */
let disk: string;
beforeEach(async () => {
  disk = mkdtempSync(join(tmpdir(), "itom-lab-disk-"));
  await run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
  if ((await run("mountpoint", [disk])).status !== 0) throw new Error("no disk of one's own to fill");
});
afterEach(async () => {
  await run("umount", ["--lazy", disk]);
  rmSync(disk, { recursive: true, force: true });
});

const fill = (): Promise<unknown> => run("dd", ["if=/dev/zero", `of=${join(disk, "blob")}`, "bs=4k"]);
const check = (state: string) =>
  itom("check", "web1", "--id", "name", "--id", "cron", "--state", state, "--json");

test("on a full disk nothing that was saved is lost, and the failure is told", async () => {
  const state = join(disk, "state");
  expect((await check(state)).status).toBe(0);
  await fill();
  const failed = await check(state);
  expect(failed.status).not.toBe(0);
  expect(`${failed.stdout}${failed.stderr}`).toMatch(/no space|full|ENOSPC/i);
  rmSync(join(disk, "blob"));
  expect((await itom("state", "verify", "--state", state)).status).toBe(0);
  expect((await check(state)).status).toBe(0);
});

test("a disk that was full from the start leaves nothing half made", async () => {
  const state = join(disk, "state");
  await fill();
  expect((await check(state)).status).not.toBe(0);
  rmSync(join(disk, "blob"));
  expect((await check(state)).status).toBe(0);
  expect((await itom("state", "verify", "--state", state)).status).toBe(0);
});

test("a read-only state folder is an error before any host is asked", async () => {
  const state = join(disk, "state");
  mkdirSync(state);
  writeFileSync(join(disk, "other"), "");
  await run("mount", ["-o", "remount,ro", disk]);
  const failed = await check(state);
  expect(failed.status).not.toBe(0);
  expect(`${failed.stdout}${failed.stderr}`).toMatch(/read-only|EROFS|write/i);
  expect(existsSync(join(state, "checks"))).toBe(false);
});
