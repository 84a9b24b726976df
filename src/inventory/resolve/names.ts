import { formatPosition } from "../../lib/position.js";
import type { Problems } from "../problems.js";
import { expandRanges, hasRange, RangeProblem } from "../ranges.js";
import { namePattern, nameRule } from "../schema/name.js";
import type { Sections } from "../sections/read-sections.js";
import { positionOf, type Place } from "../yaml/source.js";

/** Every name of the inventory, and where it was written. */
export interface Names {
  /** Host names by the key that stands for them. */
  readonly hostsOfKey: ReadonlyMap<string, readonly string[]>;
  readonly hosts: ReadonlyMap<string, Place>;
  readonly groups: ReadonlyMap<string, Place>;
  readonly services: ReadonlyMap<string, Place>;
  readonly windows: ReadonlyMap<string, Place>;
}

const mostHosts = 100_000;

/** Collects names, ranges expanded. Bad names, a host in two entries, and one name for two kinds of thing are problems. */
export function collectNames(sections: Sections, problems: Problems): Names {
  const plain = (entries: ReadonlyMap<string, { place: Place }>, kind: string): Map<string, Place> => {
    const places = new Map<string, Place>();
    for (const [name, { place }] of entries) {
      checkName(kind, name, place, problems);
      places.set(name, place);
    }
    return places;
  };
  const names = {
    groups: plain(sections.groups, "group"),
    services: plain(sections.services, "service"),
    windows: plain(sections.windows, "window"),
    ...hostNames(sections, problems),
  };
  refuseClash("host", names.hosts, "group", names.groups, problems);
  refuseClash("host", names.hosts, "service", names.services, problems);
  refuseClash("group", names.groups, "service", names.services, problems);
  return names;
}

function hostNames(
  sections: Sections,
  problems: Problems,
): { hosts: Map<string, Place>; hostsOfKey: Map<string, string[]> } {
  const hosts = new Map<string, Place>();
  const hostsOfKey = new Map<string, string[]>();
  for (const [key, { place }] of sections.hosts) {
    const expanded = expandKey(key, place, problems);
    hostsOfKey.set(key, expanded);
    for (const name of expanded) addHost(name, key, place, hosts, problems);
  }
  return { hosts, hostsOfKey };
}

function addHost(
  name: string,
  key: string,
  place: Place,
  hosts: Map<string, Place>,
  problems: Problems,
): void {
  const before = hosts.get(name);
  if (before) {
    const by = name === key ? "" : ` (of ${key})`;
    problems.add(place, `the host ${name}${by} is written twice`, {
      hint: `the first is at ${formatPosition(positionOf(before))}`,
    });
  } else if (hosts.size === mostHosts) {
    problems.add(place, `there are more than ${mostHosts} hosts`);
    hosts.set(name, place);
  } else if (hosts.size < mostHosts) {
    hosts.set(name, place);
  }
}

function expandKey(key: string, place: Place, problems: Problems): string[] {
  if (!hasRange(key)) return checkName("host", key, place, problems) ? [key] : [];
  try {
    const expanded = expandRanges(key);
    return checkName("host", expanded.at(-1) ?? "", place, problems) ? expanded : [];
  } catch (error) {
    if (!(error instanceof RangeProblem)) throw error;
    problems.add(place, error.message);
    return [];
  }
}

function checkName(kind: string, name: string, place: Place, problems: Problems): boolean {
  if (name === "all") {
    problems.add(place, `no ${kind} can be called "all"`, { hint: "the pattern `all` means every host" });
    return false;
  }
  if (namePattern.test(name)) return true;
  const shown = name.length > 60 ? `${name.slice(0, 57)}…` : name;
  const hint = nameHint(kind, name);
  problems.add(place, `${JSON.stringify(shown)} is no ${kind} name`, { expected: nameRule, hint });
  return false;
}

function nameHint(kind: string, name: string): string | undefined {
  if (/^[\w.-]+:/.test(name)) return "write a space after the colon";
  return kind === "host" && /\[[\d:-]*\]/.test(name)
    ? "a range is written web[1:3] or web[01:20]"
    : undefined;
}

function refuseClash(
  kind: string,
  names: ReadonlyMap<string, Place>,
  otherKind: string,
  others: ReadonlyMap<string, Place>,
  problems: Problems,
): void {
  for (const [name, place] of others) {
    const one = names.get(name);
    if (!one) continue;
    problems.add(place, `the ${otherKind} ${name} has the name of a ${kind}`, {
      hint: `the ${kind} is at ${formatPosition(positionOf(one))}`,
    });
  }
}
