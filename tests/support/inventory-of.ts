import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadInventory } from "../../src/inventory/load.js";
import type { Inventory } from "../../src/inventory/model.js";

/** Loads the text of an inventory; `version: 1` is added. */
export async function inventoryOf(text: string): Promise<Inventory> {
  const folder = await mkdtemp(join(tmpdir(), "itom-inventory-"));
  try {
    await writeFile(join(folder, "inventory.yaml"), `version: 1\n${text}`);
    return await loadInventory("inventory.yaml", { env: { HOME: "/home/me" }, cwd: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}
