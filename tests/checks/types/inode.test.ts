import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const disks = (used: number, total = 1000): string => `m 27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
Filesystem     1024-blocks     Used Available Capacity Mounted on
/dev/vda         264212084 25493172  80897740      24% /
inodes
Filesystem       Inodes  IUsed    IFree IUse% Mounted on
/dev/vda       ${total} ${used} ${total - used}    4% /
end
`;

describe("inode", () => {
  it.each([
    [{}, disks(100), "OK", "at most 10 % of the inodes used"],
    [{}, disks(850), "WARNING", "/ inodes 85 % > 80 %"],
    [{ crit: "80%" }, disks(850), "CRITICAL", "/ inodes 85 % > 80 %"],
    [{ mount: "/srv" }, disks(1), "UNKNOWN", "no mounted disk matches /srv"],
    [{ exclude: "/" }, disks(1), "UNKNOWN", "no mounted disk has a number of inodes"],
    [{}, disks(0, 0), "UNKNOWN", "no mounted disk has a number of inodes"],
    [{}, "", "UNKNOWN", "the mounted disks could not be read: the host printed nothing"],
  ])("%j judges", (written, output, state, summary) => {
    expect(judgeWritten("inode", written, output)).toMatchObject({ state, summary });
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("inode", {}, printed(disks(1), { exitCode: 2 })).state).toBe("UNKNOWN");
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    expect((await runWritten(command, "inode", {})).exitCode).toBe(0);
  });
});
