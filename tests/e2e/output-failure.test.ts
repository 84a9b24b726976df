import { existsSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { runShell } from "./support/itom.js";

vi.setConfig({ testTimeout: 60_000 });

test.runIf(existsSync("/dev/full"))("output that can't be written is never taken for well", async () => {
  const { status, stderr } = await runShell("itom check --types > /dev/full");
  expect(stderr).toMatch(/^itom: can't write the output: ENOSPC/);
  expect(status).toBe(3);
});

test("a folder that was removed under us is told in a sentence", async () => {
  const { status, stderr } = await runShell('d=$(mktemp -d) && cd "$d" && rmdir "$d" && itom check');
  expect(stderr).toMatch(/^itom: the current folder is gone$/m);
  expect(status).toBe(3);
});

test("a reader that leaves early is no failure", async () => {
  const { stdout, stderr } = await runShell("{ itom check --types; echo $? >&2; } | head -1");
  expect(stdout).toMatch(/^certificate/);
  expect(stderr.trim()).toBe("0");
});
