import type { Host, Inventory } from "../model.js";

/** Look-ups that patterns need, made once for each inventory. */
export interface InventoryIndex {
  /** The place of each host in the inventory's order. */
  readonly order: ReadonlyMap<string, number>;
  readonly byGroup: ReadonlyMap<string, readonly string[]>;
  readonly byTag: ReadonlyMap<string, readonly string[]>;
}

/** The parts of an inventory that patterns choose from. */
export type Selectable = Pick<Inventory, "hosts" | "groups" | "services">;

const indexes = new WeakMap<ReadonlyMap<string, Host>, InventoryIndex>();

export function indexOf(inventory: Selectable): InventoryIndex {
  const known = indexes.get(inventory.hosts);
  if (known) return known;
  const index = makeIndex(inventory);
  indexes.set(inventory.hosts, index);
  return index;
}

function makeIndex({ hosts, groups }: Selectable): InventoryIndex {
  const order = new Map<string, number>();
  const byGroup = new Map<string, string[]>([...groups.keys()].map((group) => [group, []]));
  const byTag = new Map<string, string[]>();
  for (const host of hosts.values()) {
    order.set(host.name, order.size);
    for (const group of host.groups) byGroup.get(group)?.push(host.name);
    for (const tag of host.tags) {
      const tagged = byTag.get(tag);
      if (tagged) tagged.push(host.name);
      else byTag.set(tag, [host.name]);
    }
  }
  return { order, byGroup, byTag };
}
