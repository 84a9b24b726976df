import { closeSync, openSync } from "node:fs";
import { isatty } from "node:tty";

/**
 * Node aborts (SIGABRT) at its end where it can't put back the settings of a terminal that hung up meanwhile (ResetStdio in src/node.cc), so
 * that a lost terminal is replaced before. Give it to the process's `exit` event.
 */
export function lostTerminalLeaver(): () => void {
  const terminals = [0, 1, 2].filter((fd) => isatty(fd));
  return () => {
    for (const fd of terminals) {
      if (isatty(fd)) continue;
      try {
        closeSync(fd);
        // The lowest free descriptor is the one that was closed.
        openSync("/dev/null", "r+");
      } catch {
        // Nothing is left to tell it to.
      }
    }
  };
}
