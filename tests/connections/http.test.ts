import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createHttpPort } from "../../src/connections/http/http-port.js";
import { makeCertificate } from "../../src/demo/network/certificate.js";
import { startHttpServer, type HttpServerOptions } from "../../src/demo/network/http-server.js";
import { listen } from "../../src/demo/network/listen.js";
import type { ConnectionError } from "../../src/lib/connection-error.js";
import type { HttpObservation, HttpRequest } from "../../src/ports/http.js";

const port = createHttpPort({ lookup: async () => ["127.0.0.1"] });
const authority = makeCertificate({ subject: "Demo CA", authority: true });
const certificate = makeCertificate({ subject: "web1.test", names: ["web1.test"], issuer: authority });
const closers: (() => Promise<void>)[] = [];
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "itom-http-"));
  await writeFile(join(folder, "ca.pem"), authority.certificate);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(options: HttpServerOptions): Promise<number> {
  const server = await startHttpServer(options);
  closers.push(() => server.close());
  return server.port;
}

function ask(url: string, request: Partial<HttpRequest> = {}): Promise<HttpObservation> {
  return port.request({
    url,
    method: "GET",
    headers: {},
    redirects: 5,
    maxBodyBytes: 1_048_576,
    insecure: false,
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

test("status, headers, body, address and timings", async () => {
  const number = await start({
    routes: { "/a": { status: 503, body: "sick", headers: { "X-Why": "test" } } },
  });
  const seen = await ask(`http://web1.test:${number}/a?b=c`);
  expect(seen).toMatchObject({ status: 503, truncated: false, redirected: 0, address: "127.0.0.1" });
  expect(seen.headers).toMatchObject({ "x-why": "test" });
  expect(seen.body.toString()).toBe("sick");
  expect(seen.timings.totalMs).toBeGreaterThanOrEqual(seen.timings.firstByteMs);
});

test("method, headers, body and credentials are sent", async () => {
  const number = await start({ routes: { "/": { echo: true } } });
  const auth = { user: "ops", password: "s3cret" };
  const seen = await ask(`http://127.0.0.1:${number}/`, {
    method: "POST",
    body: "héllo",
    headers: { "X-A": "1", Host: "shop.test" },
    auth,
  });
  expect(JSON.parse(seen.body.toString())).toMatchObject({
    method: "POST",
    body: "héllo",
    headers: {
      "x-a": "1",
      host: "shop.test",
      authorization: "Basic b3BzOnMzY3JldA==",
      "content-length": "6",
    },
  });
});

test("credentials do not follow a redirect to another origin", async () => {
  const other = await start({ routes: { "/": { echo: true } } });
  const number = await start({
    routes: {
      "/": { status: 302, headers: { Location: `http://127.0.0.1:${other}/` } },
      "/self": { echo: true },
    },
  });
  const seen = await ask(`http://127.0.0.1:${number}/`, {
    auth: { bearer: "t0ken" },
    headers: { Cookie: "a=b" },
  });
  expect(seen).toMatchObject({ redirected: 1, url: `http://127.0.0.1:${other}/` });
  const { headers } = JSON.parse(seen.body.toString()) as { headers: Record<string, string> };
  expect(headers).not.toHaveProperty("authorization");
  expect(headers).not.toHaveProperty("cookie");
});

test("redirects are bounded, and 0 reports the redirect itself", async () => {
  const routes = {
    "/": { status: 301, headers: { Location: "/" } },
    "/odd": { status: 301, headers: { Location: "file:///etc/passwd" } },
  };
  const number = await start({ routes });
  expect((await failure(ask(`http://127.0.0.1:${number}/`))).kind).toBe("PROTOCOL");
  expect((await failure(ask(`http://127.0.0.1:${number}/odd`))).kind).toBe("PROTOCOL");
  expect((await ask(`http://127.0.0.1:${number}/`, { redirects: 0 })).status).toBe(301);
});

test("a 303 turns a POST into a GET without a body", async () => {
  const number = await start({
    routes: { "/": { status: 303, headers: { Location: "/next" } }, "/next": { echo: true } },
  });
  const seen = await ask(`http://127.0.0.1:${number}/`, { method: "POST", body: "x" });
  expect(JSON.parse(seen.body.toString())).toMatchObject({ method: "GET", body: "" });
});

test("an endless body is cut at its limit", async () => {
  const number = await start({ routes: { "/": { fault: "endless" } } });
  const seen = await ask(`http://127.0.0.1:${number}/`);
  expect(seen.truncated).toBe(true);
  expect(seen.body).toHaveLength(1_048_576);
});

test.each<[string, HttpServerOptions, string]>([
  ["close", { fault: "close" }, "LOST"],
  ["reset", { fault: "reset" }, "LOST"],
  ["garbage", { fault: "garbage" }, "PROTOCOL"],
  ["endless garbage", { fault: "endless" }, "PROTOCOL"],
  ["a cut body", { routes: { "/": { fault: "cut" } } }, "LOST"],
  ["a flood of headers", { routes: { "/": { fault: "headers" } } }, "TOO_LARGE"],
  ["silence", { fault: "silent" }, "TIMEOUT"],
  ["a byte a second", { fault: "drip" }, "TIMEOUT|PROTOCOL"],
  ["a body that drips", { routes: { "/": { fault: "drip" } } }, "TIMEOUT"],
])("%s", async (_name, options, kinds) => {
  const number = await start(options);
  const timeoutMs = kinds.includes("TIMEOUT") ? 1_500 : 8_000;
  const error = await failure(ask(`http://127.0.0.1:${number}/`, { timeoutMs }));
  expect(kinds.split("|")).toContain(error.kind);
});

test("https: trusted with ca, else refused with the reason, or accepted when told so", async () => {
  const number = await start({ certificate, routes: { "/": { body: "safe" } } });
  const url = `https://web1.test:${number}/`;
  const seen = await ask(url, { files: { ca: join(folder, "ca.pem") } });
  expect(seen.certificate).toMatchObject({ subject: "CN=web1.test" });
  expect(seen.timings.tlsMs).toBeGreaterThan(0);
  const refused = await failure(ask(url));
  expect(refused.kind).toBe("TLS");
  expect(refused.message).toContain("authority");
  expect((await ask(url, { insecure: true })).status).toBe(200);
});

test("https: a certificate that does not name the host is refused", async () => {
  const number = await start({ certificate });
  const error = await failure(
    ask(`https://other.test:${number}/`, { files: { ca: join(folder, "ca.pem") } }),
  );
  expect(error).toMatchObject({ kind: "TLS", message: expect.stringContaining("does not name this host") });
});

/** A proxy that passes everything on, and notes what it was asked. */
async function startProxy(seen: string[], credentials?: string): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    response.end("from the proxy");
  });
  server.on("connect", (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    if (credentials !== undefined && request.headers["proxy-authorization"] !== credentials) {
      socket.end("HTTP/1.1 407 Who are you\r\n\r\n");
      return;
    }
    const target = connect({ host: "127.0.0.1", port: Number(request.url?.split(":")[1]) });
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    target.pipe(socket).pipe(target);
    target.on("error", () => socket.destroy());
    socket.on("error", () => target.destroy());
  });
  const running = await listen(server);
  closers.push(() => running.close());
  return `http://127.0.0.1:${running.port}`;
}

test("http through a proxy names the whole address", async () => {
  const seen: string[] = [];
  const proxy = { url: await startProxy(seen), auth: { user: "a", password: "b" } };
  const { body } = await ask("http://shop.test/x?y=1", { proxy });
  expect(body.toString()).toBe("from the proxy");
  expect(seen).toEqual(["GET http://shop.test/x?y=1 Basic YTpi"]);
});

test("https through a proxy is a tunnel, and the certificate is still the target's", async () => {
  const seen: string[] = [];
  const number = await start({ certificate, routes: { "/": { body: "safe" } } });
  const proxy = { url: await startProxy(seen) };
  const files = { ca: join(folder, "ca.pem") };
  expect((await ask(`https://web1.test:${number}/`, { proxy, files })).body.toString()).toBe("safe");
  expect(seen).toEqual([`CONNECT web1.test:${number}`]);
  expect((await failure(ask(`https://other.test:${number}/`, { proxy, files }))).kind).toBe("TLS");
});

test.each(["close", "garbage", "endless"] as const)("a proxy that does %s", async (fault) => {
  const proxy = { url: `http://127.0.0.1:${await start({ fault })}` };
  const error = await failure(ask("https://web1.test/", { proxy }));
  expect(["LOST", "PROTOCOL"]).toContain(error.kind);
});

test("a proxy that wants credentials is AUTH", async () => {
  const proxy = { url: await startProxy([], "Basic x") };
  expect((await failure(ask("https://web1.test/", { proxy }))).kind).toBe("AUTH");
});

test("connectTo replaces the address and nothing else", async () => {
  const number = await start({ certificate, routes: { "/": { echo: true } } });
  const files = { ca: join(folder, "ca.pem") };
  const seen = await ask(`https://web1.test:${number}/`, { files, connectTo: "127.0.0.1" });
  expect(JSON.parse(seen.body.toString())).toMatchObject({ headers: { host: `web1.test:${number}` } });
  const elsewhere = ask(`https://web1.test:${number}/`, { files, connectTo: "127.0.0.9" });
  expect((await failure(elsewhere)).kind).toBe("REFUSED");
});

test("https to a port that speaks http is TLS", async () => {
  const number = await start({});
  expect((await failure(ask(`https://127.0.0.1:${number}/`))).kind).toBe("TLS");
});

test("nothing listens: REFUSED; no such family: UNRESOLVED; no web address: UNAVAILABLE", async () => {
  const server = await startHttpServer();
  await server.close();
  expect((await failure(ask(`http://127.0.0.1:${server.port}/`))).kind).toBe("REFUSED");
  expect((await failure(ask("http://web1.test/", { family: 6 }))).kind).toBe("UNRESOLVED");
  expect((await failure(ask("ftp://web1.test/"))).kind).toBe("UNAVAILABLE");
});

test("a header that can't be sent is UNAVAILABLE", async () => {
  const number = await start({});
  const error = await failure(ask(`http://127.0.0.1:${number}/`, { headers: { "X-A": "1\r\nX-B: 2" } }));
  expect(error.kind).toBe("UNAVAILABLE");
});
