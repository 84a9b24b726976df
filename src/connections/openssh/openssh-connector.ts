import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { formatDuration } from "../../lib/duration.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ShellSession } from "../../ports/shell.js";
import { withinDeadline } from "../shell/deadline.js";
import { homeOf } from "../ssh/config/ssh-config.js";
import { askpassEnv, askpassScript } from "./askpass.js";
import { writeConfig } from "./config-file.js";
import { startMaster } from "./master.js";
import { OpensshSession } from "./openssh-session.js";

interface OpensshConnectorOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly secrets: SecretsPort;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A socket's path may have 104 bytes on some systems, of which ssh needs 17 for a temporary name. */
const maxFolder = 70;

/** Connects with the system's `ssh`: one master process for each host, through which its commands travel. */
export class OpensshConnector {
  #folder: Promise<string> | undefined;
  #count = 0;

  constructor(private readonly options: OpensshConnectorOptions) {}

  async connect(
    host: Host,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal },
  ): Promise<ShellSession> {
    const startedAt = performance.now();
    const timeoutMs = Math.min(options.timeoutMs, host.ssh.connectTimeoutMs);
    const timedOut = (): ConnectionError =>
      new ConnectionError(
        "TIMEOUT",
        `ssh was not connected to ${host.name} within ${formatDuration(timeoutMs)}`,
        "check that the host is up and that no firewall drops the packets; ssh.connect_timeout sets the limit",
      );
    return withinDeadline({ timeoutMs, signal: options.signal, timedOut }, async (signal) => {
      const folder = await (this.#folder ??= makeFolder());
      const id = (this.#count += 1);
      const config = join(folder, `${id}.conf`);
      const text = writeConfig(host, this.options.hosts, await this.#includes(host));
      await writeFile(config, text, { mode: 0o600 });
      const { env, secrets } = this.options;
      const secretEnv = await askpassEnv(host, join(folder, "askpass"), secrets);
      const socket = join(folder, String(id));
      const master = await startMaster({
        name: host.name,
        config,
        socket,
        env: { ...env, ...secretEnv },
        signal,
      });
      return new OpensshSession({
        host,
        master,
        socket,
        env,
        secrets,
        connectMs: performance.now() - startedAt,
      });
    });
  }

  async close(): Promise<void> {
    const folder = await this.#folder;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }

  /** The files that ssh would read by itself; with `-F` it reads none of them. */
  async #includes(host: Host): Promise<string[]> {
    const { config } = host.ssh;
    if (config === "none") return [];
    if (config !== undefined) return [config];
    const home = homeOf(this.options.env);
    const files = [...(home === undefined ? [] : [join(home, ".ssh", "config")]), "/etc/ssh/ssh_config"];
    const found = await Promise.all(
      files.map((file) =>
        access(file).then(
          () => true,
          () => false,
        ),
      ),
    );
    return files.filter((_, index) => found[index]);
  }
}

/** A folder for us alone, with the script that answers ssh's questions. */
async function makeFolder(): Promise<string> {
  const base = tmpdir().length > maxFolder ? "/tmp" : tmpdir();
  const folder = await mkdtemp(join(base, "itom-"));
  await writeFile(join(folder, "askpass"), askpassScript, { mode: 0o700 });
  return folder;
}
