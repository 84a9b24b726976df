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
    if (own.size === 0) return this.#checked(base);
    const level = joinLevels([base.level, own]);
    const [ssh, snmp, vars] = [says(own, "ssh"), says(own, "snmp"), says(own, "vars")];
    return this.#checked({
      level,
      vars: vars ? varsOf(level) : base.vars,
      ssh: ssh ? this.#ssh(level) : base.ssh,
      ...this.#snmpPart(snmp, level, base),
      hasTemplates: ssh || snmp ? usesTemplates(level) : base.hasTemplates,
    });
  }

  /** A device that is asked over SNMP alone needs to know how. */
  #checked(profile: Profile): Profile {
    const { level, snmp } = profile;
    const connection = level.get("connection");
    if (connection?.value === "snmp" && !snmp && !level.has("snmp.version")) {
      this.problems.add(connection.place, "connection is snmp, but nothing says which version of it", {
        hint: "write snmp: { version: 2, community: … } here, in a group or in defaults",
      });
    }
    return profile;
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
    if (place) this.problems.add(place, made.lacks);
    return {};
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
