import type { Host, SshSettings } from "../../../src/inventory/model.js";

export type HostOptions = Partial<Omit<Host, "ssh">> & { readonly ssh?: Partial<SshSettings> };

/** A host as the inventory makes it, with no more than a test names. */
export function makeHost(options: HostOptions = {}): Host {
  const { ssh, ...rest } = options;
  return {
    name: "web1",
    address: "127.0.0.1",
    groups: [],
    tags: [],
    parents: [],
    dependsOn: [],
    connection: "ssh",
    asset: {},
    vars: {},
    position: { file: "inventory.yaml", line: 1, column: 1 },
    origins: new Map([["address", { file: "inventory.yaml", line: 1, column: 1 }]]),
    ...rest,
    ssh: {
      identity: [],
      identitiesOnly: true,
      jump: [],
      hostKey: "strict",
      knownHosts: [],
      transport: "ssh2",
      legacy: false,
      config: "none",
      connectTimeoutMs: 15_000,
      keepaliveMs: 15_000,
      ...ssh,
    },
  };
}
