import type { Host, Inventory } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { ItomError } from "../../lib/errors.js";
import type { MachinePort, SshRoute } from "../../ports/machine.js";

/** Asking ssh_config for each of thousands of hosts would take minutes; the first ones tell. */
const most = 200;

/** The ways to the hosts that are reached over SSH; ways that lead nowhere are left to `itom doctor HOST`. */
export async function sshRoutes(inventory: Inventory | ItomError, machine: MachinePort): Promise<SshRoute[]> {
  if (!("hosts" in inventory)) return [];
  const routes: SshRoute[] = [];
  for (const host of sshHosts(inventory).slice(0, most)) {
    const route = await machine.sshRoute(host).catch((error: unknown) => {
      if (error instanceof ConnectionError) return undefined;
      throw error;
    });
    if (route) routes.push(route);
  }
  return routes;
}

function sshHosts(inventory: Inventory): Host[] {
  return [...inventory.hosts.values()].filter((host) => host.connection === "ssh");
}
