import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { shellQuote } from "../../lib/shell-quote.js";
import { program } from "./run-itom.js";

/** Writes `bin/itom` into the demo's folder: this itom with the demo's inventory, from whatever folder it is called. */
export async function writeShim(folder: string): Promise<string> {
  const words = [process.execPath, program, "-i", join(folder, "inventory.yaml")].map(shellQuote);
  const path = join(folder, "bin", "itom");
  await mkdir(join(folder, "bin"), { recursive: true });
  await writeFile(path, `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`);
  await chmod(path, 0o700);
  return path;
}
