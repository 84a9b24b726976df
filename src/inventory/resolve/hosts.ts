import { hideCredentials } from "../../lib/hide-credentials.js";
import { ItomError } from "../../lib/errors.js";
import { jumpsOf } from "../jumps.js";
import type { Host, Scalar } from "../model.js";
import type { Problems } from "../problems.js";
import { isAddress } from "../schema/basics.js";
import type { WrittenHost } from "../schema/target.js";
import type { Entry, Sections } from "../sections/read-sections.js";
import { hasTemplate, substitute, templateWords } from "../template.js";
import { nodeAt } from "../yaml/node.js";
import { positionOf, type Place } from "../yaml/source.js";
import type { Folders } from "./folders.js";
import { substitutedSettings } from "./host-settings.js";
import { originsOf, textAt, toLevel, toList, type Level } from "./level.js";
import type { Names } from "./names.js";
import { placeOfTemplates, Profiles, type Profile } from "./profiles.js";
import { addDangling, placeOfItem } from "./references.js";
import { checkVarNames } from "./vars.js";
import { zip, zipScalars } from "./zip.js";

/** Makes every host; what it depends on is added later, when all hosts are known. */
export function resolveHosts(
  sections: Sections,
  names: Names,
  folders: Folders,
  problems: Problems,
): Map<string, Host> {
  const profiles = new Profiles(sections, folders, problems);
  const hosts = new Map<string, Host>();
  for (const [key, entry] of sections.hosts) {
    const value = entry.value ?? {};
    checkVarNames(entry.node, problems);
    const groups = knownGroups(entry, names, problems);
    const { address: _address, groups: _groups, depends_on: _dependsOn, asset: _asset, ...own } = value;
    const profile = profiles.of(groups, toLevel(own, entry.node));
    const make = { entry, value, groups, profile, folders, problems };
    for (const host of expandEntry(names.hostsOfKey.get(key) ?? [], make)) {
      if (!hosts.has(host.name)) hosts.set(host.name, host);
    }
  }
  return hosts;
}

interface Make {
  readonly entry: Entry<WrittenHost>;
  readonly value: WrittenHost;
  readonly groups: readonly string[];
  readonly profile: Profile;
  readonly folders: Folders;
  readonly problems: Problems;
}

function expandEntry(names: readonly string[], make: Make): Host[] {
  const { entry, value, problems } = make;
  const place = (key: string): Place => nodeAt(entry.node, [key])?.place ?? entry.place;
  const addresses =
    value.address === undefined ? names : zip(value.address, names, place("address"), problems);
  const assets = zipScalars(value.asset ?? {}, names, entry.node, "asset", problems);
  const vars = zipScalars(make.profile.vars, names, entry.node, "vars", problems);
  const shared = sharedPart(make);
  const hosts: Host[] = [];
  let isSound = true;
  for (const [index, name] of names.entries()) {
    const address = addresses[index] ?? name;
    const raw: Host = { ...shared, name, address, asset: assets(index), vars: vars(index) };
    // One mistake in an entry is told once, not for each host that it stands for, nor where others name that host.
    const host: Host | undefined = isSound ? finish(raw, make, place("address")) : undefined;
    isSound = host !== undefined;
    hosts.push(host ?? raw);
  }
  return hosts;
}

/** What is the same for all hosts of an entry. */
function sharedPart({ entry, value, groups, profile }: Make): Host {
  const { level } = profile;
  const [device, window] = [textAt(level, "device"), textAt(level, "window")];
  const timeoutMs = level.get("timeout")?.value;
  return {
    name: "",
    address: "",
    groups,
    tags: toList(level.get("tags")?.value),
    parents: toList(level.get("parents")?.value),
    dependsOn: [],
    connection: connectionOf(level),
    ssh: profile.ssh,
    ...(profile.snmp && { snmp: profile.snmp }),
    ...(device !== undefined && { device }),
    ...(window !== undefined && { window }),
    ...(typeof timeoutMs === "number" && { timeoutMs }),
    asset: {},
    vars: {},
    position: positionOf(entry.place),
    origins: originsOf(new Map([...level, ...toLevel(ownPart(value), entry.node)])),
  };
}

function ownPart({ address, groups, depends_on, asset }: WrittenHost): object {
  return { address, groups, depends_on, asset };
}

function connectionOf(level: Level): Host["connection"] {
  return (level.get("connection")?.value as Host["connection"] | undefined) ?? "ssh";
}

/** Substitutes `{{ }}`, judges the address, and leaves the host out of what its groups say of its path. */
function finish(raw: Host, make: Make, place: Place): Host | undefined {
  try {
    const address = hasTemplate(raw.address) ? substitutedAddress(raw) : raw.address;
    if (!isAddress(address)) {
      make.problems.add(
        place,
        `${JSON.stringify(hideCredentials(address).slice(0, 60))} is no address of ${raw.name}`,
        {
          expected: "an IP address or a host name",
        },
      );
      return undefined;
    }
    const host = withoutSelf({ ...raw, address }, make.entry);
    return make.profile.hasTemplates ? withSubstitutedSettings(host, make) : host;
  } catch (error) {
    if (!(error instanceof ItomError)) throw error;
    make.problems.add(place, error.message, { hint: error.hint });
    return undefined;
  }
}

function substitutedAddress(host: Host): string {
  const words = new Map<string, Scalar>(templateWords(host));
  words.delete("address");
  return String(substitute(host.address, words));
}

function withSubstitutedSettings(host: Host, { entry, profile, folders, problems }: Make): Host | undefined {
  try {
    return { ...host, ...substitutedSettings(profile.level, templateWords(host), folders) };
  } catch (error) {
    if (!(error instanceof ItomError)) throw error;
    problems.add(
      placeOfTemplates(profile.level) ?? entry.place,
      `${error.message} (for the host ${host.name})`,
      {
        hint: error.hint,
      },
    );
    return undefined;
  }
}

/** A switch in the group that hangs below it is not below itself, nor does a jump host jump through itself. */
function withoutSelf(host: Host, entry: Entry<WrittenHost>): Host {
  const parents = nodeAt(entry.node, ["parents"])
    ? host.parents
    : host.parents.filter((parent) => parent !== host.name);
  const { jump } = host.ssh;
  // Most hosts share one settings object; only those that stand in their own list need another.
  if (!jump.includes(host.name) && !jump.includes("none")) return { ...host, parents };
  return { ...host, parents, ssh: { ...host.ssh, jump: jumpsOf(host.name, jump) } };
}

function knownGroups(entry: Entry<WrittenHost>, names: Names, problems: Problems): readonly string[] {
  return toList(entry.value?.groups).filter((group) => {
    if (names.groups.has(group)) return true;
    addDangling("group", group, names.groups.keys(), placeOfItem(entry.node, "groups", group), problems);
    return false;
  });
}
