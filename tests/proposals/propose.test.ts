import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { proposalLine } from "../../src/output/proposals/yaml.js";
import { propose, withoutCovered, type Proposal, type Seen } from "../../src/proposals/index.js";
import { readHostListing } from "../../src/proposals/host-script.js";
import { planChecks } from "../../src/checks/index.js";
import { makeHost, makeInventory, position } from "../support/hosts.js";
import { makeResult } from "../support/results.js";

const certificate = {
  subject: "CN=web",
  issuer: "CN=web",
  names: [],
  notBefore: "2026-01-01T00:00:00Z",
  notAfter: "2027-01-01T00:00:00Z",
  fingerprint: "",
  selfSigned: true,
};

const seen: Seen = {
  listening: [22, 80, 443, 3306, 5432, 9999].map((port) => ({ port, loopback: port === 5432 })),
  answers: new Map([
    [22, { kind: "banner", text: "SSH-2.0-OpenSSH_9.2" }],
    [80, { kind: "http", status: 301, totalMs: 120 }],
    [443, { kind: "tls", certificate, trusted: false, http: { status: 200, totalMs: 12, verified: false } }],
    [3306, { kind: "unreachable", why: "filtered" }],
    [9999, { kind: "silent" }],
  ]),
  services: ["nginx", "systemd-journald", "user@0", "cron"],
  measured: [
    makeResult("web1", "ping", { values: [{ label: "rtt", value: 0.03, unit: "s" }] }),
    makeResult("web1", "disk", {
      values: [{ label: "/", value: 77.2, unit: "%" }],
      summary: "/ 77.2 % used",
    }),
    makeResult("web1", "memory"),
    makeResult("web1", "load", { state: "UNKNOWN" }),
  ],
  notes: [],
};

const shown = (proposals: readonly Proposal[]) =>
  proposals.map(({ type, id, options }) => ({ type, id, options }));

describe("propose", () => {
  it("chooses thresholds from what is seen, and leaves out what can't be determined and the system's own", () => {
    expect(shown(propose(seen))).toEqual([
      { type: "ping", id: undefined, options: { warn: "300ms,20%", crit: "900ms,60%" } },
      { type: "disk", id: undefined, options: { warn: "85%", crit: "90%", inodes: { crit: "95%" } } },
      { type: "memory", id: undefined, options: {} },
      { type: "service", id: undefined, options: { service: ["nginx", "cron"] } },
      { type: "tcp", id: "tcp-22", options: { port: 22, expect: "^SSH-2\\.0-" } },
      {
        type: "http",
        id: "http",
        options: {
          url: "http://{{ address }}/",
          expect: { status: 301 },
          redirects: 0,
          warn: "2s",
          crit: "6s",
        },
      },
      {
        type: "http",
        id: "https",
        options: {
          url: "https://{{ address }}/",
          expect: { status: 200 },
          redirects: 0,
          insecure: true,
          warn: "500ms",
          crit: "2s",
        },
      },
      { type: "tls", id: "tls", options: { port: 443, trusted: false, warn: "30d", crit: "14d" } },
      { type: "tcp", id: "tcp-9999", options: { port: 9999 } },
      { type: "port", id: "ports", options: { port: [3306], public: true } },
      { type: "port", id: "ports-inside", options: { port: [5432], public: false } },
    ]);
  });

  it("proposes only what an inventory accepts, as YAML that says the same", () => {
    const host = makeHost("web1");
    const checks = propose(seen).map((proposal) => {
      const [entry] = parse(proposalLine("web1", proposal)) as [Record<string, unknown>];
      const { on, type, id, ...options } = entry;
      expect(options).toEqual(proposal.options);
      const named = typeof id === "string" ? { id } : {};
      return { on: String(on), type: String(type), ...named, options, position, positions: new Map() };
    });
    const plan = planChecks(makeInventory([host], { checks }));
    expect(plan.problems).toEqual([]);
    expect(plan.checks).toHaveLength(11);
  });

  it("never proposes what is there already", () => {
    const all = propose(seen);
    const existing = all.map(({ type, options }) => ({ type: { name: type } as never, written: options }));
    expect(withoutCovered(all, existing)).toEqual([]);
    const some = [
      { type: { name: "service" } as never, written: { service: "nginx" } },
      { type: { name: "tcp" } as never, written: { port: 22 } },
      { type: { name: "http" } as never, written: { url: "http://{{ address }}:80/healthz" } },
      { type: { name: "tls" } as never, written: {} },
    ];
    const left = withoutCovered(all, some);
    expect(left.find(({ type }) => type === "service")?.options).toEqual({ service: ["cron"] });
    expect(left.map(({ id }) => id).filter((id) => id !== undefined)).toEqual([
      "https",
      "tcp-9999",
      "ports",
      "ports-inside",
    ]);
  });
});

describe("proposalLine", () => {
  it("is one line that YAML reads back, whatever the words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (word, reason) => {
        const line = proposalLine("web1", { type: "tcp", options: { expect: word }, reason });
        expect(line).not.toMatch(/[\n\r]/);
        expect(parse(line)).toEqual([{ on: "web1", type: "tcp", expect: word }]);
      }),
    );
  });
});

describe("readHostListing", () => {
  it("reads sockets of both families and services", () => {
    const text = `listen 0100007F:1538
listen 00000000:0016
listen 00000000000000000000000001000000:0050
listen 00000000000000000000000000000000:0050
service nginx.service
service evil;rm
end
`;
    expect(readHostListing(text)).toEqual({
      listening: [
        { port: 22, loopback: false },
        { port: 80, loopback: false },
        { port: 5432, loopback: true },
      ],
      services: ["nginx"],
      hasManager: true,
    });
    expect(readHostListing("listen 00000000:0016\n")).toBeUndefined();
    expect(readHostListing("manager none\nend\n")?.hasManager).toBe(false);
  });
});
