import { execFileSync, spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { SshSettings } from "../../../src/inventory/model.js";
import { generateSshKey } from "../../../src/demo/network/ssh-key.js";
import { connect, limits, makePort, scratch, startPlace } from "../shell/bench.js";
import { failure, request, shellContract, sudoContract } from "../shell/contract.js";
import { writeFakeSudo } from "../shell/fake-sudo.js";

const openssh = { transport: "openssh" } satisfies Partial<SshSettings>;

afterEach(() => void vi.unstubAllEnvs());

test("without the program the error says what to install", async () => {
  const place = await startPlace();
  const error = await failure(connect(place.host(openssh), { env: { PATH: "/nonexistent" } }));
  expect(error.kind).toBe("UNAVAILABLE");
  expect(error.hint).toContain("install openssh-client");
});

if (spawnSync("ssh", ["-V"]).status === 0) {
  describe("the contract", () => {
    shellContract(async (later) => connect((await startPlace({}, later)).host(openssh), {}, later));
  });

  describe("sudo", () => {
    sudoContract(async (password) => {
      const folder = await scratch();
      await writeFakeSudo(folder);
      const place = await startPlace({ path: [folder] });
      const become = {
        become: "sudo",
        ...(password !== undefined && { becomePassword: { literal: password } }),
      } as const;
      return connect(place.host({ ...openssh, ...become }));
    });
  });

  test("commands share one authenticated connection", async () => {
    const place = await startPlace();
    const session = await connect(place.host(openssh));
    await Promise.all(["a", "b", "c"].map((word) => session.run(request(`echo ${word}`))));
    expect([place.server.connections(), place.server.logins()]).toEqual([1, 1]);
    expect(session.description).toBe(`127.0.0.1:${place.server.port} as ops (openssh)`);
  });

  test("a lost connection is LOST and no other is opened", async () => {
    const place = await startPlace({ fault: { kind: "reset-after", bytes: 5_000 } });
    const session = await connect(place.host(openssh));
    expect(await failure(session.run(request("head -c 20000 /dev/zero; sleep 20")))).toMatchObject({
      kind: "LOST",
    });
    expect(await failure(session.run(request("true")))).toMatchObject({ kind: "LOST" });
    expect(place.server.connections()).toBe(1);
  });

  test("unknown and changed host keys", async () => {
    const place = await startPlace();
    await writeFile(place.knownHosts, "");
    expect(await failure(connect(place.host(openssh)))).toMatchObject({ kind: "HOST_KEY" });
    const [type, key] = generateSshKey().public.split(" ");
    await writeFile(place.knownHosts, `[127.0.0.1]:${place.server.port} ${type} ${key}\n`);
    const error = await failure(connect(place.host({ ...openssh, hostKey: "accept-new" })));
    expect(error.kind).toBe("HOST_KEY");
    expect(error.message).toContain(`${place.knownHosts}:1`);
    expect(place.server.logins()).toBe(0);
  });

  test("accept-new keeps the key", async () => {
    const place = await startPlace();
    await writeFile(place.knownHosts, "");
    await connect(place.host({ ...openssh, hostKey: "accept-new" }));
    expect((await readFile(place.knownHosts, "utf8")).trim()).toBe(place.server.hostKeyLine("127.0.0.1"));
  });

  test("a refused key is AUTH", async () => {
    const place = await startPlace({ users: [{ name: "ops", authorizedKeys: [generateSshKey().public] }] });
    const error = await failure(connect(place.host(openssh)));
    expect([error.kind, error.message]).toEqual([
      "AUTH",
      "ssh can't reach web1: ops@127.0.0.1: Permission denied (publickey).",
    ]);
  });

  test.each([["password"], ["keyboard-interactive"]] as const)(
    "answers a question for the %s",
    async (method) => {
      const place = await startPlace({ users: [{ name: "ops", password: "s3 cret'" }], methods: [method] });
      const host = place.host({ ...openssh, identity: [], password: { env: "PW" } });
      const session = await connect(host, { env: { PATH: process.env["PATH"], PW: "s3 cret'" } });
      const ps = execFileSync("sh", [
        "-c",
        "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '; true",
      ]).toString();
      expect(ps).not.toContain("s3 cret");
      expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
    },
  );

  test("a wrong password is tried once", async () => {
    const place = await startPlace({ users: [{ name: "ops", password: "right" }], methods: ["password"] });
    const error = await failure(
      connect(place.host({ ...openssh, identity: [], password: { literal: "wrong" } })),
    );
    expect(error.kind).toBe("AUTH");
    expect(place.server.connections()).toBe(1);
  });

  test("an encrypted key opens with its passphrase", async () => {
    const place = await startPlace();
    execFileSync("ssh-keygen", ["-q", "-p", "-P", "", "-N", "pass phrase", "-f", join(place.folder, "id")]);
    const session = await connect(place.host({ ...openssh, passphrase: { literal: "pass phrase" } }));
    expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
    const own = await connect(place.host({ passphrase: { literal: "pass phrase" } }));
    expect((await own.run(request("echo in"))).stdout.toString()).toBe("in\n");
    expect(await failure(connect(place.host()))).toMatchObject({ kind: "UNAVAILABLE" });
  });

  test("jumps through a host of the inventory", async () => {
    const [jump, target] = [await startPlace({ forwarding: true }), await startPlace()];
    const hosts = [jump.host(openssh, "jump1"), target.host({ ...openssh, jump: ["jump1"] })] as const;
    const session = await makePort(hosts).connect(hosts[1], limits);
    expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
    expect(session.description).toContain("through jump1");
    expect(jump.server.logins()).toBe(1);
    await session.close();
  });

  test.each([
    ["garbage-banner", "PROTOCOL"],
    ["close-at-once", "LOST"],
  ] as const)("a server with %s", async (kind, expected) => {
    const error = await failure(connect((await startPlace({ fault: { kind } })).host(openssh)));
    expect([error.kind, error.message]).toEqual([
      expected,
      expect.stringContaining("ssh can't reach web1: "),
    ]);
  });

  test("nothing listens, and nothing is said", async () => {
    const place = await startPlace({ fault: { kind: "silent" } });
    const host = place.host({ ...openssh, connectTimeoutMs: 400 });
    expect(await failure(connect(host))).toMatchObject({ kind: "TIMEOUT" });
    await place.server.close();
    expect(await failure(connect(place.host(openssh)))).toMatchObject({ kind: "REFUSED" });
  });

  test("old gear needs ssh.legacy", async () => {
    const place = await startPlace({ algorithms: { kex: ["diffie-hellman-group14-sha1"] } });
    const error = await failure(connect(place.host(openssh)));
    expect([error.kind, error.hint]).toEqual(["PROTOCOL", expect.stringContaining("ssh.legacy: true")]);
    const session = await connect(place.host({ ...openssh, legacy: true }));
    expect((await session.run(request("echo old"))).stdout.toString()).toBe("old\n");
  });

  test("leaves nothing behind", async () => {
    const place = await startPlace();
    const folder = await scratch();
    vi.stubEnv("TMPDIR", folder);
    const host = place.host(openssh);
    const port = makePort([host]);
    const session = await port.connect(host, limits);
    expect(await readdir(folder)).toHaveLength(1);
    await session.close();
    await port.close();
    expect(await readdir(folder)).toEqual([]);
  });
}
