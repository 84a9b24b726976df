import type { CommandContext } from "../../cli/context/context.js";
import { selectHosts, selectHostsAndServices } from "../../inventory/index.js";
import type { Inventory } from "../../inventory/model.js";
import { patternSources } from "../shared/pattern-sources.js";

/** `host:NAME` and `service:NAME` of what a pattern selects, within `--limit`; "all" where neither is given. */
export async function selectTargetNames(
  context: CommandContext,
  inventory: Inventory,
  pattern: string | undefined,
): Promise<ReadonlySet<string> | "all"> {
  const { limit } = context.global;
  if (pattern === undefined && limit === undefined) return "all";
  const sources = patternSources(context);
  const { hosts, services } = await selectHostsAndServices(pattern ?? "all", inventory, sources);
  const names = new Set(hosts.map(({ name }) => `host:${name}`));
  // A limit speaks of hosts, so that it leaves no service.
  if (limit === undefined) for (const { name } of services) names.add(`service:${name}`);
  else {
    const within = new Set((await selectHosts(limit, inventory, sources)).map(({ name }) => `host:${name}`));
    for (const name of names) if (!within.has(name)) names.delete(name);
  }
  return names;
}
