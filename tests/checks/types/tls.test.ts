import fc from "fast-check";
import { expect, test } from "vitest";
import { coversName } from "../../../src/checks/types/tls/matches-name.js";
import type { CertificateFacts, TlsObservation } from "../../../src/ports/tls.js";
import { askedFor, judgeObserved, now } from "./probe.js";

const day = 86_400_000;
const inDays = (days: number): string => new Date(now.getTime() + days * day).toISOString();
const print = "ab".repeat(32);

function certificate(change: Partial<CertificateFacts> = {}): CertificateFacts {
  const base = { subject: "CN=shop.test", issuer: "CN=CA", names: ["shop.test"], notBefore: inDays(-10) };
  return { ...base, notAfter: inDays(60), fingerprint: print, selfSigned: false, ...change };
}

function seen(change: Partial<TlsObservation> = {}): TlsObservation {
  const base = { address: "10.0.0.1", version: "TLSv1.3", cipher: "TLS_AES_128_GCM_SHA256" };
  return { ...base, chain: [certificate()], connectMs: 1, handshakeMs: 2, ...change };
}

test.each<[string, Record<string, unknown>, Partial<TlsObservation>, string, string]>([
  ["fine", {}, {}, "OK", "CN=shop.test for 60 d, TLSv1.3"],
  ["soon", {}, { chain: [certificate({ notAfter: inDays(20) })] }, "WARNING", "expires in 20 d < 30 d"],
  ["very soon", {}, { chain: [certificate({ notAfter: inDays(5) })] }, "CRITICAL", "5 d < 14 d"],
  ["plain days", { warn: 70, crit: 7 }, {}, "WARNING", "60 d < 70 d"],
  [
    "expired",
    { warn: "1d", crit: "1d" },
    { chain: [certificate({ notAfter: inDays(-3) })], untrusted: "CERT_HAS_EXPIRED" },
    "CRITICAL",
    "expired 3 d ago",
  ],
  [
    "expired, and trust does not matter",
    { trusted: false },
    { chain: [certificate({ notAfter: inDays(-3) })] },
    "CRITICAL",
    "expired",
  ],
  [
    "not valid yet",
    {},
    { chain: [certificate({ notBefore: inDays(1) })], untrusted: "CERT_NOT_YET_VALID" },
    "CRITICAL",
    "not valid before",
  ],
  ["an unreadable date", {}, { chain: [certificate({ notAfter: "" })] }, "UNKNOWN", "can't be read"],
  [
    "an intermediate expires first",
    {},
    { chain: [certificate(), certificate({ subject: "CN=Mid", notAfter: inDays(3) })] },
    "CRITICAL",
    "certificate of CN=Mid expires in 3 d",
  ],
  ["self-signed", {}, { untrusted: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "CRITICAL", "self-signed"],
  ["self-signed, allowed", { trusted: false }, { untrusted: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "OK", ""],
  ["an unknown reason", {}, { untrusted: "NEW_CODE" }, "CRITICAL", "NEW_CODE"],
  ["pinned", { fingerprint: print.toUpperCase() }, { untrusted: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "OK", ""],
  ["another than pinned", { fingerprint: "cd".repeat(32) }, {}, "CRITICAL", "another certificate"],
  [
    "another name",
    {},
    { chain: [certificate({ names: ["other.test"] })] },
    "CRITICAL",
    "does not name shop.test",
  ],
  [
    "names asked for",
    { names: ["shop.test", "www.shop.test"] },
    {},
    "CRITICAL",
    "does not name www.shop.test",
  ],
  ["the cipher", { cipher: "GCM" }, {}, "OK", ""],
  ["another cipher", { cipher: "CHACHA" }, {}, "CRITICAL", "the cipher is TLS_AES_128_GCM_SHA256"],
  ["an old version", {}, { version: "TLSv1.1" }, "CRITICAL", "TLS 1.1 is older than 1.2"],
  ["an old version, allowed", { min_version: "1.0" }, { version: "TLSv1" }, "OK", ""],
  ["a version that is not known", {}, { version: "unknown" }, "UNKNOWN", "not known"],
])("%s", (_name, options, change, state, summary) => {
  const verdict = judgeObserved("tls", options, { seen: seen(change), name: "shop.test", at: now });
  expect(verdict).toMatchObject({ state, summary: expect.stringContaining(summary) });
});

test("without a name there is none to be covered", () => {
  const chain = [certificate({ names: [] })] as const;
  expect(judgeObserved("tls", {}, { seen: seen({ chain }), at: now }).state).toBe("OK");
});

test("every address is asked with the same name", async () => {
  const asked: unknown[] = [];
  const ports = {
    dns: { addresses: async () => ["10.0.0.1", "10.0.0.2"] },
    tls: { handshake: async (request: unknown) => (asked.push(request), seen()) },
  };
  const written = { host: "shop.test", all_addresses: true };
  const verdict = judgeObserved("tls", written, await askedFor("tls", written, ports));
  expect(verdict).toMatchObject({ state: "OK", summary: expect.stringContaining("all 2 addresses") });
  expect(asked).toMatchObject([
    { address: "10.0.0.1", serverName: "shop.test" },
    { address: "10.0.0.2", serverName: "shop.test" },
  ]);
});

test("an address is asked without SNI, a name with it", async () => {
  const ports = { tls: { handshake: async (request: unknown) => request } };
  const { seen: plain } = (await askedFor("tls", {}, ports)) as { seen: object };
  expect(plain).toMatchObject({ address: "10.0.0.1", port: 443 });
  expect(plain).not.toHaveProperty("serverName");
  const asked = await askedFor("tls", { host: "shop.test", starttls: "smtp", port: 25 }, ports);
  expect(asked).toMatchObject({ name: "shop.test", seen: { serverName: "shop.test", startTls: "smtp" } });
});

test.each([
  ["shop.test", "SHOP.test.", true],
  ["*.shop.test", "www.shop.test", true],
  ["*.shop.test", "shop.test", false],
  ["*.shop.test", "a.b.shop.test", false],
  ["*.test", "shop.test", false],
  ["w*.shop.test", "www.shop.test", false],
  ["10.0.0.1", "10.0.0.1", true],
  ["*.0.0.1", "10.0.0.1", false],
  ["0:0:0:0:0:0:0:1", "::1", true],
])("%s covers %s: %s", (name, wanted, covered) => {
  expect(coversName([name], wanted)).toBe(covered);
});

test("a name without a wildcard covers only itself", () => {
  const label = fc.stringMatching(/^[a-z]{1,8}$/);
  const host = fc.tuple(label, label, label).map((labels) => labels.join("."));
  fc.assert(
    fc.property(host, host, (name, wanted) => {
      expect(coversName([name], wanted)).toBe(name === wanted);
    }),
  );
});
