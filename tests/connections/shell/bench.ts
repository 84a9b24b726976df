import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSshKey } from "../../../src/demo/network/ssh-key.js";
import { onTestFinished } from "vitest";
import { createSecrets } from "../../../src/connections/secrets/secrets.js";
import { createShellPort, type ShellPortOptions } from "../../../src/connections/shell/shell-port.js";
import { startSshServer } from "../../../src/demo/network/ssh-server.js";
import type { SshServer, SshServerOptions } from "../../../src/demo/network/ssh-server-options.js";
import type { Host, SshSettings } from "../../../src/inventory/model.js";
import type { ShellPort, ShellSession } from "../../../src/ports/shell.js";
import { makeHost } from "./host.js";

export const limits = { timeoutMs: 15_000, signal: new AbortController().signal };

/** Takes what is to be done at the end: of the test, where not said otherwise. */
export type Later = (task: () => unknown) => void;

const atTestEnd: Later = (task) =>
  onTestFinished(async () => {
    await task();
  });

export async function scratch(later: Later = atTestEnd): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "itom-ssh-"));
  later(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** One Ed25519 key pair for the whole file, since making one costs time. */
export const clientKey = generateSshKey();

export interface Place {
  readonly server: SshServer;
  readonly folder: string;
  readonly knownHosts: string;
  /** The server as a host of the inventory. */
  host(ssh?: Partial<SshSettings>, name?: string): Host;
}

/** An embedded server that `ops` may enter with `clientKey`, and the files that lead there. */
export async function startPlace(
  options: Partial<SshServerOptions> = {},
  later: Later = atTestEnd,
): Promise<Place> {
  const folder = await scratch(later);
  const identity = join(folder, "id");
  const knownHosts = join(folder, "known_hosts");
  const server = await startSshServer({
    users: [{ name: "ops", authorizedKeys: [clientKey.public] }],
    home: folder,
    ...options,
  });
  later(() => server.close());
  await writeFile(identity, clientKey.private, { mode: 0o600 });
  await writeFile(knownHosts, `${server.hostKeyLine("127.0.0.1")}\n`);
  return {
    server,
    folder,
    knownHosts,
    host: (ssh = {}, name = "web1") =>
      makeHost({
        name,
        ssh: { user: "ops", port: server.port, identity: [identity], knownHosts: [knownHosts], ...ssh },
      }),
  };
}

export function makePort(
  hosts: readonly Host[] = [],
  more: Partial<ShellPortOptions> = {},
  later: Later = atTestEnd,
): ShellPort {
  const env = { PATH: process.env["PATH"], HOME: "/nonexistent", ...more.env };
  const port = createShellPort({
    hosts: new Map(hosts.map((host) => [host.name, host])),
    secrets: createSecrets(env),
    ...more,
    env,
  });
  later(() => port.close());
  return port;
}

/** Connects with a port of its own, closed with the test. */
export async function connect(
  host: Host,
  more: Partial<ShellPortOptions> = {},
  later: Later = atTestEnd,
): Promise<ShellSession> {
  const session = await makePort([host], more, later).connect(host, limits);
  later(() => session.close());
  return session;
}
