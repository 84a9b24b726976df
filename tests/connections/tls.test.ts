import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { namesOf } from "../../src/connections/tls/certificate-facts.js";
import { createTlsPort } from "../../src/connections/tls/tls-port.js";
import { makeCertificate } from "../../src/demo/network/certificate.js";
import { startTlsServer, type TlsServerOptions } from "../../src/demo/network/tls-server.js";
import type { ConnectionError } from "../../src/lib/connection-error.js";
import type { StartTls, TlsObservation, TlsRequest } from "../../src/ports/tls.js";

const day = 86_400_000;
const authority = makeCertificate({ subject: "Demo CA", authority: true });
const middle = makeCertificate({ subject: "Demo intermediate", authority: true, issuer: authority });
const signed = makeCertificate({
  subject: "web1.test",
  names: ["web1.test", "*.shop.test", "127.0.0.1", "::1"],
  issuer: authority,
});
const port = createTlsPort({ lookup: async () => ["127.0.0.1"] });
const closers: (() => Promise<void>)[] = [];
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "itom-tls-"));
  await writeFile(join(folder, "ca.pem"), authority.certificate);
  await writeFile(join(folder, "client.pem"), signed.certificate);
  await writeFile(join(folder, "client.key"), signed.key);
  await writeFile(join(folder, "no.pem"), "no certificate");
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function handshake(
  server: TlsServerOptions,
  request: Partial<TlsRequest> = {},
): Promise<TlsObservation> {
  const running = await startTlsServer(server);
  closers.push(() => running.close());
  const signal = new AbortController().signal;
  return port.handshake({ address: "web1.test", port: running.port, timeoutMs: 8_000, signal, ...request });
}

async function failure(promise: Promise<unknown>): Promise<ConnectionError> {
  return promise.then(
    () => expect.unreachable("it should have been rejected"),
    (error: ConnectionError) => error,
  );
}

test("a certificate of a known authority is trusted, with its facts", async () => {
  const seen = await handshake({ certificate: signed }, { files: { ca: join(folder, "ca.pem") } });
  expect(seen).toMatchObject({ address: "127.0.0.1", version: "TLSv1.3" });
  expect(seen.untrusted).toBeUndefined();
  const [leaf, issuer] = seen.chain;
  expect(leaf).toMatchObject({
    subject: "CN=web1.test",
    issuer: "CN=Demo CA",
    names: ["web1.test", "*.shop.test", "127.0.0.1", "0:0:0:0:0:0:0:1"],
    selfSigned: false,
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(issuer).toMatchObject({ subject: "CN=Demo CA", selfSigned: true });
  expect(Date.parse(leaf.notAfter) - Date.now()).toBeGreaterThan(89 * day);
});

test("a whole chain is seen", async () => {
  const leaf = makeCertificate({ subject: "a.test", names: ["a.test"], issuer: middle });
  const files = { ca: join(folder, "ca.pem") };
  const seen = await handshake({ certificate: leaf, chain: middle.certificate }, { files });
  expect(seen.chain.map(({ subject }) => subject)).toEqual([
    "CN=a.test",
    "CN=Demo intermediate",
    "CN=Demo CA",
  ]);
  expect(seen.untrusted).toBeUndefined();
});

test.each<[string, () => TlsServerOptions, string]>([
  [
    "self-signed",
    () => ({ certificate: makeCertificate({ subject: "x.test" }) }),
    "DEPTH_ZERO_SELF_SIGNED_CERT",
  ],
  ["of an unknown authority", () => ({ certificate: signed }), "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
])("a certificate that is %s is seen and named", async (_name, server, code) => {
  expect((await handshake(server())).untrusted).toBe(code);
});

test("an expired certificate is seen and named", async () => {
  const notBefore = new Date(Date.now() - 20 * day);
  const notAfter = new Date(Date.now() - 10 * day);
  const certificate = makeCertificate({ subject: "old.test", issuer: authority, notBefore, notAfter });
  const seen = await handshake({ certificate }, { files: { ca: join(folder, "ca.pem") } });
  expect(seen.untrusted).toBe("CERT_HAS_EXPIRED");
  expect(Date.parse(seen.chain[0].notAfter)).toBeLessThan(Date.now());
});

test.each<StartTls>(["smtp", "imap", "pop3", "ftp", "ldap", "postgres"])(
  "STARTTLS of %s",
  async (startTls) => {
    const seen = await handshake({ certificate: signed, startTls }, { startTls });
    expect(seen.chain[0].subject).toBe("CN=web1.test");
  },
);

test("a server that does not start TLS is PROTOCOL", async () => {
  const error = await failure(handshake({ certificate: signed, startTls: "pop3" }, { startTls: "smtp" }));
  expect(error).toMatchObject({ kind: "PROTOCOL", message: expect.stringContaining("+OK demo") });
});

test("a client certificate is sent", async () => {
  const server = { certificate: signed, clientAuthority: authority.certificate };
  const files = { certificate: join(folder, "client.pem"), key: join(folder, "client.key") };
  expect((await handshake(server, { files })).version).toBe("TLSv1.3");
});

test("old versions are seen, in order to be judged", async () => {
  const seen = await handshake({ certificate: signed, versions: { min: "TLSv1.2", max: "TLSv1.2" } });
  expect(seen.version).toBe("TLSv1.2");
});

test.each([
  ["close", "TLS"],
  ["garbage", "TLS"],
  ["endless", "TLS"],
  ["silent", "TIMEOUT"],
  ["drip", "TIMEOUT"],
] as const)("a server that does %s is %s", async (fault, kind) => {
  const error = await failure(
    handshake({ certificate: signed, fault }, { timeoutMs: kind === "TIMEOUT" ? 400 : 8_000 }),
  );
  expect(error.kind).toBe(kind);
});

test("a server that resets is TLS or, before it saw us, LOST", async () => {
  const error = await failure(handshake({ certificate: signed, fault: "reset" }));
  expect(["TLS", "LOST"]).toContain(error.kind);
});

test.each(["close", "endless", "garbage"] as const)("before STARTTLS: %s", async (fault) => {
  const error = await failure(handshake({ certificate: signed, fault }, { startTls: "smtp" }));
  expect(["LOST", "PROTOCOL"]).toContain(error.kind);
});

test("files that are missing or no certificates are UNAVAILABLE", async () => {
  for (const ca of [join(folder, "gone.pem"), join(folder, "no.pem")]) {
    const error = await failure(handshake({ certificate: signed }, { files: { ca } }));
    expect(error.kind).toBe("UNAVAILABLE");
    expect(error.message).toContain(ca);
  }
});

test("a file that looks like a certificate and is none is UNAVAILABLE", async () => {
  const certificate = join(folder, "broken.pem");
  await writeFile(certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  const files = { certificate, key: join(folder, "client.key") };
  expect((await failure(handshake({ certificate: signed }, { files }))).kind).toBe("UNAVAILABLE");
});

test("a port that nothing listens on is REFUSED", async () => {
  const server = await startTlsServer({ certificate: signed });
  await server.close();
  const signal = new AbortController().signal;
  const request = { address: "127.0.0.1", port: server.port, timeoutMs: 5_000, signal };
  expect((await failure(port.handshake(request))).kind).toBe("REFUSED");
});

test.each([
  ["DNS:a.test, DNS:*.b.test, IP Address:10.0.0.1", ["a.test", "*.b.test", "10.0.0.1"]],
  ['DNS:"evil.test, DNS:good.test", DNS:c.test', ["evil.test, DNS:good.test", "c.test"]],
  ["URI:http://x/, DNS:a.test", ["a.test"]],
  ["email:ops@x.test", []],
  ["", []],
])("the names in %j", (text, names) => {
  expect(namesOf(text)).toEqual(names);
});
