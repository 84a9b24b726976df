import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { checkTypes } from "../../../src/checks/types/index.js";

const folder = join(import.meta.dirname, "../../../docs/checks");
const pages = [
  "cpu",
  "dns",
  "group",
  "http",
  "interface",
  "mount",
  "package",
  "ping",
  "port",
  "reboot-required",
  "snmp",
  "ssh",
  "sysctl",
  "tcp",
  "tls",
  "uptime",
  "user",
];

/** The entries of a page's YAML; templates and shortened fingerprints are filled in. */
function entriesOf(page: string): Record<string, unknown>[] {
  const text = readFileSync(join(folder, `${page}.md`), "utf8");
  const blocks = [...text.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? "");
  return blocks.flatMap((block) => {
    const filled = block.replaceAll("{{ address }}", "10.0.0.1").replace(/"3f:12:…"/, `"${"3f".repeat(32)}"`);
    return (parse(filled) as { checks: Record<string, unknown>[] }).checks;
  });
}

test.each(pages)("the examples of docs/checks/%s.md are accepted", (page) => {
  const entries = entriesOf(page);
  expect(entries.length).toBeGreaterThan(0);
  for (const { on: _on, id: _id, type, attempts: _attempts, ...written } of entries) {
    expect(type).toBe(page);
    expect(checkTypes.get(page)?.options.safeParse(written).error?.issues).toBeUndefined();
  }
});

test.each(pages)("docs/checks/%s.md names every option", (page) => {
  const text = readFileSync(join(folder, `${page}.md`), "utf8");
  const schema = checkTypes.get(page)?.options as unknown as { shape?: object } | undefined;
  const names = Object.keys(schema?.shape ?? {});
  expect(names).not.toEqual([]);
  const absent = names.filter((name) => !text.includes(`\`${name}`));
  expect(absent).toEqual([]);
});
