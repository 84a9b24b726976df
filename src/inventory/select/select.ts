import type { Host, Service } from "../model.js";
import { indexOf, type Selectable } from "./inventory-index.js";
import { matchHosts, matchServices, type Match } from "./match.js";
import { parsePattern } from "./parse-pattern.js";
import type { Pattern, Term } from "./pattern.js";
import { hostsNeededBy } from "./needed-hosts.js";
import { patternError, type PatternOrigin } from "./pattern-error.js";
import { gatherAnswers, type Answers, type PatternSources } from "./sources.js";

/**
 * The hosts that a pattern of the command line selects, in the inventory's order. Rejects with ItomError USAGE where the
 * pattern is wrong, names what there is not, needs a source that is absent, or selects nothing.
 */
export async function selectHosts(
  text: string,
  inventory: Selectable,
  sources: PatternSources = {},
): Promise<Host[]> {
  const pattern = parsePattern(text);
  const answers = await gatherAnswers(text, pattern, sources);
  const hosts = combineHosts(pattern, inventory, answers, (why, hint) => {
    throw patternError(text, why, undefined, hint);
  });
  if (hosts.length === 0) throw patternError(text, "selects no host", undefined);
  return hosts;
}

/**
 * The hosts and services that a pattern of the command line selects: `all` is every host and service, `service:shop` the service
 * with the hosts that it needs; every other word stands for hosts. Rejects as `selectHosts`.
 */
export async function selectHostsAndServices(
  text: string,
  inventory: Selectable,
  sources: PatternSources = {},
): Promise<Targets> {
  const pattern = parsePattern(text);
  const answers = await gatherAnswers(text, pattern, sources);
  const all = [...inventory.hosts.keys(), ...inventory.services.keys()];
  const names = combine(
    pattern,
    all,
    ({ atom }) => {
      if (atom.kind === "all") return { names: all };
      if (atom.kind !== "service") return matchHosts(atom, inventory, answers);
      const match = matchServices(atom.service, inventory);
      if ("why" in match) return match;
      return { names: match.names.flatMap((name) => [name, ...hostsNeededBy(name, inventory)]) };
    },
    (why, hint) => {
      throw patternError(text, why, undefined, hint);
    },
  );
  if (names.size === 0) throw patternError(text, "selects nothing", undefined);
  return { hosts: hostsOf(names, inventory), services: servicesOf(names, inventory) };
}

export interface Targets {
  readonly hosts: readonly Host[];
  readonly services: readonly Service[];
}

/**
 * What a pattern in the inventory stands for: here `service:shop` is the service itself. `origin` is where it is written;
 * without it the pattern comes from the command line. Throws ItomError as `selectHosts`; with an origin it is CONFIG.
 */
export function selectTargets(text: string, inventory: Selectable, origin?: PatternOrigin): Targets {
  const refuse: Refuse = (why, hint) => {
    throw patternError(text, why, origin, hint);
  };
  const pattern = parsePattern(text, origin);
  const forServices = pattern.filter(({ atom }) => atom.kind === "service");
  const forHosts = pattern.filter(({ atom }) => atom.kind !== "service");
  const services = combineServices(forServices, inventory, refuse);
  // `service:shop` alone means no host; `!service:shop` alone does not make sense for hosts either.
  const onlyServices = !forHosts.some(isUnion) && forServices.some(isUnion);
  const hosts = onlyServices ? [] : combineHosts(forHosts, inventory, new Map(), refuse);
  if (hosts.length + services.length === 0) refuse("selects nothing");
  return { hosts, services };
}

type Refuse = (why: string, hint?: string) => never;

function isUnion({ operation }: Term): boolean {
  return operation === "union";
}

function combineHosts(pattern: Pattern, inventory: Selectable, answers: Answers, refuse: Refuse): Host[] {
  const names = combine(
    pattern,
    inventory.hosts.keys(),
    ({ atom }) => matchHosts(atom, inventory, answers),
    refuse,
  );
  return hostsOf(names, inventory);
}

/** In the inventory's order. */
function hostsOf(names: ReadonlySet<string>, inventory: Selectable): Host[] {
  const { order } = indexOf(inventory);
  return [...names]
    .filter((name) => order.has(name))
    .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    .flatMap((name) => inventory.hosts.get(name) ?? []);
}

function servicesOf(names: ReadonlySet<string>, inventory: Selectable): Service[] {
  return [...inventory.services.values()].filter(({ name }) => names.has(name));
}

function combineServices(pattern: Pattern, inventory: Selectable, refuse: Refuse): Service[] {
  if (!pattern.some(isUnion)) return [];
  const match = ({ atom }: Term): Match =>
    atom.kind === "service" ? matchServices(atom.service, inventory) : { names: [] };
  const names = combine(pattern, inventory.services.keys(), match, refuse);
  return servicesOf(names, inventory);
}

/** Unions (everything where there is none), then intersections, then exclusions. */
function combine(
  pattern: Pattern,
  all: Iterable<string>,
  match: (term: Term) => Match,
  refuse: Refuse,
): Set<string> {
  const namesOf = (operation: Term["operation"]): (readonly string[])[] =>
    pattern.filter((term) => term.operation === operation).map((term) => namesFor(term, match(term), refuse));
  const unions = namesOf("union");
  let names = new Set<string>(unions.length > 0 ? unions.flat() : all);
  for (const kept of namesOf("intersect")) names = new Set(kept.filter((name) => names.has(name)));
  for (const dropped of namesOf("exclude")) for (const name of dropped) names.delete(name);
  return names;
}

/** That a search finds nothing to take away is fine; that a name means nothing never is. */
function namesFor({ operation }: Term, match: Match, refuse: Refuse): readonly string[] {
  if ("names" in match) return match.names;
  if (match.isSearch === true && operation !== "union") return [];
  return refuse(match.why, match.hint);
}
