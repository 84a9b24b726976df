import { z } from "zod";
import {
  duration,
  waitingTime,
  emptyable,
  flag,
  matching,
  name,
  names,
  oneOf,
  oneOrMore,
  scalars,
  section,
  text,
  wholeNumber,
} from "./basics.js";
import { snmp } from "./snmp.js";
import { ssh } from "./ssh.js";

const connection = oneOf(["ssh", "local", "snmp", "none"]).describe(
  "ssh runs commands there, local here; snmp and none have no shell",
);

/** What a host, a group and the defaults can all say; the nearer level wins. */
const shared = {
  connection: connection.optional(),
  ssh: ssh.optional(),
  snmp: snmp.optional(),
  device: name.describe("The device model, as cisco-ios").optional(),
  window: name.describe("The window in which changes may be made").optional(),
  timeout: waitingTime.describe("Bound on all work with one host in one run").optional(),
  vars: scalars.describe("Words for {{ }}").optional(),
};

export const defaults = section(shared, "a map of settings for every host");

const groupParts = {
  ...shared,
  parents: names.describe("Hosts on the network path to the members").optional(),
  tags: names.optional(),
};

export const group = emptyable(
  section(
    { cluster: flag.describe("Never change two members at once").optional(), ...groupParts },
    "a map of a group's settings",
  ),
);

const members = z.array(name, { error: "a list of names" }).min(1, { error: "at least one name" });

const dependency = z.union(
  [name, section({ at_least: wholeNumber(1, 100_000), of: members }, "a map with at_least and of")],
  { error: "a name, or {at_least: 2, of: [NAME, …]}" },
);

export const dependsOn = oneOrMore(dependency, "a list of names and {at_least: 2, of: [NAME, …]}").meta({
  id: "depends_on",
  description: "What must work for this to work: hosts, groups and services",
});

export const host = emptyable(
  section(
    {
      address: text.describe("An IP address or a name; the host's own name where absent").optional(),
      groups: names.optional(),
      ...groupParts,
      depends_on: dependsOn.optional(),
      asset: scalars.describe("Serial number, owner, warranty and the like").optional(),
    },
    "a map of a host's settings",
  ),
);

const percent = matching(/^\d{1,3}(?:\.\d{1,6})?\s*%$/, "a percentage such as 99.9%")
  .refine((written) => Number.parseFloat(written) > 0 && Number.parseFloat(written) <= 100, {
    error: "a percentage above 0% up to 100%",
  })
  .transform((written) => Number.parseFloat(written));

export const service = emptyable(
  section(
    {
      owner: text.optional(),
      tier: wholeNumber(1, 9).describe("1 is the most important").optional(),
      depends_on: dependsOn.optional(),
      window: name.describe("The window of its planned downtime").optional(),
      slo: section({ availability: percent, over: duration }, "a map with availability and over").optional(),
      vars: scalars.optional(),
    },
    "a map of a service's settings",
  ),
);

export type WrittenDefaults = z.output<typeof defaults>;
export type WrittenGroup = NonNullable<z.output<typeof group>>;
export type WrittenHost = NonNullable<z.output<typeof host>>;
export type WrittenService = NonNullable<z.output<typeof service>>;
export type WrittenDependency = z.output<typeof dependency>;
