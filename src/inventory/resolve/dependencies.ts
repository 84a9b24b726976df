import { didYouMean } from "../../lib/did-you-mean.js";
import type { Dependency, Host } from "../model.js";
import type { Problems } from "../problems.js";
import type { WrittenDependency } from "../schema/target.js";
import { nodeAt, type SourceNode } from "../yaml/node.js";
import type { Place } from "../yaml/source.js";
import type { Names } from "./names.js";

/** What `depends_on` may name, and who is in each group. */
export interface Known {
  readonly names: Names;
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly problems: Problems;
}

export function membersOfGroups(names: Names, hosts: ReadonlyMap<string, Host>): Map<string, string[]> {
  const members = new Map<string, string[]>([...names.groups.keys()].map((group) => [group, []]));
  for (const host of hosts.values()) for (const group of host.groups) members.get(group)?.push(host.name);
  return members;
}

/** Reads `depends_on` of one entry; a group stands for its members. */
export function resolveDependencies(
  written: WrittenDependency | readonly WrittenDependency[] | undefined,
  node: SourceNode,
  known: Known,
): Dependency[] {
  if (written === undefined) return [];
  const single = !Array.isArray(written);
  const list = single ? [written as WrittenDependency] : (written as readonly WrittenDependency[]);
  return list.flatMap((dependency, index) => {
    const at = nodeAt(node, single ? ["depends_on"] : ["depends_on", index]) ?? node;
    return one(dependency, at, known) ?? [];
  });
}

function one(written: WrittenDependency, at: SourceNode, known: Known): Dependency | undefined {
  if (typeof written === "string") {
    const of = namesFor(written, at.place, known);
    return of.length === 0 ? undefined : { of, atLeast: of.length };
  }
  const of = written.of.flatMap((name, index) =>
    namesFor(name, nodeAt(at, ["of", index])?.place ?? at.place, known),
  );
  const unique = [...new Set(of)];
  if (unique.length < written.at_least && of.length >= written.of.length) {
    const place = nodeAt(at, ["at_least"])?.place ?? at.place;
    known.problems.add(place, `at_least is ${written.at_least}, but of names ${unique.length}`);
  }
  return unique.length === 0 ? undefined : { of: unique, atLeast: written.at_least };
}

function namesFor(name: string, place: Place, { names, members, problems }: Known): readonly string[] {
  if (names.hosts.has(name) || names.services.has(name)) return [name];
  const group = members.get(name);
  if (group && group.length > 0) return group;
  if (group) problems.add(place, `the group ${name} has no hosts`);
  else {
    problems.add(place, `there is no host, service or group "${name}"`, {
      hint: () => didYouMean(name, [...names.hosts.keys(), ...names.services.keys(), ...names.groups.keys()]),
    });
  }
  return [];
}
