import type { Scalar, SnmpSettings, SshSettings } from "../model.js";
import type { Problems } from "../problems.js";
import type { WrittenSnmp } from "../schema/snmp.js";
import type { WrittenSsh } from "../schema/ssh.js";
import type { Sections } from "../sections/read-sections.js";
import { hasTemplate } from "../template.js";
import type { Place } from "../yaml/source.js";
import type { Folders } from "./folders.js";
import { joinLevels, partOf, says, toLevel, type Level } from "./level.js";
import { toSnmpSettings } from "./snmp.js";
import { toSshSettings } from "./ssh.js";

/** The joined settings of one host entry, made once for all hosts that the entry stands for. */
export interface Profile {
  readonly level: Level;
  readonly ssh: SshSettings;
  readonly snmp?: SnmpSettings;
  readonly vars: Readonly<Record<string, Scalar>>;
  /** Some SSH or SNMP setting holds `{{ }}`, so that each host needs its own. */
  readonly hasTemplates: boolean;
}

/** Makes profiles, one for each set of groups, and one more for each host that adds settings of its own. */
export class Profiles {
  readonly #levels = new Map<string, Level>();
  readonly #shared = new Map<string, Profile>();
  readonly #defaults: Level;
  readonly #told = new Set<string>();

  constructor(
    sections: Sections,
    readonly folders: Folders,
    readonly problems: Problems,
  ) {
    this.#defaults = toLevel(sections.defaults.value, sections.defaults.node);
    for (const [name, { value, node }] of sections.groups) {
      const { cluster: _cluster, ...settings } = value ?? {};
      this.#levels.set(name, toLevel(settings, node));
    }
  }

  /** Defaults, then the groups in their order, then the host: the later wins. */
  of(groups: readonly string[], own: Level): Profile {
    const base = this.#ofGroups(groups);
    if (own.size === 0) return base;
    const level = joinLevels([base.level, own]);
    const [ssh, snmp, vars] = [says(own, "ssh"), says(own, "snmp"), says(own, "vars")];
    return {
      level,
      vars: vars ? varsOf(level) : base.vars,
      ssh: ssh ? this.#ssh(level) : base.ssh,
      ...this.#snmpPart(snmp, level, base),
      hasTemplates: ssh || snmp ? usesTemplates(level) : base.hasTemplates,
    };
  }

  #ofGroups(groups: readonly string[]): Profile {
    const key = groups.join(",");
    const known = this.#shared.get(key);
    if (known) return known;
    const levels = groups.map((group) => this.#levels.get(group) ?? new Map());
    const level = joinLevels([this.#defaults, ...levels]);
    const profile: Profile = {
      level,
      ssh: this.#ssh(level),
      ...this.#snmpPart(true, level),
      vars: varsOf(level),
      hasTemplates: usesTemplates(level),
    };
    this.#shared.set(key, profile);
    return profile;
  }

  #ssh(level: Level): SshSettings {
    return toSshSettings(partOf(level, "ssh") as WrittenSsh, this.folders);
  }

  #snmpPart(fresh: boolean, level: Level, base?: Profile): { snmp?: SnmpSettings } {
    if (!fresh) return base?.snmp ? { snmp: base.snmp } : {};
    const made = toSnmpSettings(partOf(level, "snmp") as WrittenSnmp, this.folders);
    if (made === undefined) return {};
    if (!("lacks" in made)) return { snmp: made };
    const place = level.get("snmp.version")?.place;
    if (place) this.#tellOnce(place, made.lacks);
    return {};
  }

  /** Many hosts can share one mistake. */
  #tellOnce(place: Place, message: string): void {
    const key = `${place.file.order}:${place.offset}:${message}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.problems.add(place, message);
  }
}

function varsOf(level: Level): Readonly<Record<string, Scalar>> {
  return partOf(level, "vars") as Record<string, Scalar>;
}

function usesTemplates(level: Level): boolean {
  return placeOfTemplates(level) !== undefined;
}

/** Where the first SSH or SNMP setting with `{{ }}` stands. */
export function placeOfTemplates(level: Level): Place | undefined {
  for (const [path, { value, place }] of level) {
    if (/^(?:ssh|snmp)\./.test(path) && hasTemplate(JSON.stringify(value))) return place;
  }
  return undefined;
}
