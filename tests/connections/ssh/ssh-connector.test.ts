import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { generateSshKey } from "../../../src/demo/network/ssh-key.js";
import { connect, limits, makePort, startPlace } from "../shell/bench.js";
import { failure, request } from "../shell/contract.js";

test("an unknown host key is refused before anything is said of the user", async () => {
  const place = await startPlace();
  await writeFile(place.knownHosts, "");
  const error = await failure(connect(place.host()));
  expect(error.kind).toBe("HOST_KEY");
  expect(error.message).toMatch(
    /^the host key of \[127\.0\.0\.1\]:\d+ is not known: ssh-ed25519 SHA256:\S{43}$/,
  );
  expect(error.hint).toContain("ssh-keyscan -p");
  expect(place.server.logins()).toBe(0);
});

test("a changed host key names the line, both fingerprints and what to do", async () => {
  const place = await startPlace();
  const other = generateSshKey().public.split(" ");
  const name = `[127.0.0.1]:${place.server.port}`;
  await writeFile(place.knownHosts, `# a comment\n${name} ${other[0]} ${other[1]}\n`);
  const error = await failure(connect(place.host({ hostKey: "accept-new" })));
  expect(error.kind).toBe("HOST_KEY");
  expect(error.message).toContain(`${place.knownHosts}:2`);
  expect(error.message.match(/SHA256:/g)).toHaveLength(2);
  expect(error.hint).toContain(`ssh-keygen -f ${place.knownHosts} -R '${name}'`);
  expect(place.server.logins()).toBe(0);
});

test("accept-new keeps a new key once, in a file for us alone, and then insists on it", async () => {
  const place = await startPlace();
  const file = join(place.folder, "new", "known_hosts");
  const host = place.host({ hostKey: "accept-new", knownHosts: [file] });
  const port = makePort([host]);
  const sessions = await Promise.all([port.connect(host, limits), port.connect(host, limits)]);
  await Promise.all(sessions.map((session) => session.close()));
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  expect(new Set(lines)).toEqual(new Set([place.server.hostKeyLine("127.0.0.1")]));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const strict = await connect(place.host({ knownHosts: [file] }));
  expect((await strict.run(request("echo in"))).stdout.toString()).toBe("in\n");
});

test("accept-new ends where the key can't be kept", async () => {
  const place = await startPlace();
  const file = join(place.knownHosts, "below-a-file");
  const error = await failure(connect(place.host({ hostKey: "accept-new", knownHosts: [file] })));
  expect(["HOST_KEY", "UNAVAILABLE"]).toContain(error.kind);
  expect(place.server.logins()).toBe(0);
});

test("a refused key names what was tried and what the server accepts", async () => {
  const place = await startPlace({ users: [{ name: "ops", authorizedKeys: [generateSshKey().public] }] });
  const error = await failure(connect(place.host()));
  expect(error.kind).toBe("AUTH");
  expect(error.message).toBe(
    `127.0.0.1:${place.server.port} refused ops: tried ${place.folder}/id; the server accepts publickey`,
  );
});

test.each([["password"], ["keyboard-interactive"]] as const)("enters with a secret by %s", async (method) => {
  const place = await startPlace({ users: [{ name: "ops", password: "s3cret" }], methods: [method] });
  const session = await connect(place.host({ identity: [], password: { env: "PW" } }), {
    env: { PW: "s3cret" },
  });
  expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
});

test("a wrong password is tried once, by one method, and is told to nobody", async () => {
  const place = await startPlace({ users: [{ name: "ops", password: "right" }] });
  const error = await failure(connect(place.host({ identity: [], password: { literal: "wr0ng" } })));
  expect(error).toMatchObject({ kind: "AUTH" });
  expect(error.message).toContain("tried password; the server accepts password, keyboard-interactive");
  expect(`${error.message}${error.hint}`).not.toContain("wr0ng");
  expect(place.server.connections()).toBe(1);
});

test("a secret that is not there is told as such", async () => {
  const place = await startPlace({ users: [{ name: "ops", password: "right" }] });
  const error = await failure(connect(place.host({ identity: [], password: { env: "NOT_SET" } })));
  expect(error).toMatchObject({ kind: "UNAVAILABLE" });
  expect(error.message).toContain("NOT_SET");
});

test("a key that is not there, and one that is none", async () => {
  const place = await startPlace();
  const missing = join(place.folder, "missing");
  expect(await failure(connect(place.host({ identity: [missing] })))).toMatchObject({
    kind: "UNAVAILABLE",
    message: `no key can be offered to web1: ${missing} does not exist`,
  });
  const garbage = join(place.folder, "garbage");
  await writeFile(garbage, "not a key");
  const error = await failure(connect(place.host({ identity: [garbage] })));
  expect(error.kind).toBe("UNAVAILABLE");
  expect(error.message).toContain("is no private key that can be read");
});

test("nothing listens", async () => {
  const place = await startPlace();
  const host = place.host();
  await place.server.close();
  const error = await failure(connect(host));
  expect([error.kind, error.message]).toEqual(["REFUSED", `nothing listens on 127.0.0.1:${host.ssh.port}`]);
});

test("a name without an address", async () => {
  const place = await startPlace();
  const host = { ...place.host(), address: "web1.invalid" };
  const missing = Object.assign(new Error("getaddrinfo ENOTFOUND web1.invalid"), { code: "ENOTFOUND" });
  const error = await failure(connect(host, { lookup: () => Promise.reject(missing) }));
  expect([error.kind, error.message]).toEqual(["UNRESOLVED", "web1.invalid does not resolve: no such name"]);
});

test("a name's second address is tried when the first does not answer, and the key is looked up by the name", async () => {
  const place = await startPlace();
  await writeFile(place.knownHosts, place.server.hostKeyLine("web1.test"));
  const host = { ...place.host(), address: "web1.test" };
  const session = await connect(host, { lookup: () => Promise.resolve(["127.0.0.2", "127.0.0.1"]) });
  expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
});

test.each([
  ["garbage-banner", "PROTOCOL", "does not speak SSH"],
  ["close-at-once", "LOST", "closed the connection before it said who it is"],
] as const)("a server with %s", async (kind, expected, sentence) => {
  const error = await failure(connect((await startPlace({ fault: { kind } })).host()));
  expect(error.kind).toBe(expected);
  expect(error.message).toContain(sentence);
});

test.each([
  ["Exceeded MaxStartups\r\n", "LOST", "refused to talk: Exceeded MaxStartups"],
  [
    "220 mail.test \u001b[31mready\r\n",
    "PROTOCOL",
    String.raw`it sent "220 mail.test \u001b[31mready" and closed`,
  ],
])("a server that sends %j and closes", async (said, kind, sentence) => {
  const server = createServer((socket) => socket.end(said)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const error = await failure(connect((await startPlace()).host({ port })));
  expect(error.kind).toBe(kind);
  expect(error.message).toContain(sentence);
});

test("a server that says nothing", async () => {
  const place = await startPlace({ fault: { kind: "silent" } });
  const error = await failure(connect(place.host({ connectTimeoutMs: 300 })));
  expect([error.kind, error.message]).toEqual([
    "TIMEOUT",
    `web1: the SSH handshake with 127.0.0.1:${place.server.port} took longer than 300 ms`,
  ]);
});

test("a cancelled connection", async () => {
  const place = await startPlace({ fault: { kind: "silent" } });
  const controller = new AbortController();
  const connecting = failure(makePort().connect(place.host(), { ...limits, signal: controller.signal }));
  setImmediate(() => controller.abort());
  expect((await connecting).kind).toBe("CANCELLED");
});

test("a banner without end is bounded", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    const line = Buffer.alloc(65_536, "x");
    const more = (): void => void (socket.destroyed || socket.write(line, () => setImmediate(more)));
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const place = await startPlace();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  expect(await failure(connect(place.host({ port })))).toMatchObject({ kind: "PROTOCOL" });
});

test("old gear needs ssh.legacy, and the error says so", async () => {
  const place = await startPlace({
    algorithms: { kex: ["diffie-hellman-group14-sha1"], cipher: ["aes128-cbc" as never] },
  });
  const error = await failure(connect(place.host()));
  expect(error.kind).toBe("PROTOCOL");
  expect(error.message).toContain("no common key exchange algorithm");
  expect(error.message).toContain("offers diffie-hellman-group14-sha1");
  expect(error.hint).toContain("ssh.legacy: true");
  const session = await connect(place.host({ legacy: true }));
  expect((await session.run(request("echo old"))).stdout.toString()).toBe("old\n");
});
