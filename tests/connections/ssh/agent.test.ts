import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import ssh2, { type ParsedKey } from "ssh2";
import { expect, onTestFinished, test } from "vitest";
import { generateSshKey, type SshKeyPair } from "../../../src/demo/network/ssh-key.js";
import { clientKey, connect, scratch, startPlace } from "../shell/bench.js";
import { failure, request } from "../shell/contract.js";

/** An agent on a socket that holds some keys. */
function startAgent(pairs: readonly SshKeyPair[]): Promise<string> {
  return startAgentWith(pairs.map((pair) => parse(pair.private)));
}

async function startAgentWith(keys: ParsedKey[]): Promise<string> {
  const path = join(await scratch(), "agent");
  const server = createServer((socket) => {
    const agent = new ssh2.AgentProtocol(false);
    socket.on("error", () => {});
    agent.on("identities", (asked) => agent.getIdentitiesReply(asked, keys));
    agent.on("sign", (asked, wanted, data) => {
      const key = keys.find((one) => one.getPublicSSH().equals(parse(wanted).getPublicSSH()));
      if (key) agent.signReply(asked, key.sign(data));
      else agent.failureReply(asked);
    });
    socket.pipe(agent).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  return path;
}

function parse(key: Parameters<typeof ssh2.utils.parseKey>[0]) {
  const parsed = ssh2.utils.parseKey(key);
  if (parsed instanceof Error) throw parsed;
  return parsed;
}

test("a key of the agent opens the door", async () => {
  const place = await startPlace();
  const env = { SSH_AUTH_SOCK: await startAgent([generateSshKey(), clientKey]) };
  const session = await connect(place.host({ identity: [], identitiesOnly: false }), { env });
  expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
});

test("the identity names which key of the agent is offered, and with identities_only no other", async () => {
  const place = await startPlace();
  const named = join(place.folder, "named");
  await writeFile(`${named}.pub`, clientKey.public);
  const others = Array.from({ length: 9 }, generateSshKey);
  const env = { SSH_AUTH_SOCK: await startAgent([...others, clientKey]) };
  const session = await connect(place.host({ identity: [named], identitiesOnly: true }), { env });
  expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
  await writeFile(`${named}.pub`, (others[0] ?? clientKey).public);
  const error = await failure(connect(place.host({ identity: [named], identitiesOnly: true }), { env }));
  expect(error.kind).toBe("AUTH");
  expect(error.message.match(/of the agent/g)).toHaveLength(1);
});

test("an agent with many keys is not let to use up all attempts", async () => {
  const place = await startPlace();
  const env = { SSH_AUTH_SOCK: await startAgent(Array.from({ length: 9 }, generateSshKey)) };
  const error = await failure(connect(place.host({ identity: [], identitiesOnly: false }), { env }));
  expect(error.kind).toBe("AUTH");
  expect(error.message.match(/of the agent/g)).toHaveLength(5);
});

test("an agent that is gone is told, and does not keep a key file from being used", async () => {
  const place = await startPlace();
  const env = { SSH_AUTH_SOCK: join(place.folder, "gone") };
  const session = await connect(place.host({ identitiesOnly: false }), { env });
  expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
  const error = await failure(connect(place.host({ identity: [] }), { env }));
  expect(error.kind).toBe("AUTH");
  expect(error.message).toContain(`the SSH agent at ${env.SSH_AUTH_SOCK} does not answer`);
});

/** A key pair whose private half is encrypted, in OpenSSH form; tried again where ssh2 writes one that it can't read. */
function encryptedKey(passphrase: string): SshKeyPair {
  const options = { passphrase, cipher: "aes256-cbc", rounds: 2 } as const;
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync("ed25519", options);
    if (!(ssh2.utils.parseKey(pair.private, passphrase) instanceof Error)) return pair;
  }
}

test("an encrypted key: with its passphrase, with another, with none, and with none but in the agent", async () => {
  const pair = encryptedKey("open sesame");
  const place = await startPlace({ users: [{ name: "ops", authorizedKeys: [pair.public] }] });
  const identity = join(place.folder, "encrypted");
  await writeFile(identity, pair.private, { mode: 0o600 });
  const host = (passphrase?: string) =>
    place.host({
      identity: [identity],
      ...(passphrase !== undefined && { passphrase: { literal: passphrase } }),
    });
  const session = await connect(host("open sesame"));
  expect((await session.run(request("echo in"))).stdout.toString()).toBe("in\n");
  expect(await failure(connect(host("wr0ng")))).toMatchObject({
    kind: "UNAVAILABLE",
    message: `no key can be offered to web1: ${identity} does not open with ssh.passphrase`,
  });
  expect(await failure(connect(host()))).toMatchObject({
    kind: "UNAVAILABLE",
    message: `no key can be offered to web1: ${identity} needs a passphrase`,
    hint: "set ssh.passphrase, or ssh-add the key",
  });
  const held = await connect(host(), { env: { SSH_AUTH_SOCK: await startAgent([clientKey]) } }).catch(
    () => "refused",
  );
  expect(held).toBe("refused");
  const plain = ssh2.utils.parseKey(pair.private, "open sesame");
  if (plain instanceof Error) throw plain;
  const agent = await startAgentWith([plain]);
  expect(await connect(host(), { env: { SSH_AUTH_SOCK: agent } })).toBeDefined();
});
