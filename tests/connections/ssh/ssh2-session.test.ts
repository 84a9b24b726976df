import { writeFile } from "node:fs/promises";
import { createConnection, createServer, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { connect, scratch, startPlace } from "../shell/bench.js";
import { failure, request, shellContract, sudoContract } from "../shell/contract.js";
import { writeFakeSudo } from "../shell/fake-sudo.js";

async function folderWithSudo(): Promise<string> {
  const folder = await scratch();
  await writeFakeSudo(folder);
  return folder;
}

describe("the contract", () => {
  shellContract(async (later) => connect((await startPlace({}, later)).host(), {}, later));
});

describe("sudo", () => {
  sudoContract(async (password) => {
    const place = await startPlace({ path: [await folderWithSudo()] });
    return connect(
      place.host({
        become: "sudo",
        ...(password !== undefined && { becomePassword: { literal: password } }),
      }),
    );
  });
});

test("says where it leads and how long that took", async () => {
  const place = await startPlace();
  const session = await connect(place.host());
  expect(session.description).toBe(`127.0.0.1:${place.server.port} as ops`);
  expect(session.connectMs).toBeGreaterThan(0);
});

test("a server that allows fewer sessions gets fewer at once", async () => {
  const place = await startPlace({ maxSessions: 2 });
  const session = await connect(place.host());
  const results = await Promise.all(
    Array.from({ length: 9 }, (_, index) => session.run(request(`echo ${index}`))),
  );
  expect(results.map(({ stdout }) => stdout.toString().trim()).join("")).toBe("012345678");
});

test("a server that allows no session says so", async () => {
  const session = await connect((await startPlace({ maxSessions: 0 })).host());
  expect(await failure(session.run(request("true")))).toMatchObject({ kind: "PROTOCOL" });
});

test("an end without a status is LOST", async () => {
  const session = await connect((await startPlace({ fault: { kind: "no-exit-status" } })).host());
  const error = await failure(session.run(request("echo done")));
  expect([error.kind, error.message]).toEqual(["LOST", "web1: the command ended without an exit status"]);
});

test("a reset in the middle of the output is LOST", async () => {
  const session = await connect((await startPlace({ fault: { kind: "reset-after", bytes: 5_000 } })).host());
  const error = await failure(session.run(request("head -c 20000 /dev/zero; sleep 20")));
  expect(error.kind).toBe("LOST");
  expect((await failure(session.run(request("true")))).kind).toBe("LOST");
});

test("output without end is bounded in memory and in time", async () => {
  const session = await connect((await startPlace({ fault: { kind: "endless-output" } })).host());
  const before = process.memoryUsage().rss;
  const error = await failure(session.run(request("yes", { timeoutMs: 1_000, maxOutputBytes: 10_000 })));
  expect(error.kind).toBe("TIMEOUT");
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

test("closing ends what runs", async () => {
  const session = await connect((await startPlace()).host());
  const running = failure(session.run(request("sleep 60")));
  await session.run(request("true"));
  await session.close();
  expect((await running).kind).toBe("CANCELLED");
});

test("sudo without become is refused before anything runs", async () => {
  const session = await connect((await startPlace()).host());
  const error = await failure(session.run(request("true", { sudo: true })));
  expect([error.kind, error.message]).toEqual(["SUDO", "this needs root on web1, and we are ops there"]);
});

test("a host that no longer answers is LOST after three signs of life are missing", async () => {
  const place = await startPlace();
  const sockets: Socket[] = [];
  const middle = createServer((near) => {
    const far = createConnection({ host: "127.0.0.1", port: place.server.port });
    for (const socket of [near, far]) socket.on("error", () => {});
    near.pipe(far).pipe(near);
    sockets.push(near, far);
  });
  await new Promise<void>((resolve) => middle.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    middle.close();
  });
  const address = middle.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await writeFile(place.knownHosts, place.server.hostKeyLine("127.0.0.1").replace(/:\d+ /, `:${port} `));
  const session = await connect(place.host({ port, keepaliveMs: 100 }));
  const running = failure(session.run(request("sleep 60")));
  await session.run(request("true"));
  for (const socket of sockets) socket.unpipe().pause();
  const error = await running;
  expect([error.kind, error.message]).toEqual(["LOST", "web1: the connection was lost (Keepalive timeout)"]);
});

test("what waits for a channel can be cancelled, and the rest goes on", async () => {
  const session = await connect((await startPlace()).host());
  const controller = new AbortController();
  const blocked = Array.from({ length: 8 }, () =>
    session.run(request("cat > /dev/null; sleep 0.3; echo done")),
  );
  const waiting = failure(session.run(request("echo never", { signal: controller.signal })));
  controller.abort();
  expect((await waiting).kind).toBe("CANCELLED");
  const results = await Promise.all(blocked);
  expect(results.every(({ stdout }) => stdout.toString() === "done\n")).toBe(true);
});
