import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { ItomError } from "../lib/errors.js";
import { holdsInventory } from "./list-files.js";

interface Where {
  /** `--inventory` or ITOM_INVENTORY. */
  readonly given?: string | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The inventory in use, an absolute path of a file or a folder: what was given, else `inventory.yaml`, `inventory.yml` or the
 * folder `inventory` here or in a parent, else `itom/inventory.yaml` in the XDG configuration folder. Rejects with ItomError CONFIG.
 */
export async function findInventory({ given, cwd, env }: Where): Promise<string> {
  if (given !== undefined) return existing(resolve(cwd, given), given);
  for (const folder of upwards(cwd)) {
    const found = await firstIn(folder);
    if (found !== undefined) return found;
  }
  const own = configurationFile(env);
  if (own !== undefined && (await kindOf(own)) === "file") return own;
  throw new ItomError("CONFIG", `there is no inventory.yaml in ${cwd} or above`, {
    hint: "`itom init` writes one; -i FILE or ITOM_INVENTORY names another",
  });
}

async function existing(path: string, given: string): Promise<string> {
  if ((await kindOf(path)) !== undefined) return path;
  throw new ItomError("CONFIG", `the inventory ${given} does not exist`, {
    hint: `\`itom init -o ${given}\` writes one`,
  });
}

async function firstIn(folder: string): Promise<string | undefined> {
  for (const name of ["inventory.yaml", "inventory.yml"]) {
    if ((await kindOf(join(folder, name))) === "file") return join(folder, name);
  }
  const whole = join(folder, "inventory");

  return (await kindOf(whole)) === "folder" && (await holdsInventory(whole)) ? whole : undefined;
}

function upwards(from: string): string[] {
  const folders = [resolve(from)];
  for (let at = resolve(from); dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

function configurationFile(env: Where["env"]): string | undefined {
  const xdg = env["XDG_CONFIG_HOME"];
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, "itom", "inventory.yaml");
  const home = env["HOME"] ?? homedir();
  return isAbsolute(home) ? join(home, ".config", "itom", "inventory.yaml") : undefined;
}

async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}
