import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

export const root = join(import.meta.dirname, "..", "..", "..");
export const program = join(root, "bin", "itom.js");

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  /** Instead of the test's own; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Starts the built program with a clean environment; `npm test` builds it. */
export function startItom(
  words: readonly string[],
  { cwd = root, env = {} }: Surroundings = {},
): ChildProcess {
  if (!existsSync(join(root, "dist", "main.js"))) throw new Error("dist/main.js is missing: npm run build");
  const clean = { PATH: process.env["PATH"], HOME: "/nonexistent", TZ: "UTC" };
  return spawn(process.execPath, [program, ...words], { cwd, env: { ...clean, ...env } });
}

/** Runs the built program to its end. */
export function runItom(words: readonly string[], surroundings: Surroundings = {}): Promise<Answer> {
  return answerOf(startItom(words, surroundings));
}

/** Runs a shell line in which `itom` is the built program. */
export function runShell(line: string, { cwd = root, env = {} }: Surroundings = {}): Promise<Answer> {
  const clean = { PATH: process.env["PATH"], HOME: "/nonexistent", TZ: "UTC" };
  const text = `itom() { "${process.execPath}" "${program}" "$@"; }\n${line}`;
  return answerOf(spawn("/bin/sh", ["-c", text], { cwd, env: { ...clean, ...env } }));
}

/** Runs another program to its end, with a clean environment. */
export function runProgram(
  file: string,
  words: readonly string[],
  { cwd = root, env = {} }: Surroundings = {},
): Promise<Answer> {
  const clean = { PATH: process.env["PATH"], HOME: "/nonexistent", TZ: "UTC" };
  return answerOf(spawn(file, words, { cwd, env: { ...clean, ...env } }));
}

function answerOf(child: ChildProcess): Promise<Answer> {
  const written = { stdout: "", stderr: "" };
  child.stdin?.end();
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      written[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...written }));
  });
}
