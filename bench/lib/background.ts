import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

export interface Background {
  /** The first line that it printed, on either stream. */
  readonly firstLine: string;
  stop(): Promise<void>;
}

/** Starts a program that serves, and waits for the line that says it does. */
export async function startBackground(
  program: string,
  words: readonly string[],
  ready: RegExp = /^.+$/m,
): Promise<Background> {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  try {
    return { firstLine: await lineOf(child, ready), stop: () => stop(child) };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

function lineOf(child: ChildProcess, ready: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const onData = (data: Buffer): void => {
      text += data.toString();
      const found = text.endsWith("\n") ? ready.exec(text)?.[0] : undefined;
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", onData);
    child.stderr?.on("data", onData);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`${child.spawnfile} ended: ${text.trim()}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
