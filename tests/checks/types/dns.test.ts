import { expect, test } from "vitest";
import type { DnsAnswer } from "../../../src/ports/dns.js";
import { askedFor, judgeObserved, onService } from "./probe.js";

const found = (...records: string[]): DnsAnswer => ({ status: "NOERROR", records, durationMs: 5 });
const status = (word: DnsAnswer["status"]): DnsAnswer => ({ status: word, records: [], durationMs: 5 });
const ip = "10.0.0.1";

test.each<[string, Record<string, unknown>, DnsAnswer, string]>([
  ["any record will do", {}, found(ip), "OK"],
  ["no record", {}, status("NODATA"), "CRITICAL"],
  ["an answer without records", {}, found(), "CRITICAL"],
  ["no such name", {}, status("NXDOMAIN"), "CRITICAL"],
  ["a broken server", {}, status("SERVFAIL"), "CRITICAL"],
  ["all there", { expect: [ip] }, found(ip, "10.0.0.2"), "OK"],
  ["one missing", { expect: [ip, "10.0.0.3"] }, found(ip), "CRITICAL"],
  ["any there", { expect: [ip, "10.0.0.3"], match: "any" }, found(ip), "OK"],
  ["none there", { expect: ["10.0.0.3"], match: "any" }, found(ip), "CRITICAL"],
  ["exactly", { expect: [ip], match: "exact" }, found(ip), "OK"],
  ["one too many", { expect: [ip], match: "exact" }, found(ip, "10.0.0.2"), "CRITICAL"],
  [
    "case and the last dot",
    { record: "MX", expect: "10  Mail.Example.Test." },
    found("10 mail.example.test"),
    "OK",
  ],
  ["TXT by the letter", { record: "TXT", expect: '"V=spf1"' }, found("v=spf1"), "CRITICAL"],
  ["TXT", { record: "TXT", expect: '"v=spf1"' }, found("v=spf1"), "OK"],
  ["must not exist", { nxdomain: true }, status("NXDOMAIN"), "OK"],
  ["must not exist, but has no such record", { nxdomain: true }, status("NODATA"), "CRITICAL"],
  ["must not exist, but the server is broken", { nxdomain: true }, status("SERVFAIL"), "CRITICAL"],
  ["slow", { warn: "1ms" }, found(ip), "WARNING"],
])("%s", (_name, options, answer, state) => {
  expect(judgeObserved("dns", { name: "a.test", ...options }, answer).state).toBe(state);
});

test("the host is the server; a service asks the system's", async () => {
  const ports = { dns: { query: async (request: unknown) => request } };
  expect(await askedFor("dns", { name: "a.test" }, ports)).toMatchObject({ server: "10.0.0.1", record: "A" });
  expect(await askedFor("dns", { name: "a.test" }, ports, onService)).not.toHaveProperty("server");
});
