import type { Inventory } from "../../inventory/model.js";
import type { CommandContext } from "./context.js";

type Given = Pick<CommandContext, "global" | "terminal" | "env" | "cwd" | "signal" | "now" | "version">;

interface ContextAndEnd {
  readonly context: CommandContext;
  readonly end: () => Promise<void>;
  /** Whether being told to stop is the command's ordinary end. */
  readonly endsWhenTold: () => boolean;
}

/** Wires ports to connections and state: the composition root. Every part is loaded when it is first asked for. */
export function createContext(given: Given): ContextAndEnd {
  const tasks: (() => Promise<void>)[] = [];
  const atEnd = (task: () => Promise<void>): void => void tasks.push(task);
  let inventory: Promise<Inventory> | undefined;
  let stopIsOrdinary = false;
  const context: CommandContext = {
    ...given,
    atEnd,
    endsWhenTold: () => void (stopIsOrdinary = true),
    async separately(task) {
      const inner = createContext(given);
      try {
        return await task(inner.context);
      } finally {
        await inner.end();
      }
    },
    async inventoryPath() {
      const { findInventory } = await import("../../inventory/find.js");
      return findInventory({ given: given.global.inventory, cwd: given.cwd, env: given.env });
    },
    inventory() {
      inventory ??= (async () => {
        const { loadInventory } = await import("../../inventory/load.js");
        return loadInventory(await context.inventoryPath(), { env: given.env, cwd: given.cwd });
      })();
      return inventory;
    },
    async ports(loaded) {
      const { createPorts } = await import("./create-ports.js");
      return createPorts(loaded, { env: given.env, signal: given.signal, atEnd });
    },
    async machine(loaded) {
      const { createMachinePort } = await import("../../connections/machine/machine.js");
      const { createSecrets } = await import("../../connections/secrets/secrets.js");
      return createMachinePort({ hosts: loaded.hosts, secrets: createSecrets(given.env), env: given.env });
    },
    async stateDirectory() {
      const { resolve, dirname } = await import("node:path");
      if (given.global.state !== undefined) return resolve(given.cwd, given.global.state);
      const { stat } = await import("node:fs/promises");
      const path = await context.inventoryPath();
      const folder = (await stat(path)).isDirectory() ? path : dirname(path);
      return resolve(folder, ".itom");
    },
    async checkStore() {
      const { openCheckStore } = await import("../../state/check-store.js");
      return openCheckStore(await context.stateDirectory(), { now: given.now });
    },
    async historyStore() {
      const { openHistoryStore } = await import("../../state/history-store.js");
      return openHistoryStore(await context.stateDirectory(), { now: given.now });
    },
    async stateInspector() {
      const { openStateInspector } = await import("../../state/state-inspector.js");
      return openStateInspector(await context.stateDirectory(), { now: given.now });
    },
  };
  return {
    context,
    endsWhenTold: () => stopIsOrdinary,
    async end() {
      for (const task of tasks.reverse()) await task();
    },
  };
}
