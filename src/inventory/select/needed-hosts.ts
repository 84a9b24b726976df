import type { Selectable } from "./inventory-index.js";

/** The hosts that a service depends on, directly or through other services and hosts. */
export function hostsNeededBy(service: string, inventory: Selectable): string[] {
  const seen = new Set<string>([service]);
  const queue = [service];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const target = inventory.services.get(name) ?? inventory.hosts.get(name);
    for (const needed of target?.dependsOn.flatMap(({ of }) => of) ?? []) {
      if (seen.has(needed)) continue;
      seen.add(needed);
      queue.push(needed);
    }
  }
  return [...seen].filter((name) => inventory.hosts.has(name));
}
