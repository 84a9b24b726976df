import { windowTimes, type Interval } from "../../inventory/index.js";
import type { Inventory } from "../../inventory/model.js";
import { atLeastUp, combine, withPlanned, worstKind } from "./combine.js";
import type { ObservedCheck } from "./observe.js";
import type { Segment } from "./timeline.js";

/** What a report is about. */
export type Subject = { readonly host: string } | { readonly service: string };

/** What a subject's timeline is made from. */
export interface Sources {
  readonly inventory: Inventory;
  /** Keys of the checks of `web1` or `service:shop`, as the inventory has them now. */
  readonly checksOf: (target: string) => readonly string[];
  /** What is known of each check; nothing of one that was not observed. */
  readonly observed: ReadonlyMap<string, ObservedCheck>;
  readonly stretch: Interval;
}

/** A service without checks of its own is made of what it depends on. */
export function basisOf(subject: Subject, checksOf: Sources["checksOf"]): "checks" | "depends_on" {
  return "host" in subject || checksOf(`service:${subject.service}`).length > 0 ? "checks" : "depends_on";
}

/** The keys of all checks that a subject's timeline is made of. */
export function keysOf(subject: Subject, sources: Pick<Sources, "inventory" | "checksOf">): Set<string> {
  const { inventory, checksOf } = sources;
  if ("host" in subject) return new Set(checksOf(subject.host));
  if (basisOf(subject, checksOf) === "checks") return new Set(checksOf(`service:${subject.service}`));
  const members = inventory.services.get(subject.service)?.dependsOn.flatMap(({ of }) => of) ?? [];
  return new Set(members.flatMap((name) => [...keysOf(memberOf(name, inventory), sources)]));
}

/** What each moment counts as for a host or a service. */
export function timelineOfSubject(subject: Subject, sources: Sources): Segment[] {
  const { inventory, checksOf, stretch } = sources;
  const window =
    "host" in subject
      ? inventory.hosts.get(subject.host)?.window
      : inventory.services.get(subject.service)?.window;
  const found = window === undefined ? undefined : inventory.windows.get(window);
  const planned = found ? windowTimes(found, stretch.from, stretch.to) : [];
  const seen =
    basisOf(subject, checksOf) === "checks"
      ? ofChecks(keysOf(subject, sources), sources)
      : ofMembers(subject, sources);
  return withPlanned(seen, stretch, planned);
}

/** Up while no check is bad. Before its first result a check has no say: it was not there yet. */
function ofChecks(keys: ReadonlySet<string>, { observed, stretch }: Sources): Segment[] {
  const timelines = [...keys].flatMap((key) => {
    const timeline = observed.get(key)?.timeline;
    if (!timeline) return [];
    return [timeline[0]?.kind === "unobserved" ? timeline.slice(1) : timeline];
  });
  return combine(timelines, stretch, worstKind);
}

function ofMembers(subject: Subject, sources: Sources): Segment[] {
  const { inventory, stretch } = sources;
  const service = "service" in subject ? inventory.services.get(subject.service) : undefined;
  const needs = (service?.dependsOn ?? []).map(({ of, atLeast }) => {
    const members = of.map((name) => timelineOfSubject(memberOf(name, inventory), sources));
    return combine(members, stretch, atLeastUp(atLeast));
  });
  return combine(needs, stretch, worstKind);
}

function memberOf(name: string, { services }: Inventory): Subject {
  return services.has(name) ? { service: name } : { host: name };
}
