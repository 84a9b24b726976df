import { spawn } from "node:child_process";
import { mkdtempSync, openSync, closeSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Measurement {
  readonly wallMs: number;
  /** User and system time of the program and of all that it waited for. */
  readonly cpuMs: number;
  /** Peak resident memory of the largest process. */
  readonly peakMb: number;
}

export interface Measured extends Measurement {
  readonly status: number;
  readonly stdout: string;
}

/**
 * Runs a program under GNU time (Debian package `time`), so that only the program itself is measured: `before` is what goes in front
 * of it, such as the way into the lab's control node.
 */
export async function measure(
  command: readonly [string, ...string[]],
  options: {
    readonly before?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
  } = {},
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "itom-bench-"));
  const [times, output] = [join(folder, "times"), join(folder, "stdout")];
  const words = [
    ...(options.before ?? []),
    "/usr/bin/time",
    "--quiet",
    "-f",
    "%e %U %S %M",
    "-o",
    times,
    ...command,
  ];
  const file = openSync(output, "w");
  try {
    const status = await ended(words, file, options);
    const [wall = Number.NaN, user = Number.NaN, system = Number.NaN, kilobytes = Number.NaN] = readFileSync(
      times,
      "utf8",
    )
      .trim()
      .split(" ")
      .map(Number);
    return {
      status,
      stdout: readFileSync(output, "utf8"),
      wallMs: wall * 1000,
      cpuMs: (user + system) * 1000,
      peakMb: kilobytes / 1024,
    };
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

function ended(
  [program = "", ...words]: readonly string[],
  stdout: number,
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      stdio: ["ignore", stdout, "inherit"],
      env: { ...process.env, ...options.env },
      ...(options.cwd !== undefined && { cwd: options.cwd }),
    });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? -1));
  });
}
