import type { CommandContext } from "../../cli/context/context.js";
import { selectHosts } from "../../inventory/index.js";
import type { Host, Inventory } from "../../inventory/model.js";
import { ItomError } from "../../lib/errors.js";
import { patternSources } from "./pattern-sources.js";

/** The hosts that a command is for: its pattern, `all` where there is none, and of these what `--limit` selects too. */
export async function chooseHosts(
  context: CommandContext,
  inventory: Inventory,
  pattern: string | undefined,
): Promise<Host[]> {
  const sources = patternSources(context);
  const hosts = await selectHosts(pattern ?? "all", inventory, sources);
  const { limit } = context.global;
  if (limit === undefined) return hosts;
  const kept = new Set(await selectHosts(limit, inventory, sources));
  const both = hosts.filter((host) => kept.has(host));
  if (both.length > 0) return both;
  throw new ItomError("USAGE", `--limit ${limit} leaves no host of ${pattern ?? "all"}`);
}
