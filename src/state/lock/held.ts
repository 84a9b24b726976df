import { unlinkSync } from "node:fs";
import process from "node:process";

const paths = new Set<string>();
let listening = false;

/** Claims of this process, by path; those that are left when it exits are removed. Only SIGKILL leaves them, and others reap them. */
export const heldClaims = {
  add(path: string): void {
    paths.add(path);
    if (listening) return;
    listening = true;
    process.once("exit", removeAll);
  },
  delete: (path: string): void => void paths.delete(path),
};

function removeAll(): void {
  for (const path of paths) {
    try {
      unlinkSync(path);
    } catch {
      // Nothing can be told any more at this point, and a dead claim hinders nobody.
    }
  }
}
