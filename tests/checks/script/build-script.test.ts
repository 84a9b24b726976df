import { spawn } from "node:child_process";
import { describe, expect, it, vi } from "vitest";
import { buildScript } from "../../../src/checks/script/build-script.js";
import { feed, processesWith, runSections, section, shells, words } from "./shells.js";

const light = (text: string, more = {}) => section(text, { light: true, ...more });

it("finds a shell to test with", () => {
  expect(shells.map(({ name }) => name)).toContain("dash");
});

describe.concurrent.each(shells)("a script in $name", ({ name, command }) => {
  const unique = (what: string): string => `itom-${what}-${name}-${process.pid}`;
  const gone = (word: string): Promise<void> =>
    vi.waitFor(() => expect(processesWith(word)).toEqual([]), { timeout: 10_000 });

  it("gives each section's streams and exit status", async () => {
    const { outputs, ended, code } = await runSections(command, [
      section("echo out; echo err >&2; exit 3"),
      light("read -r load rest </proc/loadavg && echo load"),
      light("echo both >&2; false"),
      section("true"),
      section("printf 'no line feed'"),
      light("printf 'no line feed'"),
      section("kill -9 $$"),
    ]);
    const base = { timedOut: false, truncated: false, stderr: "", stdout: "", exitCode: 0 };
    expect(outputs).toEqual([
      { ...base, stdout: "out\n", stderr: "err", exitCode: 3 },
      { ...base, stdout: "load\n" },
      { ...base, stdout: "both\n", exitCode: 1 },
      base,
      { ...base, stdout: "no line feed" },
      { ...base, stdout: "no line feed" },
      { ...base, stderr: expect.stringMatching(/^(?:.*Killed.*)?$/) as string, exitCode: 137 },
    ]);
    expect([ended, code]).toEqual([true, 0]);
  });

  it("passes NUL bytes and what is no text", async () => {
    const { outputs } = await runSections(command, [
      section(String.raw`printf 'a\000b\377\nz'`),
      light("echo ok"),
    ]);
    expect(outputs[0]?.stdout).toBe("a\0b\ufffd\nz");
    expect(outputs[1]?.stdout).toBe("ok\n");
  });

  it("says what is not there", async () => {
    const { outputs } = await runSections(command, [section("nosuchprogram"), light("nosuchprogram")]);
    expect(outputs.map((output) => output?.exitCode)).toEqual([127, 127]);
    expect(outputs[0]?.stderr).toContain("nosuchprogram");
    expect(outputs[1]?.stdout).toContain("nosuchprogram");
  });

  it("gives sections the C locale, sbin, and nothing on stdin", async () => {
    const { outputs } = await runSections(command, [
      section('echo "$LC_ALL $PATH"; cat'),
      light('echo "$LC_ALL $PATH"; cat'),
    ]);
    for (const output of outputs) expect(output?.stdout).toMatch(/^C \S*:\/usr\/sbin:\/sbin\n$/);
  });

  it("can't be fooled by output that looks like its frames", async () => {
    const forged = String.raw`printf '\n%s 1 0\n\n%s z\n' 0123456789 x; printf '\n 1 0\n'`;
    const seen = "env; set; cat /proc/self/environ /proc/$$/cmdline /proc/$PPID/cmdline /proc/$PPID/environ";
    const { outputs, ended } = await runSections(command, [
      section(forged),
      section(seen),
      section("exit 4"),
    ]);
    expect(outputs[0]?.stdout).toBe("\n0123456789 1 0\n\nx z\n\n 1 0\n");
    expect(outputs[1]?.stdout.length).toBeGreaterThan(10);
    expect(outputs[1]?.stdout).not.toContain(words.nonce);
    expect([outputs[2]?.exitCode, ended]).toEqual([4, true]);
  });

  it("keeps a section's syntax errors, variables and traps to itself", async () => {
    const { outputs } = await runSections(command, [
      section("if then"),
      section("exec 1>&- 2>&-; exit 1"),
      light("N=1 p=2 t=99; f(){ :;}; trap '' ALRM; set -e; cd /tmp; exec 2>&-; exit 5"),
      light("pwd; exit 6"),
    ]);
    expect(outputs.map((output) => output?.exitCode)).toEqual([2, 1, 5, 6]);
    expect(outputs[3]?.stdout).toBe("/\n");
  });

  it("ends what hangs, and all that it started", async () => {
    const word = unique("hang");
    const stubborn = `sh -c 'trap "" TERM HUP INT; while :; do sleep 1; done' ${word}`;
    const { outputs, ended } = await runSections(command, [
      section(`trap '' TERM; (${stubborn}) & ${stubborn}`, { timeoutMs: 1000 }),
      light(`${stubborn} & ${stubborn}`, { timeoutMs: 1000 }),
      light("echo next"),
    ]);
    expect(outputs[0]).toMatchObject({ timedOut: true, exitCode: null });
    expect(outputs[1]).toMatchObject({ timedOut: true, exitCode: null });
    expect([outputs[2]?.stdout, ended]).toEqual(["next\n", true]);
    await gone(word);
  });

  it("ends children that hold the output, in a session of their own too", async () => {
    const word = unique("child");
    const child = `sh -c 'while :; do sleep 1; done' ${word}`;
    const own = `setsid sh -c 'echo up; while :; do sleep 1; done' ${word}`;
    const { outputs } = await runSections(command, [
      section(`${child} & echo done`),
      section(`(${own} & echo $! >&2) | read -r up; echo gone; exit 3`),
      section("echo next"),
    ]);
    expect(outputs[0]).toMatchObject({ exitCode: 0, stdout: "done\n" });
    expect(outputs[1]).toMatchObject({ exitCode: 3, stdout: "gone\n" });
    expect(outputs[2]).toMatchObject({ exitCode: 0, stdout: "next\n" });
    await gone(word);
  });

  it("bounds what a section prints where it is printed", async () => {
    const flood = "yes 0123456789 | head -c 100000000";
    const { outputs, stdout } = await runSections(command, [
      section(flood, { maxBytes: 1000 }),
      section(`${flood} >&2; exit 1`, { maxBytes: 1000 }),
      section("yes", { maxBytes: 10 }),
      section("printf 0123456789", { maxBytes: 10 }),
      light("echo 0123456789", { maxBytes: 5 }),
    ]);
    expect(outputs.map((output) => output?.truncated)).toEqual([true, true, true, false, true]);
    expect([outputs[0]?.stdout.length, outputs[1]?.stderr.length]).toEqual([1000, 1000]);
    expect(outputs[4]?.stdout).toBe("01234");
    expect(stdout.length).toBeLessThan(4000);
  });

  it("leaves out what has no turn within the time of the whole", async () => {
    const sections = [light("echo one"), light("sleep 60"), light("echo three")];
    const { outputs, ended } = await runSections(command, sections, 1000);
    expect(outputs[0]?.stdout).toBe("one\n");
    expect(outputs[1]?.timedOut).toBe(true);
    expect([outputs[2], ended]).toEqual([undefined, true]);
  });

  it("gives what had arrived when its shell is killed", async () => {
    const sections = [section("echo one"), light("echo torn; kill -9 $$; sleep 1"), light("echo three")];
    const { outputs, begun, ended } = await runSections(command, sections);
    expect(outputs.map((output) => output?.stdout)).toEqual(["one\n", undefined, undefined]);
    expect([begun, ended]).toEqual([true, false]);
  });

  it("does nothing when it arrives torn", async () => {
    const script = buildScript([light("echo ran"), section("echo ran")], words);
    const start = script.lastIndexOf("itom");
    for (let cut = 1; cut < start; cut += Math.ceil(start / 12)) {
      expect((await feed(command, script.slice(0, cut))).stdout.toString()).not.toContain("ran");
    }
    expect((await feed(command, script)).stdout.toString()).toContain("ran");
  });
});

describe.each(shells)("whose reader is gone, in $name", ({ command }) => {
  it("ends with all that it started", async () => {
    const word = `orphan${process.pid}${command[0]}`;
    const script = buildScript([section(`sh -c 'sleep 300; : ${word}'`)], { ...words, mark: word });
    // The shell in between stands for sshd's process of the connection.
    const parent = spawn("sh", ["-c", '"$@"; :', "sh", ...command], {
      stdio: ["pipe", "pipe", "ignore"],
      detached: true,
    });
    parent.stdin.on("error", () => {});
    parent.stdin.end(script);
    await vi.waitFor(() => expect(processesWith(word).length).toBeGreaterThan(1), { timeout: 10_000 });
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(processesWith(word)).toEqual([]), { timeout: 15_000 });
  });
});
