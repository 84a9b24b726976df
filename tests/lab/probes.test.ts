import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpRequest } from "../../src/ports/http.js";
import type { Ports } from "../../src/ports/index.js";
import { labFolder } from "./support/lab.js";
import { openPorts } from "./support/ports.js";

const signal = new AbortController().signal;
const bounds = { timeoutMs: 10_000, signal };
const files = { ca: join(labFolder, "tls/ca.pem") };
let ports: Ports;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ports, close } = await openPorts());
});
afterAll(() => close());

describe("ping", () => {
  const ping = (address: string, packets = 3) =>
    ports.icmp.ping({ address, packets, size: 56, intervalMs: 50, timeoutMs: 1000, signal });

  test("a host that is up", async () => {
    expect(await ping("web1.lab.test")).toMatchObject({ state: "up", sent: 3, received: 3 });
  });

  test.each(["10.77.1.17", "10.77.1.19", "10.77.2.99"])("%s is down", async (address) => {
    expect(await ping(address)).toMatchObject({ state: "down" });
  });

  test("the slow cable's delay shows in every answer", async () => {
    const outcome = await ping("10.77.2.11", 10);
    const times = outcome.state === "up" ? outcome.timesMs : [];
    expect(times.length).toBeGreaterThanOrEqual(8);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(79);
  });

  test("a network without a route is not a host that is down", async () => {
    expect((await ping("10.77.3.11")).state).not.toBe("up");
  });

  test("many hosts at once get one answer each", async () => {
    const last = Array.from({ length: 120 }, (_, index) => index + 1);
    const states = await Promise.all(last.map(async (number) => (await ping(`10.77.1.${number}`, 1)).state));
    const up = last.filter((_, index) => states[index] === "up");
    expect(up).toEqual([1, 10, 11, 12, 13, 14, 15, 16, 18, 20, 53]);
    expect(new Set(states)).toEqual(new Set(["up", "down"]));
  });
});

describe("tcp", () => {
  const probe = (address: string, port: number) =>
    ports.tcp.probe({ address, port, steps: [{ expect: /^SSH-2\.0-/ }], maxBytes: 1000, ...bounds });

  test.each([
    ["10.77.1.11", /OpenSSH/],
    ["10.77.1.18", /dropbear/],
  ])("%s greets", async (address, greeting) => {
    const seen = await probe(address, 22);
    expect(seen.unmet).toBeUndefined();
    expect(seen.received).toMatch(greeting);
  });

  test("a closed port is REFUSED, a dead address is not", async () => {
    await expect(probe("10.77.1.11", 2222)).rejects.toMatchObject({ kind: "REFUSED" });
    await expect(probe("10.77.1.19", 22)).rejects.toMatchObject({
      kind: expect.stringMatching(/^(?:NO_ROUTE|TIMEOUT)$/),
    });
    await expect(probe("10.77.3.11", 22)).rejects.toMatchObject({ kind: "NO_ROUTE" });
  });
});

describe("tls", () => {
  const handshake = (address: string, port: number) =>
    ports.tls.handshake({ address, port, files, ...bounds });
  const daysLeft = (notAfter: string): number => (Date.parse(notAfter) - Date.now()) / 86_400_000;

  test("a certificate of the lab's CA", async () => {
    const seen = await handshake("web1.lab.test", 443);
    expect(seen.untrusted).toBeUndefined();
    expect(seen.version).toBe("TLSv1.3");
    expect(seen.chain[0].names).toEqual(["web1.lab.test", "10.77.1.11"]);
    expect(daysLeft(seen.chain[0].notAfter)).toBeGreaterThan(360);
  });

  test("one that ends in three days is trusted, and says so", async () => {
    const seen = await handshake("web2.lab.test", 443);
    expect(seen.untrusted).toBeUndefined();
    expect(daysLeft(seen.chain[0].notAfter)).toBeLessThan(3.1);
  });

  test.each([
    [8443, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    [9443, "CERT_HAS_EXPIRED"],
  ])("port %i is not trusted: %s", async (port, why) => {
    expect(await handshake("web2.lab.test", port)).toMatchObject({ untrusted: why });
  });

  test("a port that speaks no TLS is TLS", async () => {
    await expect(handshake("web1.lab.test", 80)).rejects.toMatchObject({ kind: "TLS" });
  });
});

describe("http", () => {
  const request = (url: string, more: Partial<HttpRequest> = {}) =>
    ports.http.request({
      url,
      method: "GET",
      headers: {},
      redirects: 5,
      maxBodyBytes: 100_000,
      insecure: false,
      files,
      ...bounds,
      ...more,
    });

  test("by name, by address, and over TLS", async () => {
    for (const url of [
      "http://web1.lab.test/healthz",
      "http://10.77.1.11/healthz",
      "https://web1.lab.test/healthz",
    ]) {
      const seen = await request(url);
      expect([seen.status, seen.body.toString()]).toEqual([200, "ok\n"]);
    }
  });

  test("statuses and redirects", async () => {
    expect(await request("http://web1.lab.test/error")).toMatchObject({ status: 503 });
    expect(await request("http://web1.lab.test/moved")).toMatchObject({ status: 200, redirected: 1 });
    expect(await request("http://web1.lab.test/moved", { redirects: 0 })).toMatchObject({ status: 302 });
    await expect(request("http://web1.lab.test/loop")).rejects.toMatchObject({ kind: "PROTOCOL" });
  });

  test("certificates are judged unless told otherwise", async () => {
    await expect(request("https://web2.lab.test:9443/")).rejects.toMatchObject({ kind: "TLS" });
    expect(await request("https://web2.lab.test:9443/", { insecure: true })).toMatchObject({ status: 200 });
  });

  test("a body that is too slow is TIMEOUT, one that is too long is cut", async () => {
    const url = "http://web1.lab.test/slow";
    await expect(request(url, { timeoutMs: 1000 })).rejects.toMatchObject({ kind: "TIMEOUT" });
    expect(await request(url, { maxBodyBytes: 100 })).toMatchObject({ truncated: true });
  });
});

describe("dns", () => {
  const query = (name: string, record: "A" | "CNAME" | "MX" | "PTR" | "SRV" | "TXT", server = "10.77.1.53") =>
    ports.dns.query({ name, record, server, ...bounds });

  test.each([
    ["web1.lab.test", "A", "10.77.1.11"],
    ["www.lab.test", "CNAME", "web1.lab.test"],
    ["lab.test", "MX", "10 web1.lab.test"],
    ["lab.test", "TXT", "v=lab1"],
    ["_http._tcp.lab.test", "SRV", "0 0 80 web1.lab.test"],
    ["11.1.77.10.in-addr.arpa", "PTR", "web1.lab.test"],
  ] as const)("%s %s is %s", async (name, record, answer) => {
    expect(await query(name, record)).toMatchObject({ status: "NOERROR", records: [answer] });
  });

  test("what is not there", async () => {
    expect(await query("nothing.lab.test", "A")).toMatchObject({ status: "NXDOMAIN", records: [] });
    expect(await query("web1.lab.test", "MX")).toMatchObject({ status: "NODATA", records: [] });
    expect(await query("other.invalid", "A")).toMatchObject({ status: "REFUSED" });
  });

  test("a server that is not there", async () => {
    await expect(query("web1.lab.test", "A", "10.77.1.11")).rejects.toMatchObject({ kind: "REFUSED" });
  });
});

describe("snmp", () => {
  const versions = {
    "2c": { version: 2, community: { literal: "lab-community" } },
    "3": {
      version: 3,
      user: "monitor",
      auth: { protocol: "sha", key: { literal: "lab-auth-password" } },
      priv: { protocol: "aes", key: { literal: "lab-priv-password" } },
    },
  } as const;
  const target = (address: string, version: keyof typeof versions, more: object = {}) => ({
    name: address,
    address,
    snmp: { port: 161, timeoutMs: 1000, retries: 1, ...versions[version], ...more },
  });
  const sysName = "1.3.6.1.2.1.1.5.0";

  test.each(["2c", "3"] as const)("version %s gets and walks", async (version) => {
    const [name] = await ports.snmp.get(target("10.77.1.11", version), [sysName], bounds);
    expect(name?.value).toEqual({ type: "bytes", value: Buffer.from("web1") });
    const walk = await ports.snmp.walk(target("10.77.1.11", version), ["1.3.6.1.2.1.2.2.1.2"], bounds);
    const cells = walk.columns.get("1.3.6.1.2.1.2.2.1.2") ?? [];
    const names = cells.map(({ value }) => (value.type === "bytes" ? value.value.toString() : value.type));
    expect(names).toEqual(["lo", "eth0"]);
  });

  test("every host answers for itself", async () => {
    const hosts = { web1: "10.77.1.11", db1: "10.77.1.13", dns1: "10.77.1.53", slow1: "10.77.2.11" };
    const names = await Promise.all(
      Object.values(hosts).map(async (address) => {
        const [got] = await ports.snmp.get(target(address, "3"), [sysName], bounds);
        return String(got?.value.type === "bytes" ? got.value.value : "");
      }),
    );
    expect(names).toEqual(Object.keys(hosts));
  });

  test("a wrong community is silence, a wrong password is AUTH", async () => {
    const community = { community: { literal: "wrong" } };
    await expect(
      ports.snmp.get(target("10.77.1.11", "2c", community), [sysName], bounds),
    ).rejects.toMatchObject({
      kind: "TIMEOUT",
    });
    const auth = { auth: { protocol: "sha", key: { literal: "wrong-password" } } };
    await expect(ports.snmp.get(target("10.77.1.11", "3", auth), [sysName], bounds)).rejects.toMatchObject({
      kind: "AUTH",
    });
  });

  test("a dead address is TIMEOUT or NO_ROUTE", async () => {
    await expect(ports.snmp.get(target("10.77.1.19", "2c"), [sysName], bounds)).rejects.toMatchObject({
      kind: expect.stringMatching(/^(?:NO_ROUTE|TIMEOUT)$/),
    });
  });
});
