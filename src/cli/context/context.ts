import type { Inventory } from "../../inventory/model.js";
import type { CheckStore } from "../../ports/check-store.js";
import type { HistoryStore } from "../../ports/history-store.js";
import type { Ports } from "../../ports/index.js";
import type { MachinePort } from "../../ports/machine.js";
import type { StateInspector } from "../../ports/state-inspector.js";
import type { Terminal } from "../../terminal/terminal.js";
import type { GlobalOptions } from "../global-options.js";

/** All that a command's implementation is given; nothing in it is done before it is asked for. */
export interface CommandContext {
  readonly global: GlobalOptions;
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly version: string;
  /** The inventory's file or folder in use; rejects with ItomError CONFIG where there is none. */
  inventoryPath(): Promise<string>;
  /** Rejects with ItomError CONFIG that carries every problem. */
  inventory(): Promise<Inventory>;
  /** Connections for one inventory; closed at the end of the command. */
  ports(inventory: Inventory): Promise<Ports>;
  /** This machine, as hosts of the inventory are reached from it. */
  machine(inventory: Inventory): Promise<MachinePort>;
  /** The state folder, absolute. */
  stateDirectory(): Promise<string>;
  checkStore(): Promise<CheckStore>;
  historyStore(): Promise<HistoryStore>;
  stateInspector(): Promise<StateInspector>;
  /** For one of several runs of a command: reads the inventory anew, and closes its connections when `task` has ended. */
  separately<T>(task: (context: CommandContext) => Promise<T>): Promise<T>;
  /** Says that being told to stop is this command's ordinary end, so that its own status counts. */
  endsWhenTold(): void;
  /** Runs when the command has ended, however it ended. */
  atEnd(task: () => Promise<void>): void;
}
