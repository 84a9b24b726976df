import type { LocalStep } from "../contract.js";
import { clock } from "./clock.js";
import { inventoryStep } from "./inventory.js";
import { knownHosts } from "./known-hosts.js";
import { literalSecrets } from "./literal-secrets.js";
import { nodeVersion } from "./node-version.js";
import { pingPermission } from "./ping-permission.js";
import { privateKeys } from "./private-keys.js";
import { programs } from "./programs.js";
import { stateFolder } from "./state-folder.js";

/** In the order in which they are shown. */
export const localSteps: readonly LocalStep[] = [
  nodeVersion,
  programs,
  pingPermission,
  clock,
  inventoryStep,
  literalSecrets,
  privateKeys,
  knownHosts,
  stateFolder,
];
