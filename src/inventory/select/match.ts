import { expandRanges } from "../ranges.js";
import { indexOf, type Selectable } from "./inventory-index.js";
import { printAtom, type Atom } from "./pattern.js";
import type { Answers } from "./sources.js";
import { globTest } from "./glob.js";
import { hostsNeededBy } from "./needed-hosts.js";
import { suggest } from "./suggest.js";

/** Names, or why there are none. */
export type Match =
  | { readonly names: readonly string[] }
  /** `isSearch`: it looked for something and found nothing, which is no mistake where nothing was to be taken away. */
  | { readonly why: string; readonly hint?: string | undefined; readonly isSearch?: boolean };

/** The hosts that one word stands for. */
export function matchHosts(atom: Atom, inventory: Selectable, answers: Answers): Match {
  switch (atom.kind) {
    case "all":
      return some([...inventory.hosts.keys()], "there are no hosts");
    case "name":
      return matchName(atom.name, inventory);
    case "glob":
      return search(inventory, globTest(atom.glob), `no host is like ${atom.glob}`);
    case "regex":
      return search(inventory, regexTest(atom.source), `no host matches ~${atom.source}`);
    case "range":
      return matchRange(atom.range, inventory);
    case "tag":
      return matchTag(atom.tag, inventory);
    case "service":
      return matchServiceHosts(atom.service, inventory);
    case "state":
    case "last":
    case "file":
      return matchAnswer(atom, inventory, answers);
  }
}

/** The services that `service:NAME` names. */
export function matchServices(name: string, inventory: Selectable): Match {
  const found = filterNames(inventory.services.keys(), globTest(name));
  if (found.length > 0) return { names: found };
  return { why: `there is no service "${name}"`, hint: suggest(name, inventory, "service") };
}

function some(names: readonly string[], otherwise: string): Match {
  return names.length > 0 ? { names } : { why: otherwise };
}

function search(inventory: Selectable, test: (name: string) => boolean, otherwise: string): Match {
  const match = some(filterNames(inventory.hosts.keys(), test), otherwise);
  return "why" in match ? { ...match, isSearch: true } : match;
}

function regexTest(source: string): (name: string) => boolean {
  const regex = new RegExp(source);
  return (name) => regex.test(name);
}

function matchName(name: string, inventory: Selectable): Match {
  if (inventory.hosts.has(name)) return { names: [name] };
  const members = indexOf(inventory).byGroup.get(name);
  if (members) return some(members, `the group ${name} has no hosts`);
  return { why: `there is no host or group "${name}"`, hint: suggest(name, inventory, "name") };
}

function matchRange(range: string, inventory: Selectable): Match {
  const { byGroup } = indexOf(inventory);
  const names = expandRanges(range).flatMap((name) =>
    inventory.hosts.has(name) ? [name] : (byGroup.get(name) ?? []),
  );
  return some(names, `there is no host or group of ${range}`);
}

function matchTag(tag: string, inventory: Selectable): Match {
  const { byTag } = indexOf(inventory);
  const names = filterNames(byTag.keys(), globTest(tag)).flatMap((found) => byTag.get(found) ?? []);
  if (names.length > 0) return { names };
  return { why: `no host has the tag "${tag}"`, hint: suggest(tag, inventory, "tag") };
}

function matchServiceHosts(service: string, inventory: Selectable): Match {
  const match = matchServices(service, inventory);
  if ("why" in match) return match;
  return some(
    match.names.flatMap((name) => hostsNeededBy(name, inventory)),
    `the service ${service} depends on no host`,
  );
}

function matchAnswer(
  atom: Extract<Atom, { kind: "state" | "last" | "file" }>,
  inventory: Selectable,
  answers: Answers,
): Match {
  const word = printAtom(atom);
  const answer = answers.get(word);
  if (answer === undefined) return { why: `${word} can't be used here` };
  const names: string[] = [];
  for (const name of answer) {
    // The state folder may tell of hosts that have left the inventory since; a file that names them is a mistake.
    if (inventory.hosts.has(name)) names.push(name);
    else if (atom.kind === "file") {
      const match = matchName(name, inventory);
      if ("why" in match) return { ...match, why: `${match.why} (in ${word})` };
      names.push(...match.names);
    }
  }
  const match = some(names, `no host is in ${word}`);
  return "why" in match ? { ...match, isSearch: atom.kind !== "file" } : match;
}

function filterNames(names: Iterable<string>, test: (name: string) => boolean): string[] {
  return [...names].filter(test);
}
