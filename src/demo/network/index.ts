import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Closers } from "../closers.js";
import { startHost } from "../host.js";
import { shellHosts } from "../hosts.js";
import { inventoryText } from "../inventory-text.js";
import { knownHostLine } from "../known-host-line.js";
import { generateSshKey } from "./ssh-key.js";
import { startServices } from "../services.js";

export interface DemoNetwork {
  /** The inventory of the demo, absolute. */
  readonly inventoryFile: string;
  /** Ends every server; the folder stays. */
  close(): Promise<void>;
}

/**
 * Starts the demo's hosts on loopback, with keys made now, and writes all that belongs to them below `directory`, which must
 * be there: inventory.yaml, known_hosts, keys/, hosts/.
 */
export async function startDemoNetwork(directory: string): Promise<DemoNetwork> {
  const closers = new Closers();
  try {
    const sshPorts = await startShellHosts(directory, closers);
    const services = await startServices(closers);
    const inventoryFile = join(directory, "inventory.yaml");
    const authorityFile = join(directory, "authority.pem");
    await writeFile(authorityFile, services.authority);
    await writeFile(inventoryFile, inventoryText({ ssh: sshPorts, authorityFile, ...services }));
    return { inventoryFile, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** Resolves with each host's port by name. */
async function startShellHosts(directory: string, closers: Closers): Promise<ReadonlyMap<string, number>> {
  const user = generateSshKey();
  await mkdir(join(directory, "keys"), { recursive: true, mode: 0o700 });
  await writeFile(join(directory, "keys", "id_ed25519"), user.private, { mode: 0o600 });
  const ports = new Map<string, number>();
  const known: string[] = [];
  for (const host of shellHosts) {
    const hostKey = generateSshKey();
    const { port } = closers.add(await startHost(directory, host, { user, host: hostKey }));
    ports.set(host.name, port);
    // Its key has changed since it was made known, as after a new installation, or an attack.
    known.push(knownHostLine(port, host.changedKey === true ? generateSshKey() : hostKey));
  }
  await writeFile(join(directory, "known_hosts"), `${known.join("\n")}\n`);
  return ports;
}
