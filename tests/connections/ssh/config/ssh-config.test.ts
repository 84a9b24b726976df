import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SshConfig } from "../../../../src/connections/ssh/config/ssh-config.js";
import { planRoute } from "../../../../src/connections/ssh/route.js";
import { connect, scratch, startPlace } from "../../shell/bench.js";
import { failure, request } from "../../shell/contract.js";
import { makeHost } from "../../shell/host.js";

/** A home folder with an ssh_config, and a stand-in for ssh that notes its words and answers with recorded text. */
async function home(config: string, answer: string, status = 0) {
  const folder = await scratch();
  await mkdir(join(folder, ".ssh"));
  await writeFile(join(folder, ".ssh", "config"), config);
  await writeFile(join(folder, "answer"), answer);
  const stream = status === 0 ? "" : ">&2";
  const script = `#!/bin/sh\necho "$@" >> ${folder}/calls\ncat ${folder}/answer ${stream}\nexit ${status}\n`;
  await writeFile(join(folder, "ssh"), script);
  await chmod(join(folder, "ssh"), 0o755);
  const env = { HOME: folder, PATH: `${folder}:${process.env["PATH"]}` };
  const calls = async (): Promise<string[]> =>
    (await readFile(join(folder, "calls"), "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  return { folder, env, calls };
}

test("asks once for many hosts that the same lines speak to", async () => {
  const { env, calls, folder } = await home(
    "Host web*\n  User admin\n",
    "user admin\nhostname web0\nport 22\n",
  );
  const config = new SshConfig(env);
  const names = Array.from({ length: 50 }, (_, index) => `web${index}`);
  const said = await Promise.all(names.map((name) => config.find(name, undefined)));
  expect(new Set(said.map((one) => one?.user))).toEqual(new Set(["admin"]));
  expect(said.every((one) => one?.hostName === undefined)).toBe(true);
  expect(await calls()).toEqual([`-F ${folder}/.ssh/config -G -- web0`]);
});

test("does not ask for a host that no file speaks to, nor where ssh is missing", async () => {
  const { env, calls } = await home("Host db1\n  User admin\n", "user admin\n");
  expect(await new SshConfig(env).find("web1", undefined)).toBeUndefined();
  expect(await calls()).toEqual([]);
  expect(await new SshConfig({ ...env, PATH: "/nonexistent" }).find("db1", undefined)).toBeUndefined();
});

test("follows Include with globs", async () => {
  const { env, folder, calls } = await home("Include conf.d/*.conf\n", "user admin\n");
  await mkdir(join(folder, ".ssh", "conf.d"));
  await writeFile(join(folder, ".ssh", "conf.d", "a.conf"), "Host web1\n  User admin\n");
  await writeFile(join(folder, ".ssh", "conf.d", "b.other"), "Host web2\n  User admin\n");
  const config = new SshConfig(env);
  expect(await config.find("web2", undefined)).toBeUndefined();
  expect(await config.find("web1", undefined)).toMatchObject({ user: "admin" });
  expect(await calls()).toHaveLength(1);
});

test("an ssh_config that ssh refuses is told", async () => {
  const { env } = await home("Host web1\n  User\n", "config line 2: no argument after keyword", 255);
  const error = await failure(new SshConfig(env).find("web1", undefined));
  expect(error.kind).toBe("UNAVAILABLE");
  expect(error.message).toContain("no argument after keyword");
});

test("a host is reached as ssh_config says, and the inventory wins over it", async () => {
  const place = await startPlace();
  const answer = [
    "user nobody",
    "hostname 127.0.0.1",
    `port ${place.server.port}`,
    `identityfile ${place.folder}/id`,
    `userknownhostsfile ${place.knownHosts}`,
  ];
  const { env, folder } = await home("Host alias\n  Port 1\n", answer.join("\n"));
  const base = place.host({ config: join(folder, ".ssh", "config"), identity: [], knownHosts: [] }, "alias");
  const { port: _port, ...ssh } = base.ssh;
  const session = await connect({ ...base, address: "alias", origins: new Map(), ssh }, { env });
  expect(session.description).toBe(`127.0.0.1:${place.server.port} as ops`);
  expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
});

test.each([
  ["a socket", "/run/agent.sock", "/run/agent.sock"],
  ["a socket in the home folder", "~/agent", "HOME/agent"],
  ["a variable", "$OTHER_SOCK", "/run/other.sock"],
  ["none", "none", undefined],
  ["what everybody uses", "SSH_AUTH_SOCK", "/run/usual.sock"],
])("IdentityAgent as %s", async (_name, written, agent) => {
  const { env, folder } = await home(
    "Host web1\n  Port 22\n",
    `identityagent ${written}\nhostkeyalias web\nport 2222\n`,
  );
  const all = { ...env, OTHER_SOCK: "/run/other.sock", SSH_AUTH_SOCK: "/run/usual.sock" };
  const { config: _config, ...ssh } = makeHost().ssh;
  const host = { ...makeHost(), ssh };
  const route = await planRoute(host, { hosts: new Map(), config: new SshConfig(all), env: all });
  expect(route.agent?.replace(folder, "HOME")).toBe(agent);
  expect([route.keyName, route.keyPort, route.port]).toEqual(["web", 22, 2222]);
});

test("a ProxyCommand needs the other transport, unless the inventory names jump hosts", async () => {
  const { env } = await home("Host web1\n  ProxyCommand nc %h %p\n", "proxycommand nc 10.0.0.1 22\n");
  const { config: _config, ...ssh } = makeHost().ssh;
  const options = { hosts: new Map(), config: new SshConfig(env), env };
  const error = await failure(planRoute({ ...makeHost(), ssh }, options));
  expect([error.kind, error.hint]).toEqual(["UNAVAILABLE", "set ssh.transport: openssh, or ssh.jump"]);
  const jumping = { ...makeHost(), ssh: { ...ssh, jump: ["ops@bastion.test"] } };
  expect((await planRoute(jumping, options)).jumps.map(({ address }) => address)).toEqual(["bastion.test"]);
});
