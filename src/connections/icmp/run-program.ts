import { spawn } from "node:child_process";

export interface ProgramResult {
  /** Null when it was killed because its time was up. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface ProgramOptions {
  readonly input?: string;
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** What one run may print; the rest is dropped. */
const mostCharacters = 8 * 1024 * 1024;
/** Where ping and fping are on systems that keep these folders from users. */
const systemFolders = "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";

/** Runs a program of this machine; undefined when it is not installed or may not be run. Never rejects. */
export function runProgram(
  program: string,
  words: readonly string[],
  { input, timeoutMs, env, signal }: ProgramOptions,
): Promise<ProgramResult | undefined> {
  return new Promise((resolve) => {
    const PATH = env.PATH === undefined ? systemFolders : `${env.PATH}:${systemFolders}`;
    const child = spawn(program, words, { env: { ...env, PATH, LC_ALL: "C", LANG: "C" }, stdio: "pipe" });
    const kill = (): void => void child.kill("SIGKILL");
    const timer = setTimeout(kill, timeoutMs);
    signal?.addEventListener("abort", kill, { once: true });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => {
      if (stdout.length < mostCharacters) stdout += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      if (stderr.length < mostCharacters) stderr += data.toString();
    });
    const end = (result: ProgramResult | undefined): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", kill);
      resolve(result);
    };
    child.once("error", () => end(undefined));
    child.once("close", (code) => end({ code, stdout, stderr }));
    // A program that ends before it read everything says so by its output.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
  });
}
