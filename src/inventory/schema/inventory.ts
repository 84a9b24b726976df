import { z } from "zod";
import { duration, waitingTime, matching, name, oneOrMore, section, text, wholeNumber } from "./basics.js";
import { freeze, timezone, window } from "./calendar.js";
import { defaults, group, host, service } from "./target.js";

const kept = duration.refine((ms) => ms >= 86_400_000, { error: "a day or more, such as 30d" });

const history = section(
  {
    raw: kept.describe("Every result; 30d where absent").optional(),
    hourly: kept.describe("Counts and statistics by hour; 400d where absent").optional(),
    daily: kept.describe("Counts and statistics by day; 5y where absent").optional(),
  },
  "a map with raw, hourly and daily",
);

const settings = section(
  {
    timezone: timezone.describe("For windows and freezes; this machine's where absent").optional(),
    forks: wholeNumber(1, 10_000).describe("Hosts at once").optional(),
    forks_per_jump: wholeNumber(1, 1_000).describe("Handshakes at once through one jump host").optional(),
    uplink: oneOrMore(
      matching(/^[A-Za-z0-9_.:%-]{1,255}$/, "an address or a host name"),
      "an address or a list of addresses",
    )
      .describe(
        "Our own way out, such as this machine's gateway; while none of them answers, a silent host is UNKNOWN",
      )
      .optional(),
    check_timeout: waitingTime.describe("Bound on one check").optional(),
    timeout: waitingTime.describe("Bound on one whole run").optional(),
    history: history.describe("How long results of checks are kept").optional(),
  },
  "a map of settings",
);

/** The type's own options are judged by src/checks, which knows the types. */
const check = z.looseObject(
  {
    on: text.describe("A pattern of hosts, or service:NAME"),
    type: matching(/^[a-z][a-z0-9_-]*$/, "a check type such as ping, disk or http"),
    id: name.describe("Unique on each target; the type where absent").optional(),
    timeout: z.unknown().optional(),
  },
  { error: "a map with on and type" },
);

/** The sections that are one map. */
export const partSchemas = { settings, defaults } as const;

/** The sections that are maps of entries by name. */
export const entrySchemas = { groups: group, hosts: host, services: service, windows: window } as const;

/** The sections that are lists of entries. */
export const itemSchemas = { checks: check, freezes: freeze } as const;

/** The inventory's whole grammar; `itom inventory schema` prints it for editors. */
export const inventorySchema = section(
  {
    version: z.literal(1, { error: "version: 1" }).describe("The version of this grammar"),
    include: z
      .array(text, { error: "a list of files" })
      .describe("Further files of this inventory; the last part of each may be a glob")
      .optional(),
    settings: settings.optional(),
    defaults: defaults.describe("For every host; groups and hosts override it").optional(),
    groups: z.record(z.string(), group, { error: "a map of groups by name" }).optional(),
    hosts: z
      .record(z.string(), host, { error: "a map of hosts by name" })
      .describe("By name; web[01:20] stands for twenty hosts")
      .optional(),
    services: z.record(z.string(), service, { error: "a map of services by name" }).optional(),
    checks: z.array(check, { error: "a list of checks" }).optional(),
    windows: z.record(z.string(), window, { error: "a map of windows by name" }).optional(),
    freezes: z.array(freeze, { error: "a list of freezes" }).optional(),
  },
  "a map with version, hosts and checks",
);

export type WrittenSettings = z.output<typeof settings>;
export type WrittenCheck = z.output<typeof check>;
