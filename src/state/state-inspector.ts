import type { StateInspector } from "../ports/state-inspector.js";
import type { FileSystem } from "./file-system.js";
import { systemProcesses, type Processes } from "./lock/processes.js";
import { nodeFileSystem } from "./node-file-system.js";
import { repairState } from "./verify/repair.js";
import { verifyState } from "./verify/verify.js";

interface Options {
  readonly now: () => Date;
  readonly files?: FileSystem;
  readonly processes?: Processes;
}

/** Looks after one state folder. */
export function openStateInspector(directory: string, options: Options): StateInspector {
  const { files = nodeFileSystem, processes = systemProcesses() } = options;
  const inspection = { files, directory, processes, now: options.now };
  return {
    verify: () => verifyState(inspection),
    repair: () => repairState(inspection),
  };
}
