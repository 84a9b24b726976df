import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const root = "a 0 root:x:0:0:root:/root:/bin/sh\ng 0 root adm\nend\n";
const noBob = root.replace("end", "n 1\nend");

describe("user", () => {
  it.each([
    [{ user: "root", uid: 0, home: "/root", shell: "/bin/sh" }, root, "OK", "the user root is as expected"],
    [{ user: "root", groups: ["adm", "sudo"] }, root, "CRITICAL", "the user root is not in the group sudo"],
    [{ user: "root", uid: 1 }, root, "CRITICAL", "the user root has uid 0, expected 1"],
    [{ user: ["root", "bob"] }, noBob, "CRITICAL", "the user bob does not exist"],
    [{ user: "root", absent: true }, root, "CRITICAL", "the user root exists"],
    [{ user: "bob", absent: true }, "n 0\nend\n", "OK", "the user bob does not exist"],
    [
      { user: "bob", absent: true },
      "",
      "UNKNOWN",
      "the user database could not be read: the host printed nothing",
    ],
  ])("%j judges", (written, output, state, summary) => {
    expect(judgeWritten("user", written, output)).toMatchObject({ state, summary });
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("user", { user: "root" }, printed(root, { exitCode: 2 })).state).toBe("UNKNOWN");
  });

  it.each(shells)("runs in $name, hostile names among the real", async ({ command }) => {
    const written = { user: ["root", "$(echo root)", "'; echo a 2 x; '"], groups: "root" };
    const { stdout } = await runWritten(command, "user", written);
    expect(stdout).toMatch(/^a 0 root:[^\n]*:0:0:/m);
    expect(stdout).not.toMatch(/^a [12] /m);
    expect(judgeWritten("user", { user: "root", groups: "root" }, stdout).state).toBe("OK");
  });
});
