import type { Group, Inventory, Settings } from "../model.js";
import type { Problems } from "../problems.js";
import type { WrittenSettings } from "../schema/inventory.js";
import type { Sections } from "../sections/read-sections.js";
import { positionOf } from "../yaml/source.js";
import { resolveFreezes, resolveWindows } from "./calendar.js";
import { resolveChecks } from "./checks.js";
import { membersOfGroups } from "./dependencies.js";
import type { Folders } from "./folders.js";
import { checkCycles, checkReferences } from "./graph.js";
import { resolveHosts } from "./hosts.js";
import { collectNames } from "./names.js";
import { checkPatterns } from "./patterns.js";
import { addHostDependencies, resolveServices } from "./services.js";
import { checkVarNames } from "./vars.js";

/** Makes the inventory from what was written; what does not fit together becomes a problem. */
export function resolveInventory(
  sections: Sections,
  folders: Folders,
  files: readonly string[],
  problems: Problems,
): Inventory {
  const names = collectNames(sections, problems);
  const settings = toSettings(sections.settings.value ?? {});
  checkVarNames(sections.defaults.node, problems);
  for (const { node } of sections.groups.values()) checkVarNames(node, problems);
  checkReferences(sections, names, problems);
  const hosts = resolveHosts(sections, names, folders, problems);
  const known = { names, members: membersOfGroups(names, hosts), problems };
  addHostDependencies(hosts, sections, known);
  const services = resolveServices(sections, known);
  checkCycles(hosts, services, names, problems);
  const inventory: Inventory = {
    files,
    directory: folders.directory,
    settings,
    hosts,
    groups: toGroups(sections),
    services,
    checks: resolveChecks(sections.checks),
    windows: resolveWindows(sections.windows, settings, problems),
    freezes: resolveFreezes(sections.freezes, problems),
  };
  return checkPatterns(inventory, sections, problems);
}

function toSettings(written: WrittenSettings): Settings {
  return {
    // Asked only when somebody wants to know: it loads the system's whole time zone data.
    get timezone() {
      return written.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    ...(written.forks !== undefined && { forks: written.forks }),
    forksPerJump: written.forks_per_jump ?? 8,
    uplink: [written.uplink ?? []].flat(),
    checkTimeoutMs: written.check_timeout ?? 20_000,
    ...(written.timeout !== undefined && { runTimeoutMs: written.timeout }),
    ...(written.history && { history: toHistory(written.history) }),
  };
}

function toHistory({
  raw,
  hourly,
  daily,
}: NonNullable<WrittenSettings["history"]>): Settings["history"] & object {
  return {
    ...(raw !== undefined && { rawMs: raw }),
    ...(hourly !== undefined && { hourlyMs: hourly }),
    ...(daily !== undefined && { dailyMs: daily }),
  };
}

function toGroups(sections: Sections): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const [name, { value, place }] of sections.groups) {
    const window = value?.window;
    groups.set(name, {
      name,
      cluster: value?.cluster ?? false,
      ...(window !== undefined && { window }),
      position: positionOf(place),
    });
  }
  return groups;
}
