export { findInventory } from "./find.js";
export { inspectInventory, loadInventory, problemsError } from "./load.js";
export { substitute, templateWords } from "./template.js";
export { parsePattern } from "./select/parse-pattern.js";
export { selectHosts, selectHostsAndServices, selectTargets, type Targets } from "./select/select.js";
export type { PatternSources } from "./select/sources.js";
export { inventoryJsonSchema } from "./schema/json-schema.js";
