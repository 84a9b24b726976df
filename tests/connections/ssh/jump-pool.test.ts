import { EventEmitter } from "node:events";
import { Duplex } from "node:stream";
import type { Client } from "ssh2";
import { expect, test } from "vitest";
import { JumpPool } from "../../../src/connections/ssh/jump-pool.js";
import { SshConfig } from "../../../src/connections/ssh/config/ssh-config.js";
import { planRoute, type Route } from "../../../src/connections/ssh/route.js";
import { failure } from "../shell/contract.js";
import { makeHost } from "../shell/host.js";

const { signal } = new AbortController();

function routeTo(name: string): Promise<Route> {
  return planRoute(makeHost({ name }), { hosts: new Map(), config: new SshConfig({}), env: {} });
}

/** A jump host whose forwardings answer at once: with a stream, or with an error as ssh2 makes it. */
function jumpClient(refusal?: { readonly message: string; readonly reason: number }): Client {
  const forwardOut = (
    _a: string,
    _b: number,
    _c: string,
    _d: number,
    done: (error?: Error, stream?: Duplex) => void,
  ): void => {
    if (refusal)
      done(
        Object.assign(new Error(`(SSH) Channel open failure: ${refusal.message}`), {
          reason: refusal.reason,
        }),
      );
    else done(undefined, new Duplex({ read: () => undefined, write: (_chunk, _encoding, next) => next() }));
  };
  return Object.assign(new EventEmitter(), {
    forwardOut,
    end: () => undefined,
    destroy: () => undefined,
  }) as unknown as Client;
}

test("no more handshakes go through a jump host at once than are allowed, and one connection carries them", async () => {
  let opened = 0;
  const pool = new JumpPool(async () => {
    opened += 1;
    return jumpClient();
  }, 3);
  const [jump, target] = [await routeTo("jump1"), await routeTo("web1")];
  let now = 0;
  let most = 0;
  const handshake = async (): Promise<void> => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
  };
  await Promise.all(Array.from({ length: 20 }, () => pool.through([jump], target, signal, handshake)));
  expect([opened, most]).toEqual([1, 3]);
  await pool.close();
});

test.each([
  [2, "Connection refused", "REFUSED"],
  [2, "No route to host", "NO_ROUTE"],
  [2, "Network is unreachable", "NO_ROUTE"],
  [2, "Connection timed out", "TIMEOUT"],
  [2, "Name or service not known", "UNRESOLVED"],
  [2, "getaddrinfo: Temporary failure in name resolution", "UNRESOLVED"],
  [1, "open failed", "REFUSED"],
  [4, "resource shortage", "LOST"],
])("what the jump host says (reason %i, %s) is %s", async (reason, message, kind) => {
  const pool = new JumpPool(async () => jumpClient({ message, reason }), 3);
  const [jump, target] = [await routeTo("jump1"), await routeTo("web1")];
  const error = await failure(pool.through([jump], target, signal, async () => undefined));
  expect([error.kind, error.message.includes("jump1")]).toEqual([kind, true]);
});
