import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Host } from "../../../src/inventory/model.js";
import { connect, limits, makePort, startPlace, type Place } from "../shell/bench.js";
import { failure, request } from "../shell/contract.js";

/** Lets every place know the keys of all. */
async function acquaint(...places: Place[]): Promise<void> {
  const lines = places.map(({ server }) => server.hostKeyLine("127.0.0.1")).join("\n");
  for (const place of places) await writeFile(place.knownHosts, lines);
}

test("many hosts travel through one connection to each of two jump hosts", async () => {
  const [outer, inner, target] = [
    await startPlace({ forwarding: true }),
    await startPlace({ forwarding: true }),
    await startPlace(),
  ];
  await acquaint(outer, inner, target);
  const jumps = [outer.host({}, "jump1"), inner.host({}, "jump2")];
  const names = Array.from({ length: 12 }, (_, index) => `web${index}`);
  const hosts = names.map((name) => target.host({ jump: ["jump1", "jump2"] }, name));
  const port = makePort([...jumps, ...hosts], { forksPerJump: 3 });
  const sessions = await Promise.all(hosts.map((host) => port.connect(host, limits)));
  expect(sessions[0]?.description).toBe(`127.0.0.1:${target.server.port} as ops through jump1, jump2`);
  const results = await Promise.all(sessions.map((session, index) => session.run(request(`echo ${index}`))));
  expect(results.map(({ stdout }) => Number(stdout.toString()))).toEqual(names.map((_, index) => index));
  expect([outer.server.connections(), inner.server.connections(), target.server.connections()]).toEqual([
    1, 1, 12,
  ]);
  await Promise.all(sessions.map((session) => session.close()));
});

test("a jump host as user@host:port takes our host's own keys", async () => {
  const [jump, target] = [await startPlace({ forwarding: true }), await startPlace()];
  await acquaint(jump, target);
  const session = await connect(target.host({ jump: [`ops@127.0.0.1:${jump.server.port}`] }));
  expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
  expect(jump.server.logins()).toBe(1);
});

test("each hop is verified under its own name", async () => {
  const [jump, target] = [await startPlace({ forwarding: true }), await startPlace()];
  const error = await failure(
    through(jump.host({}, "jump1"), target.host({ knownHosts: [jump.knownHosts] })),
  );
  expect(error.kind).toBe("HOST_KEY");
  expect(error.message).toContain(`[127.0.0.1]:${target.server.port}`);
  await acquaint(target);
  const other = await failure(
    through(jump.host({ knownHosts: [target.knownHosts] }, "jump1"), target.host()),
  );
  expect(other.kind).toBe("HOST_KEY");
  expect(other.message).toContain("the jump host jump1 failed: the host key of");
});

function through(jump: Host, target: Host): Promise<unknown> {
  const host = { ...target, ssh: { ...target.ssh, jump: [jump.name] } };
  return makePort([jump, host]).connect(host, limits);
}

test("a jump host that does not forward, and one from which nothing listens", async () => {
  const [jump, target] = [await startPlace(), await startPlace()];
  expect(await failure(through(jump.host({}, "jump1"), target.host()))).toMatchObject({ kind: "REFUSED" });
  const forwarding = await startPlace({ forwarding: true });
  const host = target.host();
  await target.server.close();
  const error = await failure(through(forwarding.host({}, "jump1"), host));
  expect(error.kind).toBe("REFUSED");
  expect(error.message).toContain("jump1");
});

test.each([
  ["nothing", {}],
  ["what sshd says then", { says: "Exceeded MaxStartups\r\n" }],
])("a jump host that drops us by chance, with %s, is asked again", async (_, says) => {
  const target = await startPlace();
  const busy = await startPlace({ forwarding: true, fault: { kind: "close-at-once", times: 2, ...says } });
  await acquaint(busy, target);
  expect(await through(busy.host({}, "jump1"), target.host())).toBeDefined();
  expect(busy.server.connections()).toBe(3);
});

test("a jump host that refuses us is not asked again", async () => {
  const target = await startPlace();
  const strange = await startPlace({ forwarding: true, users: [] });
  const hosts = ["web1", "web2", "web3"].map((name) => target.host({ jump: ["jump1"] }, name));
  const port = makePort([strange.host({}, "jump1"), ...hosts]);
  for (const host of hosts) expect(await failure(port.connect(host, limits))).toMatchObject({ kind: "AUTH" });
  expect(strange.server.connections()).toBe(1);
});

test("a list of jump hosts that one of them inherits, and a circle", async () => {
  const [jump, target] = [await startPlace({ forwarding: true }), await startPlace()];
  await acquaint(jump, target);
  expect(await through(jump.host({ jump: ["jump1"] }, "jump1"), target.host())).toBeDefined();
  const [a, b] = [jump.host({ jump: ["b"] }, "a"), jump.host({ jump: ["a"] }, "b")];
  const error = await failure(makePort([a, b]).connect(a, limits));
  expect([error.kind, error.message]).toEqual([
    "UNAVAILABLE",
    "the jump hosts lead in a circle: a through b through a",
  ]);
});
