import { expect, test } from "vitest";
import { jumpsOf } from "../../src/inventory/jumps.js";
import { inventoryOf } from "../support/inventory-of.js";

test.each([
  ["web1", ["a", "b"], ["a", "b"]],
  ["a", ["a", "b"], []],
  ["b", ["a", "b"], ["a"]],
  ["web1", ["none"], []],
  ["web1", [], []],
])("the way to %s by %j", (name, words, jumps) => {
  expect(jumpsOf(name, words)).toEqual(jumps);
});

test("a bastion for all in the defaults is no circle, and one host can do without it", async () => {
  const inventory = await inventoryOf(`
defaults: { ssh: { jump: [bastion] } }
hosts: { bastion: {}, web1: {}, here: { ssh: { jump: none } } }
`);
  expect([...inventory.hosts.values()].map((host) => jumpsOf(host.name, host.ssh.jump))).toEqual([
    [],
    ["bastion"],
    [],
  ]);
});
