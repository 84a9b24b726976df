import { jumpsOf } from "../jumps.js";
import type { Host, Service } from "../model.js";
import type { Problems } from "../problems.js";
import type { Sections } from "../sections/read-sections.js";
import type { SourceNode } from "../yaml/node.js";
import type { Place } from "../yaml/source.js";
import { findCycles } from "./cycles.js";
import type { Names } from "./names.js";
import { addDangling, placeOfItem } from "./references.js";

/** Names in `parents`, `window` and `jump` that nothing has, told once where each stands. */
export function checkReferences(sections: Sections, names: Names, problems: Problems): void {
  checkPart(sections.defaults, names, problems);
  for (const group of sections.groups.values()) checkPart(group, names, problems);
  for (const [name, host] of sections.hosts) {
    checkPart(host, names, problems);
    checkOwnJump(name, host, problems);
  }
  for (const service of sections.services.values()) checkPart(service, names, problems);
}

interface Part {
  readonly value:
    | {
        readonly parents?: string | readonly string[] | undefined;
        readonly window?: string | undefined;
        readonly ssh?: { readonly jump?: string | readonly string[] | undefined } | undefined;
      }
    | undefined;
  readonly node: SourceNode;
}

function checkPart({ value, node }: Part, names: Names, problems: Problems): void {
  for (const parent of listOf(value?.parents)) {
    if (names.hosts.has(parent)) continue;
    addDangling("host", parent, names.hosts.keys(), placeOfItem(node, "parents", parent), problems);
  }
  const window = value?.window;
  if (window !== undefined && !names.windows.has(window)) {
    addDangling("window", window, names.windows.keys(), placeOfItem(node, "window", window), problems);
  }
  const ssh = node.kind === "map" ? node.entries.get("ssh")?.value : undefined;
  for (const jump of listOf(value?.ssh?.jump)) {
    // Anything with one of these characters can be an address that needs no entry.
    if (!ssh || jump === "none" || names.hosts.has(jump) || /[@:.{]/.test(jump)) continue;
    addDangling("host", jump, names.hosts.keys(), placeOfItem(ssh, "jump", jump), problems);
  }
}

/** A host may stand in a list of jump hosts that it shares with others, but not in one of its own. */
function checkOwnJump(name: string, { value, node }: Part, problems: Problems): void {
  const ssh = node.kind === "map" ? node.entries.get("ssh")?.value : undefined;
  if (!ssh || !listOf(value?.ssh?.jump).includes(name)) return;
  problems.add(placeOfItem(ssh, "jump", name), `the host ${name} is its own jump host`);
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

/** Cycles in the network path, in jumps and in what needs what. */
export function checkCycles(
  hosts: ReadonlyMap<string, Host>,
  services: ReadonlyMap<string, Service>,
  names: Names,
  problems: Problems,
): void {
  const edgesOf = (edges: (host: Host) => readonly string[]): Map<string, readonly string[]> =>
    new Map([...hosts.values()].map((host) => [host.name, edges(host).filter((name) => hosts.has(name))]));
  addCycles(
    edgesOf((host) => host.parents),
    "parents",
    names,
    problems,
  );
  addCycles(
    edgesOf((host) => jumpsOf(host.name, host.ssh.jump)),
    "jump hosts",
    names,
    problems,
  );
  const needs = [...hosts.values(), ...services.values()].map((target): [string, readonly string[]] => [
    target.name,
    target.dependsOn.flatMap(({ of }) => of),
  ]);
  addCycles(new Map(needs), "depends_on", names, problems);
}

function addCycles(
  edges: ReadonlyMap<string, readonly string[]>,
  what: string,
  names: Names,
  problems: Problems,
): void {
  for (const cycle of findCycles(edges)) {
    const [first = ""] = cycle;
    const place = placeOfName(first, names);
    if (place) problems.add(place, `${what} go round in a circle: ${writeCycle(cycle)}`);
  }
}

function writeCycle(cycle: readonly string[]): string {
  const shown = cycle.length > 12 ? [...cycle.slice(0, 10), "…", cycle.at(-1) ?? ""] : cycle;
  return [...shown, cycle[0]].join(" → ");
}

function placeOfName(name: string, names: Names): Place | undefined {
  return names.hosts.get(name) ?? names.services.get(name);
}
