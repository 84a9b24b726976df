import type { Host, Inventory, Service, SshSettings } from "../../src/inventory/model.js";

export const position = { file: "inventory.yaml", line: 1, column: 1 };

export function makeSsh(changes: Partial<SshSettings> = {}): SshSettings {
  return {
    identity: [],
    identitiesOnly: false,
    jump: [],
    hostKey: "strict",
    knownHosts: [],
    transport: "ssh2",
    legacy: false,
    connectTimeoutMs: 5_000,
    keepaliveMs: 15_000,
    ...changes,
  };
}

export function makeHost(name: string, changes: Partial<Host> = {}): Host {
  return {
    name,
    address: "127.0.0.1",
    groups: [],
    tags: [],
    parents: [],
    dependsOn: [],
    connection: "ssh",
    ssh: makeSsh(),
    asset: {},
    vars: {},
    position,
    origins: new Map(),
    ...changes,
  };
}

export function makeService(name: string, changes: Partial<Service> = {}): Service {
  return { name, dependsOn: [], vars: {}, position, ...changes };
}

export function makeInventory(hosts: readonly Host[], changes: Partial<Inventory> = {}): Inventory {
  return {
    files: ["inventory.yaml"],
    directory: "/nonexistent",
    settings: { timezone: "UTC", forksPerJump: 10, uplink: [], checkTimeoutMs: 10_000 },
    hosts: new Map(hosts.map((host) => [host.name, host])),
    groups: new Map(),
    services: new Map(),
    checks: [],
    windows: new Map(),
    freezes: [],
    ...changes,
  };
}
