import type { AnyCheckType } from "../contract.js";
import { command } from "./command.js";
import { load } from "./load.js";
import { memory } from "./memory.js";
import { plugin } from "./plugin.js";

/** Every check type, one line each, sorted; README.md says how to add one. */
const all: readonly AnyCheckType[] = [command, load, memory, plugin];

export const checkTypes: ReadonlyMap<string, AnyCheckType> = new Map(all.map((type) => [type.name, type]));
