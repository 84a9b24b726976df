import { randomBytes } from "node:crypto";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import { BoundedOutput } from "../shell/bounded-output.js";
import { onAbort } from "../shell/deadline.js";
import { classify } from "./classify.js";

interface MasterOptions {
  readonly name: string;
  /** The ssh_config file that leads to the host. */
  readonly config: string;
  /** Where other ssh processes find the connection. */
  readonly socket: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** An ssh process that holds one authenticated connection for others. */
export interface Master {
  /** False once the connection has ended. */
  isAlive(): boolean;
  /** The last words of ssh. */
  lastWords(): string;
  close(): void;
}

/**
 * Starts ssh and waits until the other side has run something. It runs a command that ends with its input, which we hold:
 * when we end, however that is, the connection ends too.
 */
export function startMaster(options: MasterOptions): Promise<Master> {
  const mark = `itom-${randomBytes(12).toString("hex")}`;
  const master = [
    "-o",
    "ControlMaster=yes",
    "-o",
    `ControlPath="${options.socket}"`,
    "-o",
    "ControlPersist=no",
  ];
  const command = `exec sh -c 'printf ${mark}; exec cat >/dev/null'`;
  const words = ["-F", options.config, "-T", ...master, "--", options.name, command];
  const stderr = new BoundedOutput(16_384);
  return new Promise((resolve, reject) => {
    if (options.signal.aborted) return reject(options.signal.reason);
    // In a session of its own ssh finds no terminal to ask on.
    const child = spawn("ssh", words, { env: { ...options.env }, detached: true, stdio: "pipe" });
    const end = (): void => kill(child);
    const stopListening = onAbort(options.signal, () => {
      end();
      reject(options.signal.reason);
    });
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on("error", () => {});
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error) => reject(notStarted(error)));
    child.on("close", () => {
      stopListening();
      reject(classify(options.name, stderr.value().toString("utf8")));
    });
    waitFor(mark, child, () => {
      stopListening();
      resolve({
        isAlive: () => child.exitCode === null && child.signalCode === null,
        lastWords: () =>
          stderr.value().toString("utf8").trim().split("\n").at(-1)?.trim().slice(0, 200) ?? "",
        close: end,
      });
    });
  });
}

/** Calls back when the mark has come, whatever a login script prints before it. */
function waitFor(mark: string, child: ChildProcessWithoutNullStreams, found: () => void): void {
  let tail = "";
  child.stdout.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("latin1")).slice(-8_192);
    if (tail.includes(mark)) found();
  });
}

function kill(child: ChildProcessWithoutNullStreams): void {
  child.stdin.destroy();
  child.kill("SIGTERM");
}

function notStarted(error: NodeJS.ErrnoException): ConnectionError {
  if (error.code !== "ENOENT")
    return new ConnectionError("UNAVAILABLE", `ssh can't be started: ${messageOf(error)}`);
  return new ConnectionError(
    "UNAVAILABLE",
    "the OpenSSH client (ssh) is not installed here, and the host has ssh.transport: openssh",
    "install openssh-client, or set ssh.transport: ssh2",
  );
}
