import { delimiter } from "node:path";
import { describe, expect, test } from "vitest";
import { openLocalSession } from "../../../src/connections/local/local-session.js";
import { createSecrets } from "../../../src/connections/secrets/secrets.js";
import { connect, scratch } from "../shell/bench.js";
import { failure, request, shellContract, sudoContract } from "../shell/contract.js";
import { writeFakeSudo } from "../shell/fake-sudo.js";
import { makeHost } from "../shell/host.js";

describe("sudo", () => {
  sudoContract(async (password) => {
    const folder = await scratch();
    await writeFakeSudo(folder);
    const env = { PATH: `${folder}${delimiter}${process.env["PATH"]}` };
    const become = {
      become: "sudo",
      ...(password !== undefined && { becomePassword: { literal: password } }),
    } as const;
    const host = makeHost({ connection: "local", ssh: become });
    return openLocalSession({ host, env, secrets: createSecrets(env), user: "ops" });
  });
});

const local = makeHost({ connection: "local" });

describe("the contract", () => {
  shellContract((later) => connect(local, {}, later));
});

test("a time-out ends what the command has started too", async () => {
  const folder = await scratch();
  const session = await connect(local);
  const command = `sh -c 'sleep 60' & echo $! > ${folder}/pid; wait`;
  expect((await failure(session.run(request(command, { timeoutMs: 500 })))).kind).toBe("TIMEOUT");
  const gone = `pid=$(cat ${folder}/pid); while kill -0 $pid 2>/dev/null && ! grep -q ') Z ' /proc/$pid/stat 2>/dev/null; do :; done; echo gone`;
  expect((await session.run(request(gone))).stdout.toString()).toBe("gone\n");
});

test("hosts without a shell say so", async () => {
  const error = await failure(connect(makeHost({ connection: "snmp" })));
  expect([error.kind, error.message]).toEqual(["UNAVAILABLE", "web1 has no shell (connection: snmp)"]);
});
