import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";

const apt = `manager apt
Reading package lists...
Inst libc6 [2.36-9] (2.36-9+deb12u7 Debian:12.5/stable, Debian-Security:12/stable-security [amd64]) []
Inst vim [9.0] (9.1 Debian:12.5/stable [amd64])
Conf libc6 (2.36-9+deb12u7 Debian:12.5/stable [amd64])
ended 0
`;

describe("updates-pending", () => {
  it.each([
    [{}, apt, "WARNING", "updates that wait: 2 > 0"],
    [{ warn: 5 }, apt, "OK", "2 updates wait: libc6, vim"],
    [{ warn: 5, security: { crit: 0 } }, apt, "CRITICAL", "security updates: 1 > 0"],
    [{}, "manager apt\nReading package lists...\nended 0\n", "OK", "0 updates wait"],
    [
      {},
      "manager apt\nno lists\nReading package lists...\nended 0\n",
      "UNKNOWN",
      "apt has no package lists: apt-get update was never run there",
    ],
    [
      {},
      "manager apt\nE: dpkg was interrupted\nended 100\n",
      "UNKNOWN",
      "apt ended with 100: E: dpkg was interrupted",
    ],
    [{}, "manager dnf\nended 0\n", "OK", "0 updates wait"],
    [
      {},
      "manager dnf\nbash.x86_64    5.1-9   updates\nObsoleting Packages\nold.noarch  1-1  updates\nended 100\n",
      "WARNING",
      "updates that wait: 1 > 0",
    ],
    [
      {},
      "manager dnf\nError: Cache-only enabled but no cache\nended 1\n",
      "UNKNOWN",
      "dnf ended with 1: Error: Cache-only enabled but no cache",
    ],
    [
      { warn: 9, security: { warn: 0 } },
      "manager dnf\nended 0\n",
      "UNKNOWN",
      "this package manager does not tell which updates are for security",
    ],
    [
      { warn: 9 },
      "manager zypper\nS | Repository | Name | Current\nv | main | bash | 5 | 6 | x86_64\nended 0\n",
      "OK",
      "1 updates wait: bash",
    ],
    [{ warn: 9 }, "manager apk\nbusybox-1.36.1-r2\nended 0\n", "OK", "1 updates wait: busybox-1.36.1-r2"],
    [{}, "manager pacman\nended 1\n", "OK", "0 updates wait"],
    [
      {},
      "manager pacman\nerror: no database\nended 1\n",
      "UNKNOWN",
      "pacman ended with 1: error: no database",
    ],
    [{ warn: 9 }, "manager pacman\nbash 5.1-1 -> 5.2-1\nended 0\n", "OK", "1 updates wait: bash"],
    [{}, "manager apt\n", "UNKNOWN", "apt gave no whole answer"],
    [{}, "", "UNKNOWN", "the host has none of apt, dnf, yum, zypper, apk and pacman"],
  ])("%j judges %j", (written, output, state, summary) => {
    expect(judgeWritten("updates-pending", written, output)).toMatchObject({ state, summary });
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("updates-pending", {}, printed(apt, { exitCode: 2 })).state).toBe("UNKNOWN");
  });
});
