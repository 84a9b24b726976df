import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSecrets } from "../../../src/connections/secrets/secrets.js";
import { createShellPort } from "../../../src/connections/shell/shell-port.js";
import { loadInventory } from "../../../src/inventory/load.js";
import type { Host, Inventory, SshSettings } from "../../../src/inventory/model.js";
import type { ShellPort, ShellRequest, ShellResult, ShellSession } from "../../../src/ports/shell.js";
import { labFolder } from "./lab.js";

export interface LabShells {
  readonly inventory: Inventory;
  readonly port: ShellPort;
  /** The inventory's host, with other SSH settings. */
  host(name: string, ssh?: Partial<SshSettings>): Host;
  connect(name: string, ssh?: Partial<SshSettings>): Promise<ShellSession>;
  /** Connects, runs one command and closes. */
  run(name: string, command: string, options?: RunOptions): Promise<ShellResult>;
}

type RunOptions = Partial<Omit<ShellRequest, "command" | "signal">> & { readonly ssh?: Partial<SshSettings> };

const signal = new AbortController().signal;

/** The shell port as commands get it, on the lab's inventory. */
export async function openShells(transport: SshSettings["transport"]): Promise<LabShells> {
  const inventory = await loadInventory(join(labFolder, "inventory.yaml"), { env: process.env });
  const host = (name: string, ssh: Partial<SshSettings> = {}): Host => {
    const found = inventory.hosts.get(name);
    if (!found) throw new Error(`no host named ${name}`);
    return { ...found, ssh: { ...found.ssh, transport, ...ssh } };
  };
  const port = createShellPort({
    hosts: inventory.hosts,
    secrets: createSecrets(process.env),
    env: process.env,
  });
  const connect = (name: string, ssh?: Partial<SshSettings>): Promise<ShellSession> =>
    port.connect(host(name, ssh), { timeoutMs: 20_000, signal });
  return {
    inventory,
    port,
    host,
    connect,
    async run(name, command, { ssh, ...request } = {}) {
      const session = await connect(name, ssh);
      try {
        return await session.run({
          timeoutMs: 20_000,
          maxOutputBytes: 1_000_000,
          ...request,
          command,
          signal,
        });
      } finally {
        await session.close();
      }
    },
  };
}

/** The line of known_hosts for a name, with the key of another host: a changed key. */
export function keyOfAnother(name: string, other: string): string {
  const lines = readFileSync(join(labFolder, "known_hosts"), "utf8").split("\n");
  const names = lines.find((line) => line.startsWith(`${name},`))?.split(" ")[0] ?? "";
  const key = lines.find((line) => line.startsWith(`${other},`))?.replace(/^\S+ /, "") ?? "";
  return `${names} ${key}\n`;
}
