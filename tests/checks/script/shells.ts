import { spawn, spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { buildScript } from "../../../src/checks/script/build-script.js";
import { parseScriptOutput, type ScriptOutput } from "../../../src/checks/script/parse-script-output.js";
import type { ScriptSection } from "../../../src/checks/script/section.js";

const known = { dash: ["dash", "-s"], bash: ["bash", "--posix", "-s"], busybox: ["busybox", "sh", "-s"] };

/** The shells of this machine; dash or bash is on every one. */
export const shells = Object.entries(known)
  .filter(
    ([, [program = ""]]) => spawnSync(program, ["-c", ":"]).error === undefined || program === "busybox",
  )
  .filter(([, [program = ""]]) => program !== "busybox" || spawnSync(program, ["sh", "-c", ":"]).status === 0)
  .map(([name, command]) => ({ name, command }));

export interface ShellRun {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly code: number | null;
}

export function feed(command: readonly string[], input: string): Promise<ShellRun> {
  const [program = "", ...words] = command;
  const child = spawn(program, words, { stdio: "pipe", detached: true });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => stdout.push(piece));
  child.stderr.on("data", (piece: Buffer) => stderr.push(piece));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString(), code }),
    );
  });
}

export const words = { nonce: "6e6f6e6365", mark: "6d61726b", totalMs: 60_000 };

export function section(text: string, more: Partial<ScriptSection> = {}): ScriptSection {
  return { text, timeoutMs: 20_000, maxBytes: 65_536, light: false, ...more };
}

let runs = 0;

export async function runSections(
  command: readonly string[],
  sections: readonly ScriptSection[],
  totalMs = words.totalMs,
): Promise<ScriptOutput & ShellRun> {
  const run = await feed(
    command,
    buildScript(sections, { ...words, mark: `m${process.pid}x${runs++}`, totalMs }),
  );
  return { ...run, ...parseScriptOutput(run.stdout, sections, words.nonce) };
}

/** Processes of this machine with a word on their command line. */
export function processesWith(word: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(word);
    } catch {
      return false; // it ended meanwhile
    }
  });
}
