import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const both = "manager dpkg\np 0 0 installed 1.2-3\np 1 1 \nend\n";

describe("package", () => {
  it.each([
    [{ package: "a" }, both, "OK", "a 1.2-3"],
    [{ package: ["a", "b"] }, both, "CRITICAL", "b is not installed"],
    [{ package: "a", absent: true }, both, "CRITICAL", "a 1.2-3 is installed"],
    [
      { package: "a", absent: true },
      "manager rpm\np 0 1 package a is not installed\nend\n",
      "OK",
      "a is not installed",
    ],
    [{ package: "a", version: "^2\\." }, both, "CRITICAL", "a 1.2-3, expected /^2\\./"],
    [
      { package: "a", absent: true },
      "manager dpkg\np 0 0 config-files 1.2\nend\n",
      "OK",
      "a is not installed",
    ],
    [
      { package: "a", absent: true },
      "manager dpkg\np 0 2 \nend\n",
      "UNKNOWN",
      "dpkg could not tell whether a is installed",
    ],
    [
      { package: "a", absent: true },
      "manager dpkg\nend\n",
      "UNKNOWN",
      "dpkg could not tell whether a is installed",
    ],
    [{ package: "a" }, "manager apk\np 0 0 a-b-1.36.1-r2\nend\n", "OK", "a 1.36.1-r2"],
    [{ package: "a" }, "manager pacman\np 0 0 a 5.2-1\nend\n", "OK", "a 5.2-1"],
    // Two architectures of one package.
    [
      { package: "a", absent: true },
      "manager dpkg\np 0 0 installed 2.36-9;installed 2.36-9;\nend\n",
      "CRITICAL",
      "a 2.36-9 is installed",
    ],
    [
      { package: "a", absent: true },
      "manager dpkg\np 0 0 config-files 1.2;installed 1.3;\nend\n",
      "CRITICAL",
      "a 1.3 is installed",
    ],
    [
      { package: "a", absent: true },
      "manager dpkg\np 0 0 half-installed 1.2;\nend\n",
      "UNKNOWN",
      "dpkg says of a what can't be read: half-installed 1.2;",
    ],
    [
      { package: "a", absent: true },
      "manager rpm\np 0 0 \nend\n",
      "UNKNOWN",
      "rpm says of a what can't be read: ",
    ],
    [{ package: "a", absent: true }, "end\n", "UNKNOWN", "the host has none of dpkg, rpm, apk and pacman"],
    [
      { package: "a", absent: true },
      "manager dpkg\n",
      "UNKNOWN",
      "the host has none of dpkg, rpm, apk and pacman",
    ],
    [{ package: "a", absent: true }, "", "UNKNOWN", "the host has none of dpkg, rpm, apk and pacman"],
  ])("%j judges %j", (written, output, state, summary) => {
    expect(judgeWritten("package", written, output)).toMatchObject({ state, summary });
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("package", { package: "a" }, printed(both, { exitCode: 2 })).state).toBe("UNKNOWN");
  });

  it.each(shells)("passes hostile names through $name as names", async ({ command }) => {
    const written = { package: ["'; echo p 0 9; '", "$(echo p 1 9)"], absent: true };
    expect((await runWritten(command, "package", written)).stdout).toMatch(/^p 0 1 \np 1 1 \n/m);
  });
});
