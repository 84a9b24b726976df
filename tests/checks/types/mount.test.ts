import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const mounts = `m proc /proc proc rw,nosuid 0 0
m /dev/sda1 / ext4 rw,relatime 0 0
m nas:/a /mnt/with\\040blank nfs ro,hard 0 0
m tmpfs /run tmpfs rw 0 0
m other /run ext4 ro 0 0
`;

describe("mount", () => {
  it.each([
    [{ path: "/" }, "OK", "/ is mounted from /dev/sda1"],
    [{ path: ["/", "/data"] }, "CRITICAL", "/data is not mounted"],
    [{ path: "/", fs_type: "xfs" }, "CRITICAL", "/ is ext4, expected xfs"],
    [{ path: "/", source: "/dev/sdb1" }, "CRITICAL", "/ is /dev/sda1, expected /dev/sdb1"],
    [{ path: "/", options: ["rw", "noexec"] }, "CRITICAL", "/ lacks the option noexec"],
    [{ path: "/mnt/with blank", options: "ro" }, "OK", "/mnt/with blank is mounted from nas:/a"],
    [{ path: "/run", options: "rw" }, "CRITICAL", "/run lacks the option rw"],
  ])("%j judges", (written, state, summary) => {
    expect(judgeWritten("mount", written, mounts)).toMatchObject({ state, summary });
  });

  it("is UNKNOWN without an answer", () => {
    expect(judgeWritten("mount", { path: "/" }, "").state).toBe("UNKNOWN");
    expect(judgeWritten("mount", { path: "/" }, printed(mounts, { truncated: true })).state).toBe("UNKNOWN");
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    const output = await runWritten(command, "mount", { path: "/proc" });
    expect(judgeWritten("mount", { path: "/proc", fs_type: "proc" }, output).state).toBe("OK");
  });
});
