import { describe, expect, it } from "vitest";
import { planChecks } from "../../../src/checks/plan/plan-checks.js";
import type { CheckEntry } from "../../../src/inventory/model.js";
import { entry, host, inventory, service, types } from "./fixtures.js";

const hosts = [
  host("web1", { vars: { port: 8080 } }),
  host("web2"),
  host("sw1", { connection: "snmp" }),
  host("box", { connection: "none" }),
];

function plan(...checks: readonly CheckEntry[]) {
  return planChecks(inventory(hosts, checks, [service("shop")]), { types });
}

function problemsOf(...checks: readonly CheckEntry[]) {
  return plan(...checks).problems.map(({ message, expected, hint, position }) => ({
    message,
    at: `${position?.line}:${position?.column}`,
    ...(expected !== undefined && { expected }),
    ...(hint !== undefined && { hint }),
  }));
}

describe("planChecks", () => {
  it("makes a check for each target, in order", () => {
    const { checks, problems } = plan(
      entry(1, "web*", "sh", { path: "/srv" }),
      entry(2, "service:shop", "web", { url: "u", timeout: "3s" }),
    );
    expect(problems).toEqual([]);
    expect(checks.map(({ targetName, id, timeoutMs }) => [targetName, id, timeoutMs])).toEqual([
      ["web1", "sh", 10_000],
      ["web2", "sh", 10_000],
      ["shop", "web", 3_000],
    ]);
    expect(checks[0]).toMatchObject({
      target: { kind: "host" },
      options: { path: "/srv", local: false },
      written: { path: "/srv" },
      position: { line: 1 },
    });
    expect(checks[2]).toMatchObject({ target: { kind: "service" }, written: { url: "u", timeout: "3s" } });
  });

  it("puts each target's words into its options", () => {
    const { checks, problems } = plan(entry(1, "web*", "sh", { path: "/srv/{{ name }}/{{ address }}" }));
    expect(problems).toEqual([]);
    expect(checks.map(({ options }) => options)).toMatchObject([
      { path: "/srv/web1/10.0.0.4" },
      { path: "/srv/web2/10.0.0.4" },
    ]);
  });

  it("parses options once where they are the same", () => {
    const { checks } = plan(
      entry(1, "web*", "sh", { path: "{{ address }}" }),
      entry(2, "web*", "sh", { path: "a" }),
    );
    expect(checks[0]?.options).toBe(checks[1]?.options);
    expect(checks[2]?.options).toBe(checks[3]?.options);
  });

  it("tells of words that a target does not have, once for all of them", () => {
    const found = problemsOf(
      entry(5, "web*", "sh", { path: "{{ rack }}" }),
      entry(6, "web*", "web", { url: "{{ port }}x" }),
    );
    expect(found).toMatchObject([
      { message: "path: {{ rack }} is not known (on web1 and 1 more)", at: "5:13" },
      { message: "url: {{ port }} is not known (on web2)", at: "6:13" },
    ]);
  });

  it("tells of unknown types and options, with what was meant", () => {
    expect(
      problemsOf(
        entry(1, "web1", "wbe", {}),
        entry(2, "web1", "sh", { pth: 1 }),
        entry(3, "web1", "sh", { timeot: 1 }),
      ),
    ).toEqual([
      {
        message: 'there is no check type "wbe"',
        at: "1:11",
        expected: "one of sh, web, hostly",
        hint: 'did you mean "web"?',
      },
      {
        message: 'unknown option "pth" in type sh',
        at: "2:13",
        expected: "one of path, local, timeout, attempts, interval, confirm, needs",
        hint: 'did you mean "path"?',
      },
      {
        message: 'unknown option "timeot" in type sh',
        at: "3:13",
        expected: "one of path, local, timeout, attempts, interval, confirm, needs",
        hint: 'did you mean "timeout"?',
      },
    ]);
  });

  it("tells of wrong and missing values with what was expected, all in one pass", () => {
    expect(
      problemsOf(
        entry(1, "web1", "sh", { local: "yes", attempts: 0, interval: "soon" }),
        entry(2, "web1", "web", { expect: { status: "200", code: 1 } }),
      ),
    ).toEqual([
      { message: "attempts is 0", at: "1:14", expected: "a whole number from 1 to 100" },
      {
        message: 'interval is "soon"',
        at: "1:15",
        expected: "a duration above zero such as 500ms, 30s or 5m",
      },
      { message: 'local is "yes"', at: "1:13", expected: "true or false" },
      { message: "url is missing", at: "2:1", expected: "text" },
      { message: 'expect.status is "200"', at: "2:13", expected: "a status" },
      { message: 'unknown option "code" in expect', at: "2:13", expected: "one of status" },
    ]);
  });

  it("shows no value of what looks like a secret", () => {
    const [problem] = problemsOf(entry(1, "web1", "sh", { path: ["a"] }));
    expect(problem?.message).toBe("path is a list");
    expect(problemsOf(entry(1, "web1", "web", { url: "u", password: 5 }))[0]?.message).not.toContain("5");
  });

  it("tells of patterns that select nothing, at their place", () => {
    const found = problemsOf(entry(4, "wbe1", "sh", {}), entry(5, "service:shoop", "web", { url: "u" }));
    expect(found).toMatchObject([{ at: "4:10" }, { at: "5:10" }]);
    expect(found[0]?.message).toContain("wbe1");
  });

  it("refuses shell checks where there is no shell, and services where a type has none", () => {
    expect(
      problemsOf(
        entry(1, "all", "sh", {}),
        entry(2, "service:shop", "sh", {}),
        entry(3, "service:shop", "hostly", { url: "u" }),
      ).map(({ message, at }) => [message, at]),
    ).toEqual([
      ["sh needs a shell, and there is none with connection: snmp (on sw1)", "1:10"],
      ["sh needs a shell, and there is none with connection: none (on box)", "1:10"],
      ["sh runs on a host, and a service is none (on shop)", "2:10"],
      ["hostly is no check for a service (on shop)", "3:10"],
    ]);
    expect(
      plan(entry(1, "all", "sh", { local: true }), entry(2, "service:shop", "sh", { local: true })).problems,
    ).toEqual([]);
  });

  it("numbers checks without an id, around the ids that are written", () => {
    const { checks } = plan(
      entry(1, "web1", "sh"),
      entry(2, "web1", "sh"),
      entry(3, "web1", "web", { url: "u", id: "sh-2" }),
      entry(4, "web2", "sh"),
      entry(5, "web1", "sh"),
    );
    expect(checks.map(({ targetName, id }) => `${targetName}/${id}`)).toEqual([
      "web1/sh",
      "web1/sh-3",
      "web1/sh-2",
      "web2/sh",
      "web1/sh-4",
    ]);
  });

  it("refuses two written ids on a target, and names both places", () => {
    expect(
      problemsOf(entry(1, "web*", "sh", { id: "a" }), entry(7, "web*", "web", { id: "a", url: "u" })),
    ).toEqual([
      {
        message: 'the id "a" is used twice, also at inventory.yaml:1:12 (on web1 and 1 more)',
        at: "7:12",
        expected: "an id that is unique on each target",
      },
    ]);
  });

  it("lets a host and a service of one name have the same ids", () => {
    const one = planChecks(
      inventory(
        [host("shop")],
        [entry(1, "shop", "web", { url: "u" }), entry(2, "service:shop", "web", { url: "u" })],
        [service("shop")],
      ),
      { types },
    );
    expect(one.checks.map(({ id }) => id)).toEqual(["web", "web"]);
  });

  it("refuses NUL", () => {
    expect(problemsOf(entry(1, "web1", "sh", { path: "a\0b" }))[0]?.message).toBe(
      "an option contains a NUL character",
    );
  });

  it("expands to many checks, each with an id of its own", () => {
    const many = Array.from({ length: 500 }, (_, index) => host(`h${index}`));
    const entries = Array.from({ length: 10 }, (_, index) =>
      entry(index + 1, "all", "sh", { path: index % 2 === 0 ? "/{{ name }}" : "/" }),
    );
    const { checks, problems } = planChecks(inventory(many, entries), { types });
    expect(problems).toEqual([]);
    expect(new Set(checks.map(({ targetName, id }) => `${targetName}/${id}`)).size).toBe(5000);
  });
});
