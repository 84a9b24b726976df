import { afterEach, expect, test } from "vitest";
import { createDnsPort } from "../../src/connections/dns/dns-port.js";
import { parseServer } from "../../src/connections/dns/parse-server.js";
import { startDnsServer, type DnsServerOptions } from "../../src/demo/network/dns-server.js";
import type { ConnectionError } from "../../src/lib/connection-error.js";
import type { DnsAnswer, DnsRecordType } from "../../src/ports/dns.js";

const port = createDnsPort();
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const zone = {
  "shop.test": {
    A: ["10.0.0.1", "10.0.0.2"],
    AAAA: ["2001:db8::1"],
    MX: ["10 mail.shop.test", "20 backup.shop.test"],
    NS: ["ns1.shop.test"],
    TXT: ["v=spf1 -all", "x".repeat(400)],
    CAA: ["0 issue ca.test"],
  },
  "www.shop.test": { CNAME: ["shop.test"] },
  "_sip._tcp.shop.test": { SRV: ["0 5 5060 sip.shop.test"] },
  "1.0.0.10.in-addr.arpa": { PTR: ["shop.test"] },
  "big.test": { A: Array.from({ length: 60 }, (_, index) => `10.1.0.${index}`) },
};

async function query(
  name: string,
  record: DnsRecordType,
  options: DnsServerOptions = { zone },
  timeoutMs = 8_000,
): Promise<DnsAnswer> {
  const server = await startDnsServer(options);
  closers.push(() => server.close());
  const signal = new AbortController().signal;
  return port.query({ name, record, server: `127.0.0.1:${server.port}`, timeoutMs, signal });
}

test.each<[DnsRecordType, string, string[]]>([
  ["A", "shop.test", ["10.0.0.1", "10.0.0.2"]],
  ["A", "www.shop.test", ["10.0.0.1", "10.0.0.2"]],
  ["AAAA", "shop.test", ["2001:db8::1"]],
  ["CNAME", "www.shop.test", ["shop.test"]],
  ["MX", "shop.test", ["10 mail.shop.test", "20 backup.shop.test"]],
  ["NS", "shop.test", ["ns1.shop.test"]],
  ["TXT", "shop.test", ["v=spf1 -all", "x".repeat(400)]],
  ["CAA", "shop.test", ["0 issue ca.test"]],
  ["SRV", "_sip._tcp.shop.test", ["0 5 5060 sip.shop.test"]],
  ["PTR", "1.0.0.10.in-addr.arpa", ["shop.test"]],
])("%s of %s", async (record, name, records) => {
  const answer = await query(name, record);
  expect(answer.status).toBe("NOERROR");
  expect([...answer.records].sort()).toEqual(records.toSorted());
});

test("an answer too long for UDP is fetched over TCP", async () => {
  expect((await query("big.test", "A")).records).toHaveLength(60);
});

test.each<[DnsAnswer["status"], string, DnsRecordType, DnsServerOptions]>([
  ["NXDOMAIN", "gone.test", "A", { zone }],
  ["NODATA", "www.shop.test", "SRV", { zone }],
  ["SERVFAIL", "shop.test", "A", { fault: "servfail" }],
  ["REFUSED", "shop.test", "A", { fault: "refused" }],
])("%s: %s %s", async (status, name, record, options) => {
  expect(await query(name, record, options)).toMatchObject({ status, records: [] });
});

async function kindOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no error",
    (error: ConnectionError) => error.kind,
  );
}

test("silence is TIMEOUT and garbage is never an answer", async () => {
  expect(await kindOf(query("shop.test", "A", { fault: "silent" }, 400))).toBe("TIMEOUT");
  expect(["PROTOCOL", "TIMEOUT"]).toContain(await kindOf(query("shop.test", "A", { fault: "garbage" }, 800)));
});

test("a server that is not there is REFUSED or silent, and what is no server is UNAVAILABLE", async () => {
  const server = await startDnsServer();
  await server.close();
  const request = {
    name: "shop.test",
    record: "A",
    timeoutMs: 2_000,
    signal: new AbortController().signal,
  } as const;
  const gone = await kindOf(port.query({ ...request, server: `127.0.0.1:${server.port}` }));
  expect(["REFUSED", "TIMEOUT"]).toContain(gone);
  expect(await kindOf(port.query({ ...request, server: "a b" }))).toBe("UNAVAILABLE");
});

test("a query that is told to stop is CANCELLED", async () => {
  const server = await startDnsServer({ fault: "silent" });
  closers.push(() => server.close());
  const controller = new AbortController();
  const pending = port.query({
    name: "shop.test",
    record: "A",
    server: `127.0.0.1:${server.port}`,
    timeoutMs: 10_000,
    signal: controller.signal,
  });
  controller.abort();
  expect(await kindOf(pending)).toBe("CANCELLED");
});

test.each([
  ["10.0.0.1", { host: "10.0.0.1", port: 53 }],
  ["10.0.0.1:5353", { host: "10.0.0.1", port: 5_353 }],
  ["::1", { host: "::1", port: 53 }],
  ["[::1]:5353", { host: "::1", port: 5_353 }],
  ["ns1.test", { host: "ns1.test", port: 53 }],
  ["ns1:99999", undefined],
  ["ns1:", undefined],
  ["", undefined],
])("the server %j is %o", (text, server) => {
  expect(parseServer(text)).toEqual(server);
});

test("the addresses of a name are the system's, of one family where asked", async () => {
  const system = createDnsPort({ lookup: async () => ["10.0.0.1", "::1"] });
  const bounds = { timeoutMs: 5_000, signal: new AbortController().signal };
  expect(await system.addresses("a.test", bounds)).toEqual(["10.0.0.1", "::1"]);
  expect(await system.addresses("a.test", { ...bounds, family: 6 })).toEqual(["::1"]);
  expect(await system.addresses("10.0.0.9", bounds)).toEqual(["10.0.0.9"]);
  expect(await kindOf(system.addresses("10.0.0.9", { ...bounds, family: 6 }))).toBe("UNRESOLVED");
});
