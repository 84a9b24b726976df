import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { df } from "../../src/demo/programs/df.js";
import { grep } from "../../src/demo/programs/grep.js";
import { systemctl } from "../../src/demo/programs/systemctl.js";

function run(script: string, words: readonly string[]): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync("/bin/sh", ["-s", "--", ...words], {
    input: script,
    encoding: "utf8",
  });
  return { status, stdout };
}

describe("df of a demo host", () => {
  const script = df([{ device: "/dev/vda1", type: "ext4", kib: 1000, usedKib: 970, at: "/var" }]);

  test.each([
    ["-P", "/dev/vda1 1000 970 30 97% /var"],
    ["-PkT", "/dev/vda1 ext4 1000 970 30 97% /var"],
    ["-Pi", "/dev/vda1 655360 91750 563610 14% /var"],
    ["-PTi", "/dev/vda1 ext4 655360 91750 563610 14% /var"],
  ])("answers %s", (flags, line) => {
    const { status, stdout } = run(script, [flags]);
    expect(status).toBe(0);
    const [head, row] = stdout.split("\n");
    expect(head).toMatch(/^Filesystem .* Mounted on$/);
    expect(row).toBe(line);
  });
});

describe("grep of a demo host", () => {
  const script = grep([{ device: "/dev/vda1", type: "ext4", kib: 1000, usedKib: 970, at: "/" }]);

  test("finds its disks", () => {
    const { status, stdout } = run(script, ["-vE", " - (proc) ", "/proc/self/mountinfo"]);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "20 1 252:0 / / rw,relatime - ext4 /dev/vda1 rw\n",
    });
  });
});

describe("systemctl of a demo host", () => {
  const script = systemctl([
    { name: "nginx", active: "active" },
    { name: "orders", active: "failed" },
  ]);

  test.each([
    [["is-active", "nginx"], 0, "active\n"],
    [["is-active", "orders.service"], 3, "failed\n"],
    [["is-active", "nothing"], 3, "inactive\n"],
  ])("answers %j with %d", (words, status, stdout) => {
    expect(run(script, words)).toEqual({ status, stdout });
  });

  test("refuses what it does not know", () => {
    expect(run(script, ["poweroff"]).status).toBe(1);
  });
});
