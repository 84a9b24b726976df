import type { HostInput, Path } from "../contract.js";

/** Where the network steps look, or why they can't look from here. */
export async function targetOf(
  { host }: HostInput,
  path: Path,
): Promise<{ readonly address: string; readonly port?: number } | { readonly skip: string }> {
  if (host.connection === "local") return { skip: "connection: local" };
  if (host.connection !== "ssh") return { address: host.address };
  const route = await path.route();
  if (route.jumps.length === 0) return route;
  return { skip: `${route.address} is reached through ${route.jumps.join(", ")}` };
}
