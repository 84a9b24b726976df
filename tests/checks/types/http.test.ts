import { expect, test } from "vitest";
import { ConnectionError } from "../../../src/lib/connection-error.js";
import type { HttpObservation } from "../../../src/ports/http.js";
import { askedFor, isAccepted, judgeObserved, now, onService } from "./probe.js";

function seen(change: Omit<Partial<HttpObservation>, "body"> & { body?: string } = {}): unknown {
  const { body = "all is ok", ...rest } = change;
  const timings = { resolveMs: 1, connectMs: 2, tlsMs: 3, firstByteMs: 4, totalMs: 100 };
  const base = {
    status: 200,
    headers: { "content-type": "text/plain" },
    truncated: false,
    url: "http://a.test/",
  };
  return {
    seen: { ...base, redirected: 0, address: "10.0.0.1", timings, ...rest, body: Buffer.from(body) },
    at: now,
  };
}

const json = (text: string): unknown => seen({ body: text });

test.each<[string, Record<string, unknown>, unknown, string, string]>([
  ["fine", {}, seen(), "OK", "status 200 in 100 ms"],
  ["a bad status", {}, seen({ status: 503 }), "CRITICAL", "status 503"],
  ["status 0", {}, seen({ status: 0 }), "CRITICAL", "status 0"],
  ["a status that is expected", { expect: { status: "5xx" } }, seen({ status: 503 }), "OK", ""],
  ["the body", { expect: { body: "ok" } }, seen(), "OK", ""],
  [
    "the body is missing",
    { expect: { body: "ok" } },
    seen({ body: "" }),
    "CRITICAL",
    '"ok" is not in the body',
  ],
  ["a pattern", { expect: { body_regex: "^all .* ok$" } }, seen(), "OK", ""],
  ["a pattern that is not there", { expect: { body_regex: "^ok" } }, seen(), "CRITICAL", "not in the body"],
  ["not in a part", { expect: { body: "end" } }, seen({ truncated: true }), "UNKNOWN", "part of the body"],
  ["what must not be there", { expect: { not_body: "ok" } }, seen(), "CRITICAL", '"ok" is in the body'],
  [
    "what must not be there, in a part",
    { expect: { not_body: "bad" } },
    seen({ truncated: true }),
    "UNKNOWN",
    "max_body",
  ],
  ["a header", { expect: { header: { "Content-Type": "text" } } }, seen(), "OK", ""],
  [
    "a header by pattern",
    { expect: { header: { "Content-Type": "~^text/html" } } },
    seen(),
    "CRITICAL",
    'is "text/plain"',
  ],
  ["a header that is missing", { expect: { header: { "X-A": "1" } } }, seen(), "CRITICAL", "X-A is missing"],
  [
    "JSON",
    { expect: { json: { "a.b[1]": 2, s: "x", n: null, t: true } } },
    json('{"a":{"b":[1,2]},"s":"x","n":null,"t":true}'),
    "OK",
    "",
  ],
  [
    "a path that is missing",
    { expect: { json: { "queue.size": "< 100" } } },
    json("{}"),
    "CRITICAL",
    "queue.size is missing",
  ],
  [
    "a number as text",
    { expect: { json: { size: "< 100" } } },
    json('{"size":"5"}'),
    "CRITICAL",
    "no number",
  ],
  [
    "null is no number",
    { expect: { json: { size: "< 100" } } },
    json('{"size":null}'),
    "CRITICAL",
    "no number",
  ],
  [
    "too many",
    { expect: { json: { size: "< 100" } } },
    json('{"size":100}'),
    "CRITICAL",
    "is 100, not < 100",
  ],
  ["few enough", { expect: { json: { size: "<= 100" } } }, json('{"size":100}'), "OK", ""],
  [
    "text is not its number",
    { expect: { json: { size: "5" } } },
    json('{"size":5}'),
    "CRITICAL",
    'is 5, not "5"',
  ],
  ["text by pattern", { expect: { json: { s: "~^o" } } }, json('{"s":"ok"}'), "OK", ""],
  ["a number is no text", { expect: { json: { s: "~1" } } }, json('{"s":1}'), "CRITICAL", "no text"],
  [
    "JSON as a list",
    {
      expect: {
        json: [
          { path: "a.b", is: 1 },
          { path: "n", crit: 5 },
        ],
      },
    },
    json('{"a":{"b":1},"n":4}'),
    "OK",
    "",
  ],
  [
    "JSON as a list, not as expected",
    { expect: { json: { path: "n", crit: 5 } } },
    json('{"n":6}'),
    "CRITICAL",
    "n 6 > 5",
  ],
  ["JSON as a list, missing", { expect: { json: [{ path: "n", is: 1 }] } }, json("{}"), "UNKNOWN", "no n"],
  [
    "a slow pattern",
    { expect: { body_regex: "(a|a)*b" } },
    seen({ body: "a".repeat(60) }),
    "UNKNOWN",
    "takes too long",
  ],
  ["no JSON", { expect: { json: { s: 1 } } }, json("<html>"), "CRITICAL", "not JSON"],
  [
    "JSON in part",
    { expect: { json: { s: 1 } } },
    seen({ body: '{"s":1', truncated: true }),
    "UNKNOWN",
    "max_body",
  ],
  [
    "a forbidden header",
    { expect: { not_header: { "Content-Type": "~plain$" } } },
    seen(),
    "CRITICAL",
    'is "text/plain"',
  ],
  ["a forbidden header that is absent", { expect: { not_header: { Server: "nginx" } } }, seen(), "OK", ""],
  ["a forbidden pattern", { expect: { not_body_regex: "o." } }, seen(), "CRITICAL", "is in the body"],
  [
    "a forbidden pattern, in a part",
    { expect: { not_body_regex: "x" } },
    seen({ truncated: true }),
    "UNKNOWN",
    "too long",
  ],
  ["slow", { warn: "50ms", crit: "2s" }, seen(), "WARNING", "100 ms > 50 ms"],
  ["the worst counts", { warn: "50ms" }, seen({ status: 500 }), "CRITICAL", "status 500; answered in"],
  ["no certificate", { certificate: { crit: "7d" } }, seen(), "UNKNOWN", "not https"],
])("%s", (_name, options, observation, state, summary) => {
  const verdict = judgeObserved("http", options, observation);
  expect(verdict).toMatchObject({ state, summary: expect.stringContaining(summary) });
});

test("days left of the certificate", () => {
  const notAfter = new Date(now.getTime() + 5 * 86_400_000).toISOString();
  const base = {
    subject: "CN=a",
    issuer: "CN=b",
    names: [],
    notBefore: "2026-01-01T00:00:00Z",
    fingerprint: "",
    selfSigned: false,
  };
  const observation = seen({ certificate: { ...base, notAfter } });
  expect(judgeObserved("http", { certificate: { warn: "30d", crit: "3d" } }, observation).state).toBe(
    "WARNING",
  );
});

test("an inherited property is no value", () => {
  const verdict = judgeObserved("http", { expect: { json: { constructor: "~." } } }, json("{}"));
  expect(verdict.state).toBe("CRITICAL");
});

test("every address is asked, and the worst is reported", async () => {
  const { seen: good } = seen() as { seen: HttpObservation };
  const ports = {
    dns: { addresses: async () => ["10.0.0.1", "10.0.0.2", "10.0.0.3"] },
    http: {
      request: async ({ connectTo }: { connectTo: string }) => {
        if (connectTo === "10.0.0.3") throw new ConnectionError("REFUSED", "refused");
        return { ...good, status: connectTo === "10.0.0.2" ? 404 : 200 };
      },
    },
  };
  const written = { url: "http://shop.test/", all_addresses: true };
  const verdict = judgeObserved("http", written, await askedFor("http", written, ports));
  expect(verdict).toMatchObject({ state: "CRITICAL", summary: "10.0.0.2: status 404; and 1 more addresses" });
  expect(verdict.values.map(({ label }) => label)).toContain("time 10.0.0.1");
});

test("a proxy's password is a secret", async () => {
  const ports = {
    http: { request: async (request: unknown) => request },
    secrets: { resolve: async () => "pw" },
  };
  const written = { proxy: "http://proxy.test:3128", proxy_auth: { user: "u", password: { env: "PW" } } };
  const asked = await askedFor("http", written, ports);
  expect(asked).toMatchObject({
    seen: { proxy: { url: written.proxy, auth: { user: "u", password: "pw" } } },
  });
});

test("secrets are resolved when used, and the host's address is the default", async () => {
  const ports = {
    http: { request: async (request: unknown) => request },
    secrets: { resolve: async () => "t0ken" },
  };
  const asked = await askedFor("http", { auth: { bearer: { env: "TOKEN" } }, max_body: "2KiB" }, ports);
  expect(asked).toMatchObject({
    seen: {
      url: "http://10.0.0.1/",
      method: "GET",
      auth: { bearer: "t0ken" },
      maxBodyBytes: 2_048,
      insecure: false,
    },
  });
  await expect(askedFor("http", {}, ports, onService)).rejects.toMatchObject({ kind: "UNAVAILABLE" });
});

test("the parts of the time are values, and TLS is one where there is some", () => {
  const labels = (url: string): string[] =>
    judgeObserved("http", {}, seen({ url })).values.map(({ label, value }) => `${label} ${value}`);
  expect(labels("http://a.test/")).toEqual([
    "time 0.1",
    "size 9",
    "dns 0.001",
    "connect 0.002",
    "first_byte 0.004",
  ]);
  expect(labels("https://a.test/")).toContain("tls 0.003");
});

test.each([
  [{ http2: true, url: "https://a.test/" }, true],
  [{ http2: true, url: "http://a.test/" }, false],
  [{ http2: true }, false],
  [{ http2: "yes", url: "https://a.test/" }, false],
])("HTTP/2 is asked for over https alone: %j", (written, accepted) => {
  expect(isAccepted("http", written)).toBe(accepted);
});
