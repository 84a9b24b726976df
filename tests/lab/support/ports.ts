import { join } from "node:path";
import { createPorts } from "../../../src/cli/context/create-ports.js";
import { loadInventory } from "../../../src/inventory/load.js";
import type { Inventory } from "../../../src/inventory/model.js";
import type { Ports } from "../../../src/ports/index.js";
import { labFolder } from "./lab.js";

/** All ports on the lab's inventory, as commands get them. */
export async function openPorts(): Promise<{
  readonly inventory: Inventory;
  readonly ports: Ports;
  readonly close: () => Promise<void>;
}> {
  const inventory = await loadInventory(join(labFolder, "inventory.yaml"), { env: process.env });
  const tasks: (() => Promise<void>)[] = [];
  const ports = createPorts(inventory, {
    env: process.env,
    signal: new AbortController().signal,
    atEnd: (task) => void tasks.push(task),
  });
  return {
    inventory,
    ports,
    async close() {
      for (const task of tasks.reverse()) await task();
    },
  };
}
