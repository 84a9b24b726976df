import type { Inventory } from "../../inventory/model.js";

/** What this machine can be looked at with when there is no inventory that loads. */
export function emptyInventory(directory: string): Inventory {
  return {
    files: [],
    directory,
    settings: { timezone: "UTC", forksPerJump: 1, uplink: [], checkTimeoutMs: 10_000 },
    hosts: new Map(),
    groups: new Map(),
    services: new Map(),
    checks: [],
    windows: new Map(),
    freezes: [],
  };
}
