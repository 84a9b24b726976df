import type { Client } from "ssh2";
import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ShellRequest, ShellResult, ShellSession } from "../../ports/shell.js";
import { commandLine, remoteText, type CommandLine } from "../shell/command-line.js";
import { cancelled, withinDeadline } from "../shell/deadline.js";
import { follow, type Running } from "../shell/follow.js";
import { planSudo } from "../shell/sudo.js";
import { ChannelSlots } from "./channel-slots.js";
import { formatPlace } from "./hop.js";
import { endClient } from "./end-client.js";
import { runningChannel } from "./running-channel.js";
import type { Route } from "./route.js";

interface SessionOptions {
  readonly client: Client;
  readonly host: Host;
  readonly route: Route;
  readonly secrets: SecretsPort;
  readonly connectMs: number;
}

/** Commands over one ssh2 connection, each in a channel of its own. */
export class Ssh2Session implements ShellSession {
  readonly description: string;
  readonly connectMs: number;
  readonly #slots = new ChannelSlots();
  #end: string | undefined;

  constructor(private readonly options: SessionOptions) {
    const { route, client, connectMs } = options;
    const through =
      route.jumps.length === 0 ? "" : ` through ${route.jumps.map(({ name }) => name).join(", ")}`;
    this.description = `${formatPlace(route.address, route.port)} as ${route.user}${through}`;
    this.connectMs = connectMs;
    client.on("error", (error) => (this.#end ??= error.message));
    client.on("close", () => (this.#end ??= "the connection was closed"));
  }

  async run(request: ShellRequest): Promise<ShellResult> {
    const { host, route, secrets } = this.options;
    const { become, password } = request.sudo
      ? await planSudo(host, route.user, secrets)
      : { become: "none" as const };
    const line = commandLine(request.command, become);
    return this.#slots.use(request.signal, async () => {
      const startedAt = performance.now();
      const running = await this.#exec(line, request);
      const elapsedMs = performance.now() - startedAt;
      const lost = (): ConnectionError => this.#lost();
      return follow(running, {
        request,
        elapsedMs,
        line,
        host: host.name,
        lost,
        ...(password !== undefined && { password }),
      });
    });
  }

  async close(): Promise<void> {
    this.#end ??= "closed by us";
    endClient(this.options.client);
  }

  #lost(): ConnectionError {
    if (this.#end === "closed by us") return cancelled();
    const why =
      this.#end === undefined
        ? "the command ended without an exit status"
        : `the connection was lost (${this.#end})`;
    return new ConnectionError(
      "LOST",
      `${this.options.host.name}: ${why}`,
      "what the command has done is not known",
    );
  }

  /** Opens a channel and starts the command in it; a server that allows fewer channels than we thought teaches us. */
  async #exec(line: CommandLine, request: ShellRequest): Promise<Running> {
    const timedOut = (): ConnectionError =>
      new ConnectionError("TIMEOUT", `${this.options.host.name} opened no session in time`);
    return withinDeadline(
      { timeoutMs: request.timeoutMs, signal: request.signal, timedOut },
      async (signal) => {
        for (;;) {
          try {
            return await this.#openChannel(remoteText(line), signal);
          } catch (error) {
            if (!(error instanceof OpenFailure)) throw error;
            if (!(await this.#slots.shrink())) throw this.#openError(error);
            if (signal.aborted) throw signal.reason;
          }
        }
      },
    );
  }

  #openError(error: OpenFailure): ConnectionError {
    if (this.#end !== undefined) return this.#lost();
    return new ConnectionError(
      "PROTOCOL",
      `${this.options.host.name} refused a session: ${error.message.slice(0, 200)}`,
      "check MaxSessions and ForceCommand in its sshd_config",
    );
  }

  #openChannel(command: string, signal: AbortSignal): Promise<Running> {
    return new Promise((resolve, reject) => {
      try {
        this.options.client.exec(command, (error, channel) => {
          if (error) return reject(new OpenFailure(error.message));
          const running = runningChannel(channel);
          if (signal.aborted) running.kill();
          resolve(running);
        });
      } catch {
        reject(this.#lost());
      }
    });
  }
}

class OpenFailure extends Error {}
