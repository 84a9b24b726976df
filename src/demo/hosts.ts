import type { DemoHost } from "./host.js";
import { checkPostgres } from "./programs/check-postgres.js";
import type { DemoMount } from "./programs/df.js";

const gib = 1024 ** 2;

function root(usedGib: number): DemoMount {
  return { device: "/dev/vda1", type: "ext4", kib: 40 * gib, usedKib: usedGib * gib, at: "/" };
}

function data(usedGib: number): DemoMount {
  return { device: "/dev/vdb1", type: "xfs", kib: 200 * gib, usedKib: usedGib * gib, at: "/var" };
}

const nginx = { name: "nginx", active: "active" } as const;

/** The hosts of the demo that have a shell. What is wrong with each is in its comment. */
export const shellHosts: readonly DemoHost[] = [
  { name: "bastion", mounts: [root(6)], forwarding: true },
  { name: "web1", mounts: [root(11)], units: [nginx] },
  // Its disk fills up; its front answers 500.
  { name: "web2", mounts: [root(34)], units: [nginx] },
  // Its front is slow.
  { name: "web3", mounts: [root(12)], units: [nginx] },
  // Its service has failed.
  { name: "app1", mounts: [root(9)], units: [{ name: "orders", active: "failed" }] },
  // The disk of its data is full.
  {
    name: "db1",
    mounts: [root(14), data(194)],
    programs: { check_postgres: checkPostgres(41) },
  },
  {
    name: "db2",
    mounts: [root(13), data(88)],
    programs: { check_postgres: checkPostgres(12) },
  },
  // Has another host key than it is known with.
  { name: "vault1", mounts: [root(5)], units: [{ name: "vault", active: "active" }], changedKey: true },
];
