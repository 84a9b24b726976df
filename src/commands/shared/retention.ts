import type { Settings } from "../../inventory/model.js";
import type { Retention } from "../../ports/history-store.js";

const dayMs = 86_400_000;

/** How long history is kept: the inventory's `settings.history`, else itom's own. */
export function retentionOf({ history = {} }: Pick<Settings, "history">): Retention {
  const { rawMs = 30 * dayMs, hourlyMs = 400 * dayMs, dailyMs = 5 * 365 * dayMs } = history;
  return { rawMs, hourlyMs, dailyMs };
}
