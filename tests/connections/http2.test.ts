import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from "node:http2";
import { createServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createHttpPort } from "../../src/connections/http/http-port.js";
import { makeCertificate } from "../../src/demo/network/certificate.js";
import type { ConnectionError } from "../../src/lib/connection-error.js";
import type { HttpObservation, HttpRequest } from "../../src/ports/http.js";

const port = createHttpPort({ lookup: async () => ["127.0.0.1"] });
const authority = makeCertificate({ subject: "Demo CA", authority: true });
const { certificate: cert, key } = makeCertificate({
  subject: "web1.test",
  names: ["web1.test"],
  issuer: authority,
});
const servers: Server[] = [];
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "itom-http2-"));
  await writeFile(join(folder, "ca.pem"), authority.certificate);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function start<Started extends Server>(server: Started): Promise<string> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve(`https://web1.test:${(server.address() as AddressInfo).port}/`);
    });
  });
}

type Answer = (stream: ServerHttp2Stream, headers: Readonly<Record<string, unknown>>) => void;

function serve(answer: Answer): Promise<string> {
  const server: Http2SecureServer = createSecureServer({ cert, key });
  server.on("sessionError", () => undefined);
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    answer(stream, headers);
  });
  return start(server);
}

function ask(url: string, request: Partial<HttpRequest> = {}): Promise<HttpObservation> {
  return port.request({
    url,
    method: "GET",
    headers: {},
    redirects: 5,
    maxBodyBytes: 1_048_576,
    insecure: false,
    http2: true,
    files: { ca: join(folder, "ca.pem") },
    timeoutMs: 8_000,
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

test("status, headers, body, certificate and timings", async () => {
  const url = await serve((stream) => {
    stream.respond({ ":status": 503, "x-why": "test" });
    stream.end("sick");
  });
  const seen = await ask(url);
  expect(seen).toMatchObject({ status: 503, truncated: false, headers: { "x-why": "test" } });
  expect(seen.body.toString()).toBe("sick");
  expect(seen.certificate?.subject).toContain("web1.test");
  expect(seen.headers).not.toHaveProperty(":status");
  expect(seen.timings.totalMs).toBeGreaterThanOrEqual(seen.timings.firstByteMs);
});

test("method, headers, body, host and credentials are sent", async () => {
  const url = await serve((stream, headers) => {
    const pieces: Buffer[] = [];
    stream.on("data", (piece: Buffer) => pieces.push(piece));
    stream.on("end", () => {
      stream.respond({ ":status": 200 });
      stream.end(JSON.stringify({ headers, body: Buffer.concat(pieces).toString() }));
    });
  });
  const seen = await ask(url, {
    method: "POST",
    body: "héllo",
    headers: { "X-A": "1", Host: "shop.test", Connection: "close" },
    auth: { bearer: "t0ken" },
  });
  expect(JSON.parse(seen.body.toString())).toMatchObject({
    body: "héllo",
    headers: {
      ":method": "POST",
      ":authority": "shop.test",
      "x-a": "1",
      "content-length": "6",
      authorization: "Bearer t0ken",
    },
  });
});

test("a redirect is followed", async () => {
  const url = await serve((stream, headers) => {
    if (headers[":path"] === "/there") stream.respond({ ":status": 204 }, { endStream: true });
    else stream.respond({ ":status": 302, location: "/there" }, { endStream: true });
  });
  expect(await ask(url)).toMatchObject({ status: 204, redirected: 1, url: `${url}there` });
});

test("a redirect to plain http is none that can be followed", async () => {
  const plain = "http://127.0.0.1:9/";
  const url = await serve((stream) =>
    stream.respond({ ":status": 302, location: plain }, { endStream: true }),
  );
  expect(["PROTOCOL", "REFUSED"]).toContain((await failure(ask(url))).kind);
});

test("an endless body is cut off", async () => {
  const url = await serve((stream) => {
    stream.respond({ ":status": 200 });
    const feed = (): void => {
      while (!stream.destroyed && stream.write("x".repeat(16_384)));
    };
    stream.on("drain", feed);
    feed();
  });
  const seen = await ask(url, { maxBodyBytes: 10_000 });
  expect(seen).toMatchObject({ truncated: true, status: 200 });
  expect(seen.body).toHaveLength(10_000);
});

test.each<[string, Answer]>([
  [
    "the connection ends in the middle",
    (stream) => {
      stream.respond({ ":status": 200 });
      stream.write("half", () => stream.session?.destroy());
    },
  ],
  ["the connection ends before the head", (stream) => stream.session?.destroy()],
])("no answer is made of a part: %s", async (_name, answer) => {
  expect((await failure(ask(await serve(answer)))).kind).toBe("LOST");
});

const frame = (type: number, flags: number, stream: number, payload: readonly number[]): Buffer =>
  Buffer.from([0, payload.length >> 8, payload.length & 255, type, flags, 0, 0, 0, stream, ...payload]);
const settings = frame(4, 0, 0, []);
/** `:status: 200` (RFC 7541, Appendix A) with END_HEADERS. */
const head = frame(1, 4, 1, [0x88]);
const data = (flags: number): Buffer => frame(0, flags, 1, [...Buffer.from("half")]);
const reset = (code: number): Buffer => frame(3, 0, 1, [0, 0, 0, code]);
const goAway = (code: number): Buffer => frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, code]);

/** A server that says just these bytes once it was asked. */
function say(...frames: readonly Buffer[]): Promise<string> {
  const server = createTlsServer({ cert, key, ALPNProtocols: ["h2"] }, (socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.write(Buffer.concat(frames)));
  });
  return start(server);
}

test("frames written by hand make an answer", async () => {
  const seen = await ask(await say(settings, head, data(1)));
  expect(seen).toMatchObject({ status: 200 });
  expect(seen.body.toString()).toBe("half");
});

test.each<[string, readonly Buffer[]]>([
  ["a reset without an error in the middle", [settings, head, data(0), reset(0)]],
  ["a reset that cancels", [settings, head, data(0), reset(8)]],
  ["a reset with an error", [settings, head, data(0), reset(2)]],
  ["a reset before the head", [settings, reset(0)]],
  ["a good-bye before the head", [settings, goAway(0)]],
  ["a good-bye with an error in the middle", [settings, head, data(0), goAway(2)]],
  ["data before the head", [settings, data(1)]],
  ["a head without a status", [settings, frame(1, 5, 1, [0x84])]],
  ["a head that can't be decoded", [settings, frame(1, 5, 1, [0xff, 0xff, 0xff, 0xff, 0xff])]],
  ["a frame that is too large", [settings, head, Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1])]],
  ["a push that was refused", [settings, frame(5, 4, 1, [0, 0, 0, 2, 0x88])]],
  ["what is not HTTP/2", [Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]],
])("hostile bytes are no answer: %s", async (_name, frames) => {
  // Of some Node says nothing, so that only the time ends it.
  const error = await failure(ask(await say(...frames), { timeoutMs: 1_500 }));
  expect(["LOST", "PROTOCOL", "TIMEOUT"]).toContain(error.kind);
});

test("a body that is shorter than it was said to be is no answer", async () => {
  const url = await serve((stream) => {
    stream.respond({ ":status": 200, "content-length": "10" });
    stream.end("short");
  });
  expect(["LOST", "PROTOCOL"]).toContain((await failure(ask(url))).kind);
});

test("headers that are too many are refused", async () => {
  const url = await serve((stream) => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`x-${index}`, "a".repeat(400)]),
    );
    stream.respond({ ":status": 200, ...many }, { endStream: true });
  });
  expect(["LOST", "PROTOCOL", "TOO_LARGE"]).toContain((await failure(ask(url))).kind);
});

test("a silent server is a TIMEOUT", async () => {
  const url = await serve(() => undefined);
  expect((await failure(ask(url, { timeoutMs: 300 }))).kind).toBe("TIMEOUT");
});

test("a server that speaks HTTP/1.1 alone is told as such", async () => {
  const url = await start(createServer({ cert, key }, (_request, answer) => answer.end("old")));
  const error = await failure(ask(url));
  expect(error).toMatchObject({ kind: "PROTOCOL", message: expect.stringContaining("HTTP/2") as string });
  expect((await ask(url, { http2: false })).body.toString()).toBe("old");
});

test("a certificate that is not trusted is refused before anything is sent", async () => {
  let asked = 0;
  const url = await serve((stream) => {
    asked += 1;
    stream.respond({ ":status": 200 }, { endStream: true });
  });
  expect((await failure(ask(url, { files: {} }))).kind).toBe("TLS");
  expect(asked).toBe(0);
});
