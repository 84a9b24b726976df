import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { delimiter } from "node:path";
import type { ServerChannel, Session } from "ssh2";
import type { SshServerOptions } from "./ssh-server-options.js";

/** The commands that one server has started and must end. */
export type RunningCommands = Set<ChildProcessWithoutNullStreams>;

export interface Surroundings {
  readonly options: SshServerOptions;
  readonly running: RunningCommands;
  /** Breaks the TCP connection that the session travels on. */
  readonly reset: () => void;
}

/** Runs what a session asks for with the machine's own shell. */
export function serveSession(session: Session, surroundings: Surroundings): void {
  const { options, running, reset } = surroundings;
  let child: ChildProcessWithoutNullStreams | undefined;
  session.on("error", () => {});
  session.on("exec", (accept, _reject, { command }) => {
    const channel = accept();
    channel.on("error", () => {});
    child = startCommand(command, options, running);
    connectCommand(child, channel, options, reset);
  });
  session.on("signal", (_accept, _reject, { name }) => {
    if (child) killGroup(child, `SIG${name}`);
  });
  session.on("close", () => child && killGroup(child, "SIGKILL"));
}

function startCommand(
  command: string,
  options: SshServerOptions,
  running: RunningCommands,
): ChildProcessWithoutNullStreams {
  const child = spawn("/bin/sh", ["-c", command], {
    cwd: options.home,
    detached: true,
    env: {
      HOME: options.home,
      PATH: [...(options.path ?? []), process.env["PATH"] ?? "/usr/bin:/bin"].join(delimiter),
      LANG: "C.UTF-8",
      ...options.env,
    },
  });
  running.add(child);
  child.on("error", () => {});
  child.on("close", () => running.delete(child));
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on("error", () => {});
  return child;
}

function connectCommand(
  child: ChildProcessWithoutNullStreams,
  channel: ServerChannel,
  { fault }: SshServerOptions,
  reset: () => void,
): void {
  channel.pipe(child.stdin);
  if (fault?.kind === "endless-output") return flood(channel);
  if (fault?.kind === "reset-after") resetAfter(fault.bytes, child, reset);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on("close", () => {
    child.stdout.resume();
    child.stderr.resume();
  });
  child.on("exit", (code, signal) => {
    if (fault?.kind === "no-exit-status") return;
    if (signal === null) channel.exit(code ?? 255);
    else channel.exit(signal.replace(/^SIG/, ""), false, "");
  });
  child.on("close", () => channel.end());
}

/** Breaks the TCP connection in the middle of the output. */
function resetAfter(bytes: number, child: ChildProcessWithoutNullStreams, reset: () => void): void {
  let seen = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    seen += chunk.length;
    if (seen >= bytes) reset();
  });
}

function flood(channel: ServerChannel): void {
  const line = Buffer.alloc(32_768, "itom\n");
  let open = true;
  channel.on("close", () => (open = false));
  const more = (): void => {
    if (open) channel.write(line, () => setImmediate(more));
  };
  more();
}

/** Ends a command and all that it started. */
export function killGroup(child: ChildProcessWithoutNullStreams, signal: string): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself, or the client named a signal that this machine does not know.
  }
}
