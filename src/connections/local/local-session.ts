import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ShellRequest, ShellResult, ShellSession } from "../../ports/shell.js";
import { cancelled } from "../shell/deadline.js";
import { commandLine, type CommandLine } from "../shell/command-line.js";
import { follow, type Running } from "../shell/follow.js";
import { localUser, planSudo } from "../shell/sudo.js";

interface LocalOptions {
  readonly host: Host;
  readonly secrets: SecretsPort;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Who we are; this process's user where undefined. */
  readonly user?: string;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Runs commands on this machine, each in a process group of its own. */
export function openLocalSession(options: LocalOptions): ShellSession {
  const running = new Set<Running>();
  let closed = false;
  const user = options.user ?? localUser();
  return {
    description: `this machine as ${user}`,
    connectMs: 0,
    async run(request) {
      if (closed) throw cancelled();
      const { become, password } = request.sudo
        ? await planSudo(options.host, user, options.secrets)
        : { become: "none" as const };
      const line = commandLine(request.command, become);
      const child = await start(line, options.env);
      const process = processGroup(child);
      running.add(process);
      try {
        return await finish(process, line, request, options.host.name, password);
      } finally {
        running.delete(process);
      }
    },
    async close() {
      closed = true;
      for (const process of running) process.kill();
    },
  };
}

function finish(
  process: Running,
  line: CommandLine,
  request: ShellRequest,
  host: string,
  password: string | undefined,
): Promise<ShellResult> {
  const lost = (): ConnectionError => new ConnectionError("LOST", "the command ended without a status");
  return follow(process, { request, line, host, lost, ...(password !== undefined && { password }) });
}

function start(line: CommandLine, env: LocalOptions["env"]): Promise<Child> {
  const [program, ...words] = line.words;
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env: { ...env }, detached: true, stdio: ["pipe", "pipe", "pipe"] });
    child.once("spawn", () => resolve(child));
    child.on("error", (error) => {
      const kind = program === "sudo" ? "SUDO" : "UNAVAILABLE";
      reject(new ConnectionError(kind, `${program} can't be started here: ${messageOf(error)}`));
    });
  });
}

function processGroup(child: Child): Running {
  const release = (): void => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  };
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    onExit: (listener) => void child.once("exit", (code, signal) => listener(code, signal ?? undefined)),
    onClose: (listener) => void child.once("close", listener),
    kill() {
      killGroup(child);
      release();
    },
    release,
  };
}

/** Ends everything that the command started, as long as it did not leave the group. */
function killGroup(child: Child): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
