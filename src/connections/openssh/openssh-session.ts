import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ShellRequest, ShellResult, ShellSession } from "../../ports/shell.js";
import { BoundedOutput } from "../shell/bounded-output.js";
import { commandLine, remoteText } from "../shell/command-line.js";
import { cancelled } from "../shell/deadline.js";
import { follow, type Running } from "../shell/follow.js";
import { localUser, planSudo } from "../shell/sudo.js";
import { ChannelSlots } from "../ssh/channel-slots.js";
import type { Master } from "./master.js";

interface SessionOptions {
  readonly host: Host;
  readonly master: Master;
  readonly socket: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: SecretsPort;
  readonly connectMs: number;
}

/** Commands through one master connection, each with an ssh process of its own. */
export class OpensshSession implements ShellSession {
  readonly description: string;
  readonly connectMs: number;
  readonly #slots = new ChannelSlots(7);
  readonly #running = new Set<Running>();
  #closed = false;

  constructor(private readonly options: SessionOptions) {
    const { host, connectMs } = options;
    const through = host.ssh.jump.length === 0 ? "" : ` through ${host.ssh.jump.join(", ")}`;
    const as = host.ssh.user === undefined ? "" : ` as ${host.ssh.user}`;
    this.description = `${host.address}${host.ssh.port === undefined ? "" : `:${host.ssh.port}`}${as}${through} (openssh)`;
    this.connectMs = connectMs;
  }

  async run(request: ShellRequest): Promise<ShellResult> {
    const { host, secrets } = this.options;
    const user = host.ssh.user ?? localUser();
    const { become, password } = request.sudo
      ? await planSudo(host, user, secrets)
      : { become: "none" as const };
    return this.#slots.use(request.signal, async () => {
      if (this.#closed) throw cancelled();
      const line = commandLine(request.command, become, true);
      const child = this.#start(remoteText(line));
      // ssh itself speaks on the same stream as the command; it matters only when there was no command.
      const words = new BoundedOutput(2_048);
      child.stderr.on("data", (chunk: Buffer) => words.push(chunk));
      const running = asRunning(child);
      this.#running.add(running);
      const lost = (): ConnectionError => this.#lost(words.value().toString("utf8"));
      try {
        return await follow(running, {
          request,
          line,
          host: host.name,
          lost,
          ...(password !== undefined && { password }),
        });
      } finally {
        this.#running.delete(running);
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const running of this.#running) running.kill();
    this.options.master.close();
  }

  #start(command: string): ChildProcessWithoutNullStreams {
    const { host, socket, env } = this.options;
    const quiet = ["-F", "none", "-T", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"];
    // Where the master is gone, ssh would open a connection of its own; a proxy that fails keeps it from that.
    const shared = ["-o", "ControlMaster=no", "-o", `ControlPath="${socket}"`, "-o", "ProxyCommand=false"];
    const words = [...quiet, ...shared, "--", host.name, command];
    return spawn("ssh", words, { env: { ...env }, detached: true, stdio: "pipe" });
  }

  #lost(words: string): ConnectionError {
    const { host, master } = this.options;
    if (this.#closed) return cancelled();
    if (/refused by peer|open failed/i.test(words)) {
      const hint = "check MaxSessions and ForceCommand in its sshd_config";
      return new ConnectionError("PROTOCOL", `${host.name} refused a session`, hint);
    }
    const why = master.isAlive()
      ? "the command ended without an exit status"
      : `the connection was lost (${master.lastWords() || "ssh ended"})`;
    return new ConnectionError("LOST", `${host.name}: ${why}`, "what the command has done is not known");
  }
}

function asRunning(child: ChildProcessWithoutNullStreams): Running {
  const end = (): void => {
    child.kill("SIGKILL");
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  };
  child.on("error", () => {});
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    onExit: (listener) => void child.once("exit", (code, signal) => listener(code, signal ?? undefined)),
    onClose: (listener) => void child.once("close", listener),
    kill: end,
    release: end,
  };
}
