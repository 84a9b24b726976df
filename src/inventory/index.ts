export { findInventory } from "./find.js";
export { loadInventory } from "./load.js";
export { substitute, templateWords } from "./template.js";
