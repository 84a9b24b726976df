export { appendChecks, type AppendedChecks } from "./edit/append-checks.js";
export { readSshConfig, type SshConfigHost } from "./import/ssh-config.js";
export { inspectInventory, loadInventory, problemsError } from "./load.js";
export { isAddress } from "./schema/basics.js";
export { inventoryJsonSchema } from "./schema/json-schema.js";
export { namePattern, nameRule } from "./schema/name.js";
export { selectHosts, selectHostsAndServices } from "./select/select.js";
export { windowTimes, type Interval } from "./window-times.js";
export type { PatternSources } from "./select/sources.js";
