import { z } from "zod";
import type { AnyCheckType, ProbeCheckType, ShellCheckType } from "../../../src/checks/contract.js";
import { flag, section, text } from "../../../src/inventory/schema/basics.js";
import type { CheckEntry, Host, Inventory, Service } from "../../../src/inventory/model.js";

const position = { file: "inventory.yaml", line: 1, column: 1 };

export function host(name: string, more: Partial<Host> = {}): Host {
  return {
    name,
    address: `10.0.0.${name.length}`,
    groups: [],
    tags: [],
    parents: [],
    dependsOn: [],
    connection: "ssh",
    ssh: {
      identity: [],
      identitiesOnly: false,
      jump: [],
      hostKey: "strict",
      knownHosts: [],
      transport: "ssh2",
      legacy: false,
      connectTimeoutMs: 10_000,
      keepaliveMs: 15_000,
    },
    asset: {},
    vars: {},
    position,
    origins: new Map(),
    ...more,
  };
}

export function service(name: string): Service {
  return { name, dependsOn: [], vars: {}, position };
}

/** An entry whose every top-level option has a line of its own, from 11 on. */
export function entry(
  line: number,
  on: string,
  type: string,
  options: Record<string, unknown> = {},
): CheckEntry {
  const { id, ...rest } = options;
  const at = (column: number) => ({ file: "inventory.yaml", line, column });
  const keys = ["on", "type", "id", ...Object.keys(rest)];
  return {
    on,
    type,
    ...(typeof id === "string" && { id }),
    options: rest,
    position: at(1),
    positions: new Map(keys.map((key, index) => [key, at(10 + index)])),
  };
}

export function inventory(
  hosts: readonly Host[],
  checks: readonly CheckEntry[],
  services: readonly Service[] = [],
): Inventory {
  return {
    files: ["inventory.yaml"],
    directory: "/",
    settings: { timezone: "UTC", forksPerJump: 8, uplink: [], checkTimeoutMs: 10_000 },
    hosts: new Map(hosts.map((each) => [each.name, each])),
    groups: new Map(),
    services: new Map(services.map((each) => [each.name, each])),
    checks,
    windows: new Map(),
    freezes: [],
  };
}

const shellOptions = section({ path: text.optional(), local: flag.default(false) }, "the options of sh");

const sh: ShellCheckType<z.output<typeof shellOptions>> = {
  kind: "shell",
  name: "sh",
  summary: "",
  example: "",
  targets: ["host", "service"],
  options: shellOptions,
  script: ({ local }) => ({ text: ":", sudo: false, local }),
  evaluate: () => ({ state: "OK", summary: "", values: [] }),
};

const probeOptions = section(
  { url: text, expect: section({ status: z.number({ error: "a status" }) }, "what to expect").optional() },
  "the options of web",
);

const web: ProbeCheckType<z.output<typeof probeOptions>, null> = {
  kind: "probe",
  name: "web",
  summary: "",
  example: "",
  targets: ["host", "service"],
  options: probeOptions,
  observe: () => Promise.resolve(null),
  evaluate: () => ({ state: "OK", summary: "", values: [] }),
};

export const types: ReadonlyMap<string, AnyCheckType> = new Map<string, AnyCheckType>([
  ["sh", sh],
  ["web", web],
  ["hostly", { ...web, name: "hostly", targets: ["host"] }],
]);
