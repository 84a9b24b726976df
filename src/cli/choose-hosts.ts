import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Host, Inventory } from "../inventory/model.js";
import { selectHosts, selectHostsAndServices, type Targets } from "../inventory/select/select.js";
import type { PatternSources } from "../inventory/select/sources.js";
import { ItomError } from "../lib/errors.js";
import type { CommandContext } from "./context/context.js";

const largestList = 4 * 1024 * 1024;

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

/** As `chooseHosts`, with the services that the patterns stand for. */
export async function chooseTargets(
  context: CommandContext,
  inventory: Inventory,
  pattern: string | undefined,
): Promise<Targets> {
  const sources = patternSources(context);
  const chosen = await selectHostsAndServices(pattern ?? "all", inventory, sources);
  const { limit } = context.global;
  if (limit === undefined) return chosen;
  const kept = await selectHostsAndServices(limit, inventory, sources);
  const keptHosts = new Set(kept.hosts);
  const hosts = chosen.hosts.filter((host) => keptHosts.has(host));
  const services = chosen.services.filter((service) => kept.services.includes(service));
  if (hosts.length + services.length > 0) return { hosts, services };
  throw new ItomError("USAGE", `--limit ${limit} leaves nothing of ${pattern ?? "all"}`);
}

/** What patterns of the command line may ask: files, and the states of the last checks. */
export function patternSources(context: CommandContext): PatternSources {
  return {
    async readFile(path) {
      const file = resolve(context.cwd, path);
      if ((await stat(file)).size > largestList) throw new Error("it is larger than 4 MiB");
      return readFile(file, "utf8");
    },
    async inState(state) {
      const present = await (await context.checkStore()).present();
      const wanted = state.toUpperCase();
      const hosts = new Set<string>();
      for (const { host, state: now } of present.values())
        if (host !== undefined && now === wanted) hosts.add(host);
      return hosts;
    },
  };
}
