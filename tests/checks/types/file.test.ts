import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkTypes } from "../../../src/checks/types/index.js";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const judge = (written: Record<string, unknown>, output: Parameters<typeof judgeWritten>[2]) =>
  judgeWritten("file", { path: "/f", ...written }, output);

const facts = "stat 81a4 root 0 adm 4 1304 1795855154\n";
const hash = createHash("sha256").update("").digest("hex");

describe("file", () => {
  it.each([
    [{}, `${facts}end\n`, "OK", "/f: file 0644 root:adm, 1.3 KiB"],
    [{ kind: "directory" }, `${facts}end\n`, "CRITICAL", "/f: kind is file, expected directory"],
    [{ mode: "644" }, `${facts}end\n`, "OK", undefined],
    [{ mode: "0600" }, `${facts}end\n`, "CRITICAL", "/f: mode is 0644, expected 0600"],
    [{ owner: "root", group: [4, "staff"] }, `${facts}end\n`, "OK", undefined],
    [{ owner: ["www", 33] }, `${facts}end\n`, "CRITICAL", "/f: owner is root, expected www or 33"],
    [{ size: { warn: "1KiB" } }, `${facts}end\n`, "WARNING", "/f: size 1.3 KiB > 1.0 KiB"],
    [{ size: { crit: "1B:" } }, `${facts}end\n`, "OK", undefined],
    [{ age: { crit: "1h" } }, `${facts}now 1795858800\nend\n`, "CRITICAL", "/f: age 3646 s > 3600 s"],
    [{ age: { crit: "2h" } }, `${facts}now 1795858800\nend\n`, "OK", undefined],
    [{ age: { crit: "2h" } }, `${facts}end\n`, "UNKNOWN", "/f: age could not be determined"],
    [
      { age: { crit: "2h" } },
      `${facts}now 1795855000\nend\n`,
      "UNKNOWN",
      "/f: was changed 3 min in the future",
    ],
    [{ age: { crit: "2h" } }, `${facts}now 1795855150\nend\n`, "OK", undefined],
    [{ sha256: hash }, `${facts}${hash}  -\nend\n`, "OK", undefined],
    [
      { sha256: hash.replace(/^e/, "0") },
      `${facts}${hash}  -\nend\n`,
      "CRITICAL",
      "/f: SHA-256 is e3b0c44298fc…, expected 03b0c44298fc…",
    ],
    [
      { sha256: hash },
      `${facts}sh: 3: sha256sum: not found\nunhashed 127\nend\n`,
      "UNKNOWN",
      "/f: its SHA-256 could not be determined",
    ],
    [{ contains: "a", lacks: "b" }, `${facts}grep 0 0\ngrep 1 1\nend\n`, "OK", undefined],
    [{ contains: "a" }, `${facts}grep 0 1\nend\n`, "CRITICAL", "/f: lacks /a/"],
    [{ lacks: ["b"] }, `${facts}grep 0 0\nend\n`, "CRITICAL", "/f: has /b/"],
    [{ lacks: ["b"] }, `${facts}grep 0 2\nend\n`, "UNKNOWN", "/f: could not be searched for /b/"],
    [{ lacks: ["b"] }, `${facts}end\n`, "UNKNOWN", "/f: could not be searched for /b/"],
    [{ exists: false }, `${facts}end\n`, "CRITICAL", "/f exists"],
  ])("%j judges %j", (written, output, state, summary) => {
    const verdict = judge(written, output);
    expect(verdict.state).toBe(state);
    expect(verdict.summary).toContain(summary ?? "/f");
  });

  it.each([
    "stat: cannot statx '/f': No such file or directory",
    "stat: cannot stat '/f': Not a directory",
    "stat: can't stat '/f': No such file or directory",
  ])("%s means that it does not exist", (line) => {
    const output = `${line}\nfailed 1\nend\n`;
    expect(judge({}, output)).toMatchObject({ state: "CRITICAL", summary: "/f does not exist" });
    expect(judge({ exists: false }, output).state).toBe("OK");
  });

  it.each([
    [
      "stat: cannot statx '/f': Permission denied\nfailed 1\nend\n",
      "/f can't be looked at: permission denied",
    ],
    ["stat: cannot statx '/f': Too many levels of symbolic links\nfailed 1\nend\n", undefined],
    ["stat: invalid option -- 'c'\nfailed 1\nend\n", undefined],
    ["sh: 2: stat: not found\nfailed 127\nend\n", "stat is not on the host"],
    ["stat: cannot statx '/f': No such file or directory\nfailed 1\n", undefined],
    ["failed 1\nend\n", undefined],
    ["", undefined],
    ["end\n", undefined],
  ])("%j proves neither that it exists nor that it does not", (output, summary) => {
    for (const exists of [true, false]) {
      const verdict = judge({ exists }, output);
      expect(verdict.state).toBe("UNKNOWN");
      expect(verdict.summary).toContain(summary ?? "/f");
    }
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judge({}, printed(`${facts}end\n`, { exitCode: 2 })).state).toBe("UNKNOWN");
  });
});

describe.each(shells)("file in $name", ({ command }) => {
  const folder = mkdtempSync(join(tmpdir(), "itom-file-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "it's a $(file) `x`");
  const old = join(folder, "old");
  writeFileSync(path, "hello\nworld\n");
  chmodSync(path, 0o640);
  writeFileSync(old, "");
  utimesSync(old, new Date(), new Date(Date.now() - 3 * 86_400_000));
  symlinkSync(join(folder, "gone"), join(folder, "dangling"));
  mkdirSync(join(folder, "sub"), { mode: 0o755 });
  const sha256 = createHash("sha256").update("hello\nworld\n").digest("hex");

  it.each([
    [
      {
        path,
        kind: "file",
        mode: "0640",
        sha256,
        contains: ["^wor", "l{2}"],
        lacks: "^z",
        size: { crit: "12:12" },
      },
      "OK",
    ],
    [{ path, age: { crit: "1h" } }, "OK"],
    [{ path: old, age: { warn: "2d" } }, "WARNING"],
    [{ path, sha256: hash }, "CRITICAL"],
    [{ path, contains: "absent" }, "CRITICAL"],
    [{ path, contains: "(" }, "UNKNOWN"],
    [{ path: join(folder, "sub"), kind: "directory" }, "OK"],
    [{ path: join(folder, "sub"), sha256: hash }, "UNKNOWN"],
    [{ path: join(folder, "dangling") }, "CRITICAL"],
    [{ path: join(folder, "none"), exists: false }, "OK"],
    [{ path: join(path, "below"), exists: false }, "OK"],
  ])("%j judges real files", async (written, state) => {
    const verdict = judge(written, await runWritten(command, "file", written));
    expect(verdict).toMatchObject({ state });
  });
});

it.each([
  [{}],
  [{ path: "etc/passwd" }],
  [{ path: "/a\n/b" }],
  [{ path: "/f", mode: 644 }],
  [{ path: "/f", mode: "999" }],
  [{ path: "/f", exists: false, mode: "0644" }],
  [{ path: "/f", sha256: "abc" }],
  [{ path: "/f", age: { warn: 5 } }],
  [{ path: "/f", owner: -1 }],
])("refuses %j", (written) => {
  expect(checkTypes.get("file")?.options.safeParse(written).success).toBe(false);
});
