import { appendFile, rename, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ProbeContext, Verdict } from "../../../src/checks/contract.js";
import { planReads, positionAfter } from "../../../src/checks/types/log/plan-reads.js";
import type { Ports } from "../../../src/ports/index.js";
import type { ShellRequest } from "../../../src/ports/shell.js";
import { folderOf } from "../../support/folder-of.js";
import { isAccepted, now, onHost, probeType } from "./probe.js";
import { feed, shells } from "../script/shells.js";

/** A session that runs commands in a shell of this machine. */
function sessionIn(shell: readonly string[]) {
  return {
    async run({ command, maxOutputBytes }: ShellRequest) {
      const { stdout, stderr, code } = await feed(shell, `${command}\n`);
      const truncated = stdout.length > maxOutputBytes;
      return {
        stdout: stdout.subarray(0, maxOutputBytes),
        stderr: Buffer.from(stderr),
        exitCode: code,
        truncated,
      };
    },
    close: async () => undefined,
  };
}

type Run = (written: Readonly<Record<string, unknown>>, position?: string) => Promise<Verdict>;

function runIn(session: object): Run {
  return async (written, position) => {
    const type = probeType("log");
    const options = type.options.parse({ pattern: "bad", ...written });
    const context: ProbeContext = {
      target: onHost,
      ports: { shell: { connect: async () => session } } as unknown as Ports,
      timeoutMs: 60_000,
      signal: new AbortController().signal,
      now: () => now,
      ...(position !== undefined && { position }),
    };
    return type.evaluate(options, await type.observe(options, context));
  };
}

describe.each(shells.map(({ name, command }) => [name, command] as const))(
  "log of a file in %s",
  (_, command) => {
    const run = runIn(sessionIn(command));

    it("reads on where the last run ended, over rotation and truncation", async () => {
      const folder = await folderOf({ "it's.log": "old bad\nfine\n" });
      const file = join(folder, "it's.log");
      const first = await run({ file });
      expect(first).toMatchObject({ state: "WARNING", summary: "matching lines: 1 > 0, the last: old bad" });
      expect(first.details?.[0]).toContain("no position is known yet");
      const second = await run({ file }, first.position);
      expect(second).toMatchObject({ state: "OK", summary: "no line of 0 new ones matched" });
      await appendFile(file, "bad 1\nbad 2\nhalf a ba");
      const third = await run({ file, warn: 1, crit: 5 }, second.position);
      expect(third).toMatchObject({ state: "WARNING", summary: "matching lines: 2 > 1, the last: bad 2" });
      await appendFile(file, "d line\n");
      await rename(file, `${file}.1`);
      await writeFile(file, "new bad\n");
      const fourth = await run({ file, crit: 0 }, third.position);
      expect(fourth).toMatchObject({ state: "CRITICAL", values: [{ value: 2 }, { value: 2 }] });
      expect(fourth.details).toEqual([`the file was rotated to ${file}.1`, "half a bad line", "new bad"]);
      await truncate(file, 0);
      await appendFile(file, "ok\n");
      const fifth = await run({ file }, fourth.position);
      expect(fifth.summary).toBe(
        "no line of 1 new ones matched; the file was truncated: looked at it from its beginning",
      );
    });

    it("reads no more than it may, says what waits, and gets it next time", async () => {
      const folder = await folderOf({ log: "" });
      const file = join(folder, "log");
      const { position } = await run({ file });
      await writeFile(file, "1234567\n".repeat(10) + "bad\n");
      const first = await run({ file, max_bytes: 60 }, position);
      expect(first).toMatchObject({ state: "UNKNOWN", values: [{ value: 0 }, { value: 7 }] });
      expect(first.summary).toBe("24 bytes more than max_bytes (60) wait for the next run");
      expect(await run({ file, max_bytes: 60 }, first.position)).toMatchObject({ state: "WARNING" });
    });

    it("is UNKNOWN where there is nothing to read, and keeps no position", async () => {
      const folder = await folderOf({ "x/y": "" });
      expect(await run({ file: join(folder, "none") }, "file 1 2")).toMatchObject({
        state: "UNKNOWN",
        summary: expect.stringMatching(/none is not there$/),
      });
      const verdict = await run({ file: join(folder, "x") });
      expect(verdict).toMatchObject({ state: "UNKNOWN", summary: expect.stringMatching(/is no file$/) });
      expect(verdict.position).toBeUndefined();
    });

    it("says that the rest of a rotated file is gone", async () => {
      const folder = await folderOf({ log: "fine\n" });
      const verdict = await run({ file: join(folder, "log") }, "file 1 5");
      expect(verdict).toMatchObject({
        state: "UNKNOWN",
        summary: expect.stringContaining("is not to be found"),
      });
    });
  },
);

it("says that it may not read, and what helps", async () => {
  const forbidden = { stdout: Buffer.from("forbidden\n"), exitCode: 0, truncated: false };
  const run = runIn({ run: async () => forbidden, close: async () => undefined });
  expect(await run({ file: "/var/log/x" })).toMatchObject({
    state: "UNKNOWN",
    summary: "/var/log/x may not be read by this user",
    error: { hint: expect.stringContaining("sudo: true") },
  });
});

describe("log of the journal", () => {
  const journal = (stdout: string, more: object = {}) => {
    const commands: string[] = [];
    const run = async ({ command }: ShellRequest) => {
      commands.push(command);
      return { stdout: Buffer.from(stdout), stderr: Buffer.from(""), exitCode: 0, truncated: false, ...more };
    };
    return { commands, run: runIn({ run, close: async () => undefined }) };
  };

  it("goes on behind its cursor", async () => {
    const { commands, run } = journal("2026-05-01 web1 app: bad\n-- cursor: s=a1;i=2\n");
    const first = await run({ journal: true, unit: "app" });
    expect(first).toMatchObject({ state: "WARNING", position: "journal s=a1;i=2" });
    await run({ journal: true }, first.position);
    expect(commands[0]).toMatch(/-u app --since=-600s -n 10000$/);
    expect(commands[1]).toMatch(/'?--after-cursor='?s=a1;i=2'? -n 10000$/);
  });

  it("keeps the cursor where nothing is new, and is UNKNOWN where it can't read or not all", async () => {
    expect(await journal("").run({ journal: true }, "journal s=a")).toMatchObject({
      state: "OK",
      position: "journal s=a",
    });
    const refused = { exitCode: 1, stderr: Buffer.from("No permission\n") };
    const denied = await journal("", refused).run({ journal: true });
    expect(denied).toMatchObject({ state: "UNKNOWN", summary: "the journal can't be read: No permission" });
    expect(await journal("a\nb", { truncated: true }).run({ journal: true }, "journal s=a")).toMatchObject({
      state: "UNKNOWN",
    });
  });
});

describe("planReads", () => {
  const bounds = { maxBytes: 100, firstBytes: 10 };
  const current = { path: "/l", inode: "5", size: 50 };

  it("takes no nonsense for a position", () => {
    for (const position of [undefined, "", "file 5", "file x 3", "journal a", "file 5 -1"])
      expect(planReads(position, current, [], bounds).reads).toEqual([
        { path: "/l", inode: "5", from: 40, length: 10 },
      ]);
  });

  it("does not begin the new file ahead of the old one's end", () => {
    const old = { path: "/l.1", inode: "4", size: 500 };
    expect(planReads("file 4 10", current, [old], bounds)).toMatchObject({
      reads: [{ path: "/l.1", from: 10, length: 100 }],
      left: 440,
    });
  });

  it("gets over a line that is longer than what is read", () => {
    const read = { path: "/l", inode: "5", from: 7, length: 100 };
    expect(positionAfter(read, Buffer.from("x".repeat(100)), 100)).toBe("file 5 107");
    expect(positionAfter(read, Buffer.from("ab\ncd"), 100)).toBe("file 5 10");
  });
});

it("refuses options that make no sense", () => {
  for (const written of [{}, { file: "/l", journal: true }, { file: "l" }, { file: "/l", unit: "x" }])
    expect(isAccepted("log", { pattern: "x", ...written })).toBe(false);
  expect(isAccepted("log", { file: "/l" })).toBe(false);
});
