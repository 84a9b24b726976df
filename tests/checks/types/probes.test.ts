import { expect, test } from "vitest";
import { parse } from "yaml";
import { checkTypes } from "../../../src/checks/types/index.js";
import { isAccepted, judgeFailure } from "./probe.js";

const probes = [...checkTypes.values()].filter((type) => type.kind === "probe");

test("all are registered", () => {
  expect(probes.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["dns", "http", "ping", "snmp", "ssh", "tcp", "tls"]),
  );
});

test.each(probes)("$name: its example is accepted as it stands", (type) => {
  const {
    on,
    type: name,
    id: _id,
    ...written
  } = parse(type.example.replaceAll("{{ address }}", "10.0.0.1")) as Record<string, unknown>;
  expect(on).toBeTypeOf("string");
  expect(name).toBe(type.name);
  expect(type.options.safeParse(written).error?.issues).toBeUndefined();
});

test.each(probes)("$name: an unknown option is refused", ({ name, example }) => {
  const {
    on: _on,
    type: _type,
    id: _id,
    ...written
  } = parse(example.replaceAll("{{ address }}", "10.0.0.1")) as Record<string, unknown>;
  expect(isAccepted(name, { ...written, waring: 5 })).toBe(false);
});

test.each<[string, Record<string, unknown>]>([
  ["tcp", { port: 1 }],
  ["tls", {}],
  ["http", {}],
  ["dns", { name: "a.test" }],
  ["ssh", {}],
])("%s: what can't be reached is CRITICAL, what we can't try is UNKNOWN", (name, written) => {
  for (const kind of [
    "REFUSED",
    "NO_ROUTE",
    "TIMEOUT",
    "LOST",
    "TLS",
    "PROTOCOL",
    "AUTH",
    "HOST_KEY",
    "UNRESOLVED",
  ] as const)
    expect(judgeFailure(name, written, kind)).toMatchObject({
      state: "CRITICAL",
      error: { kind, hint: "do this" },
    });
  for (const kind of ["UNAVAILABLE", "CANCELLED"] as const)
    expect(judgeFailure(name, written, kind).state).toBe("UNKNOWN");
});

test.each<[string, Record<string, unknown>, boolean]>([
  ["ping", { warn: "100ms,20%", crit: "60%,500ms" }, true],
  ["ping", { warn: "100ms" }, true],
  ["ping", { warn: "5%,5%" }, false],
  ["ping", { warn: "20" }, false],
  ["ping", { warn: "100ms," }, false],
  ["ping", { packets: 0 }, false],
  ["ping", { family: 5 }, false],
  ["tcp", {}, false],
  ["tcp", { port: 70_000 }, false],
  ["tcp", { port: 25, expect: "(" }, false],
  ["tcp", { port: 25, expect: "a", dialogue: [{ send: "x" }] }, false],
  ["tcp", { port: 25, dialogue: [{ send: "x" }, { expect: "y" }] }, true],
  ["tcp", { port: 25, warn: "2s", crit: "1s" }, false],
  ["tls", { warn: "30d", crit: 14 }, true],
  ["tls", { fingerprint: "ab" }, false],
  ["tls", { ca: "relative.pem" }, false],
  ["tls", { starttls: "gopher" }, false],
  ["http", { url: "ftp://a.test" }, false],
  ["http", { url: "http://user:pass@a.test" }, false],
  ["http", { headers: { "X-A": "1\nX-B: 2" } }, false],
  ["http", { headers: { "X A": "1" } }, false],
  ["http", { expect: { status: 99 } }, false],
  ["http", { expect: { status: [200, "3xx", "400-404"] } }, true],
  ["http", { expect: { status: "300-200" } }, false],
  ["http", { expect: { json: { "a..b": 1 } } }, false],
  ["http", { expect: { json: { "a[0].b": "< 5" } } }, true],
  ["http", { proxy: "http://p.test:3128" }, true],
  ["http", { proxy: "http://u:p@p.test:3128" }, false],
  ["http", { proxy: "http://p.test:3128", all_addresses: true }, false],
  ["http", { proxy_auth: { user: "u", password: "p" } }, false],
  ["http", { max_body: "1GiB" }, false],
  ["http", { auth: { user: "a" } }, false],
  ["http", { auth: { bearer: { env: "TOKEN" } } }, true],
  ["http", { auth: { bearer: { file: "token" } } }, false],
  ["dns", {}, false],
  ["dns", { name: "a.test", record: "ANY" }, false],
  ["dns", { name: "a.test", nxdomain: true, expect: ["10.0.0.1"] }, false],
  ["snmp", { oids: [] }, false],
  ["snmp", { oids: [{ oid: "sysUpTime.0" }] }, false],
  ["snmp", { oids: [{ oid: ".1.3.6.1", warn: 5, crit: 4 }] }, false],
])("%s with %j: %s", (name, written, accepted) => {
  expect(isAccepted(name, written)).toBe(accepted);
});
