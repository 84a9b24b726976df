import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { createPorts } from "../../src/cli/context/create-ports.js";
import { makeHost, makeInventory } from "../support/hosts.js";

const { cache } = createRequire(import.meta.url);
const loaded = (name: string): boolean =>
  Object.keys(cache).some((file) => file.includes(`/node_modules/${name}/`));

test("each connection loads its library when it is first used, and not before", async () => {
  const ends: (() => Promise<void>)[] = [];
  const signal = new AbortController().signal;
  const ports = createPorts(makeInventory([makeHost("web1")]), {
    env: {},
    signal,
    atEnd: (task) => void ends.push(task),
  });
  expect(["net-snmp", "ping", "ssh2"].filter(loaded)).toEqual([]);
  const snmp = { version: 2, community: { literal: "x" }, port: 9, timeoutMs: 50, retries: 0 } as const;
  const target = makeHost("sw1", { snmp });
  await expect(ports.snmp.get(target, ["1.3.6.1.2.1.1.1.0"], { timeoutMs: 5_000, signal })).rejects.toThrow(
    "SNMP",
  );
  expect(loaded("net-snmp")).toBe(true);
  for (const end of ends) await end();
});
