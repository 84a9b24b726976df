import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const line = "a 0 adm:x:4:syslog,bob\nend\n";

describe("group", () => {
  it.each([
    [{ group: "adm", gid: 4, members: "bob" }, line, "OK", "the group adm is as expected"],
    [{ group: "adm", gid: 5 }, line, "CRITICAL", "the group adm has gid 4, expected 5"],
    [{ group: "adm", members: ["bob", "eve"] }, line, "CRITICAL", "the group adm lacks eve"],
    [{ group: "none" }, "n 0\nend\n", "CRITICAL", "the group none does not exist"],
    [{ group: "none", absent: true }, "n 0\nend\n", "OK", "the group none does not exist"],
    [
      { group: "none", absent: true },
      "",
      "UNKNOWN",
      "the group database could not be read: the host printed nothing",
    ],
  ])("%j judges", (written, output, state, summary) => {
    expect(judgeWritten("group", written, output)).toMatchObject({ state, summary });
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("group", { group: "adm" }, printed(line, { exitCode: 2 })).state).toBe("UNKNOWN");
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    const { stdout } = await runWritten(command, "group", { group: "root" });
    expect(judgeWritten("group", { group: "root", gid: 0 }, stdout).state).toBe("OK");
  });
});
