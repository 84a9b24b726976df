import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where paths in the inventory start from. */
export interface Folders {
  /** The inventory's own folder. */
  readonly directory: string;
  readonly home: string;
}

export function foldersOf(directory: string, env: Readonly<Record<string, string | undefined>>): Folders {
  const home = env["HOME"];
  return { directory, home: home === undefined || home === "" ? homedir() : home };
}

/** An absolute path: `~/x` from the home folder, others from the inventory's folder. */
export function absolute(path: string, { directory, home }: Folders): string {
  if (path === "~") return home;
  return path.startsWith("~/") ? join(home, path.slice(2)) : resolve(directory, path);
}
