import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { planChecks } from "../../../src/checks/plan/plan-checks.js";
import { checkTypes } from "../../../src/checks/types/index.js";
import { entry, host, inventory, service } from "../plan/fixtures.js";

const root = new URL("../../../", import.meta.url);
const types = [...checkTypes.values()];

test("every file of src/checks/types is a registered type of its name, in order", () => {
  const files = readdirSync(new URL("src/checks/types/", root))
    .filter((name) => name.endsWith(".ts") && name !== "index.ts")
    .map((name) => name.replace(/\.ts$/, ""));
  expect([...checkTypes.keys()]).toEqual(files.toSorted());
});

/** The checks that examples of derived types refer to. */
const others = ["web1", "web2"].map((name) =>
  entry(900, name, "http", { id: "front", url: "http://127.0.0.1/" }),
);

test("docs/checks/README.md lists every type with its summary", () => {
  const page = readFileSync(new URL("docs/checks/README.md", root), "utf8");
  const missing = types.filter(
    ({ name, summary }) => !page.includes(`[${name}](${name}.md)`) || !page.includes(summary),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});

/** Plans entries as written, on a host or service that stands for what they name. */
function plan(written: readonly Record<string, unknown>[]) {
  const entries = written.map(({ on, type, ...options }, index) =>
    entry(index + 1, String(on).startsWith("service:") ? "service:shop" : "web1", String(type), options),
  );
  const hosts = [host("web1", { snmp }), host("web2")];
  const { checks, problems } = planChecks(inventory(hosts, [...others, ...entries], [service("shop")]));
  return { checks: checks.filter(({ position }) => position.line !== 900), problems };
}

const snmp = {
  port: 161,
  timeoutMs: 1000,
  retries: 0,
  version: 2,
  community: { literal: "public" },
} as const;

describe.each(types)("$name", (type) => {
  it("has an example that works as it stands", () => {
    const { checks, problems } = plan([parse(type.example) as Record<string, unknown>]);
    expect(problems).toEqual([]);
    expect(checks.map((check) => check.type.name)).toEqual([type.name]);
  });

  it("has a page whose examples work as they stand", () => {
    const page = readFileSync(new URL(`docs/checks/${type.name}.md`, root), "utf8");
    const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
      ([, text = ""]) => parse(text.replace("3f:12:…", "3f".repeat(32))) as unknown,
    );
    const written = blocks.flatMap((block) => (block as { checks?: Record<string, unknown>[] }).checks ?? []);
    const { checks, problems } = plan(written);
    expect(problems).toEqual([]);
    expect(checks.some((check) => check.type.name === type.name)).toBe(true);
  });

  it("has a page that names every option", () => {
    const page = readFileSync(new URL(`docs/checks/${type.name}.md`, root), "utf8");
    const shape = (type.options as unknown as { shape?: object }).shape ?? {};
    const missing = Object.keys(shape).filter((key) => !page.includes(`\`${key}`));
    expect(missing).toEqual([]);
  });

  it("refuses an unknown option", () => {
    const written = parse(type.example) as Record<string, unknown>;
    expect(plan([{ ...written, waring: 5 }]).problems[0]?.message).toContain('"waring"');
  });
});
