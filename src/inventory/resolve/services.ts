import type { Host, Service } from "../model.js";
import type { Sections } from "../sections/read-sections.js";
import { positionOf } from "../yaml/source.js";
import { resolveDependencies, type Known } from "./dependencies.js";
import { checkVarNames } from "./vars.js";

export function resolveServices(sections: Sections, known: Known): Map<string, Service> {
  const services = new Map<string, Service>();
  for (const [name, { value, node, place }] of sections.services) {
    if (value === undefined) continue;
    checkVarNames(node, known.problems);
    const { owner, tier, window, slo, vars } = value;
    services.set(name, {
      name,
      ...(owner !== undefined && { owner }),
      ...(tier !== undefined && { tier }),
      dependsOn: resolveDependencies(value.depends_on, node, known),
      ...(window !== undefined && { window }),
      ...(slo && { slo: { availability: slo.availability, overMs: slo.over } }),
      vars: vars ?? {},
      position: positionOf(place),
    });
  }
  return services;
}

/** Adds `depends_on` to the hosts of each entry that has one. */
export function addHostDependencies(hosts: Map<string, Host>, sections: Sections, known: Known): void {
  for (const [key, { value, node }] of sections.hosts) {
    if (value?.depends_on === undefined) continue;
    const dependsOn = resolveDependencies(value.depends_on, node, known);
    for (const name of known.names.hostsOfKey.get(key) ?? []) {
      const host = hosts.get(name);
      if (host) hosts.set(name, { ...host, dependsOn });
    }
  }
}
