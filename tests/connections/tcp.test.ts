import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createTcpPort } from "../../src/connections/tcp/tcp-port.js";
import { makeCertificate } from "../../src/demo/network/certificate.js";
import { createFaultyServer, type ServerFault } from "../../src/demo/network/faulty-server.js";
import { listen } from "../../src/demo/network/listen.js";
import { startTlsServer } from "../../src/demo/network/tls-server.js";
import type { ConnectionError } from "../../src/lib/connection-error.js";
import type { TcpObservation, TcpRequest } from "../../src/ports/tcp.js";

const port = createTcpPort({
  lookup: async (name) => (name === "two.test" ? ["127.0.0.9", "127.0.0.1"] : []),
});
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(server: ReturnType<typeof createServer>): Promise<number> {
  const running = await listen(server);
  closers.push(() => running.close());
  return running.port;
}

const redis = (): ReturnType<typeof createServer> =>
  createServer((socket) => {
    socket.write("220 hello\r\n");
    socket.on("data", (data) => socket.write(data.toString().startsWith("PING") ? "+PO" : "-ERR\r\n"));
    socket.on("data", () => setImmediate(() => socket.write("NG\r\n")));
  });

function probe(number: number, request: Partial<TcpRequest> = {}): Promise<TcpObservation> {
  return port.probe({
    address: "127.0.0.1",
    port: number,
    steps: [],
    timeoutMs: 8_000,
    maxBytes: 65_536,
    signal: new AbortController().signal,
    ...request,
  });
}

async function failure(promise: Promise<unknown>): Promise<ConnectionError> {
  return promise.then(
    () => expect.unreachable("it should have been rejected"),
    (error: ConnectionError) => error,
  );
}

test("a connection alone", async () => {
  const seen = await probe(await start(redis()));
  expect(seen).toMatchObject({ address: "127.0.0.1", received: "" });
  expect(seen.unmet).toBeUndefined();
});

test("a dialogue, with an answer in two pieces", async () => {
  const steps = [{ expect: /^220 / }, { send: "PING\r\n" }, { expect: /\+PONG\r\n/ }];
  const seen = await probe(await start(redis()), { steps });
  expect(seen.unmet).toBeUndefined();
  expect(seen.received).toBe("220 hello\r\n+PONG\r\n");
});

test.each<[ServerFault, string]>([
  ["close", "closed"],
  ["garbage", "closed"],
  ["endless", "too large"],
  ["silent", "timeout"],
  ["drip", "timeout"],
])("a server that does %s never meets the step: %s", async (fault, why) => {
  const number = await start(createFaultyServer(fault));
  const timeoutMs = why === "timeout" ? 400 : 8_000;
  const seen = await probe(number, { steps: [{ expect: /^220 / }], timeoutMs });
  expect(seen.unmet).toEqual({ step: 0, why });
  expect(seen.received.length).toBeLessThanOrEqual(65_536);
});

test("a dialogue over TLS", async () => {
  const certificate = makeCertificate({ subject: "x.test" });
  const running = await startTlsServer({ certificate, greeting: "* OK ready\r\n" });
  closers.push(() => running.close());
  const seen = await probe(running.port, { tls: {}, steps: [{ expect: /^\* OK/ }] });
  expect(seen.unmet).toBeUndefined();
});

test("the next address of a name is tried", async () => {
  expect((await probe(await start(redis()), { address: "two.test" })).address).toBe("127.0.0.1");
});

test("REFUSED, UNRESOLVED and CANCELLED", async () => {
  const running = await listen(redis());
  await running.close();
  expect((await failure(probe(running.port))).kind).toBe("REFUSED");
  expect((await failure(probe(1, { address: "none.test" }))).kind).toBe("UNRESOLVED");
  expect((await failure(probe(1, { signal: AbortSignal.abort() }))).kind).toBe("CANCELLED");
});
