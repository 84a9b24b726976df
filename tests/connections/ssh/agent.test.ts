import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import ssh2 from "ssh2";
import { expect, onTestFinished, test } from "vitest";
import { generateSshKey, type SshKeyPair } from "../../../src/demo/network/ssh-key.js";
import { clientKey, connect, scratch, startPlace } from "../shell/bench.js";
import { failure, request } from "../shell/contract.js";

/** An agent on a socket that holds some keys. */
async function startAgent(pairs: readonly SshKeyPair[]): Promise<string> {
  const path = join(await scratch(), "agent");
  const keys = pairs.map((pair) => parse(pair.private));
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
