import { ItomError } from "../../lib/errors.js";
import type { Inventory } from "../model.js";
import type { Problems } from "../problems.js";
import { selectTargets } from "../select/select.js";
import type { Entry, Sections } from "../sections/read-sections.js";
import { nodeAt } from "../yaml/node.js";

/**
 * Every `on` selects something: a check that is attached to nothing would never fail. Gives the inventory without the checks
 * whose pattern is wrong.
 */
export function checkPatterns(inventory: Inventory, sections: Sections, problems: Problems): Inventory {
  const judged = new Map<string, ItomError | undefined>();
  for (const { value, node } of [...sections.checks, ...sections.freezes] as Entry<{ on?: string }>[]) {
    const on = value?.on;
    if (on === undefined) continue;
    if (!judged.has(on)) judged.set(on, judge(on, inventory));
    const error = judged.get(on);
    if (error) problems.add(nodeAt(node, ["on"])?.place ?? node.place, error.message, { hint: error.hint });
  }
  return { ...inventory, checks: inventory.checks.filter(({ on }) => judged.get(on) === undefined) };
}

function judge(on: string, inventory: Inventory): ItomError | undefined {
  try {
    selectTargets(on, inventory);
    return undefined;
  } catch (error) {
    if (error instanceof ItomError) return error;
    throw error;
  }
}
