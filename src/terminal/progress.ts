import type { Terminal } from "./terminal.js";

const redrawMs = 100;

/** One line on stderr that is redrawn in place; nothing at all where stderr is no terminal. */
export interface Progress {
  update(text: string): void;
  /** Takes the line away. */
  clear(): void;
}

export function createProgress(terminal: Terminal, enabled: boolean): Progress {
  if (!enabled || !terminal.stderr.isTTY) return { update() {}, clear() {} };
  let drawnAt = 0;
  let drawn = false;
  return {
    update(text) {
      const now = performance.now();
      if (now - drawnAt < redrawMs) return;
      drawnAt = now;
      drawn = true;
      terminal.stderr.write(`\r\u001B[K${text.slice(0, terminal.stderr.columns - 1)}`);
    },
    clear() {
      if (drawn) terminal.stderr.write("\r\u001B[K");
      drawn = false;
    },
  };
}
