import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { editorSchema } from "../../src/commands/inventory-schema/editor-schema.js";
import { loadInventory } from "../../src/inventory/load.js";
import { inventoryJsonSchema } from "../../src/inventory/schema/json-schema.js";
import { inventorySchema } from "../../src/inventory/schema/inventory.js";
import { runCli } from "../support/run-cli.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

it("the example is valid, with its checks", async () => {
  const { status, stdout, stderr } = await runCli(["inventory", "validate", "-i", "inventory.example.yaml"], {
    cwd: root,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/valid, 10 hosts, 5 groups, 2 services, \d\d checks/);
});

it("the example has every section and names the schema", async () => {
  const text = await readFile(`${root}inventory.example.yaml`, "utf8");
  expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=./docs/inventory.schema.json");
  const sections = Object.keys(inventorySchema.shape).filter((section) => section !== "include");
  for (const section of sections) expect(text).toContain(`\n${section}:`);
});

const schemaFile = `${root}docs/inventory.schema.json`;

it("the committed schema is current (else run this with UPDATE_GOLDEN=1)", async () => {
  const { stdout } = await runCli(["inventory", "schema"]);
  if (process.env["UPDATE_GOLDEN"] === "1") await writeFile(schemaFile, stdout);
  expect(await readFile(schemaFile, "utf8")).toBe(stdout);
});

it("every reference inside the schema leads somewhere", () => {
  const schema = editorSchema();
  const text = JSON.stringify(schema);
  const names = new Set(
    [...text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map((match) => match[1] ?? ""),
  );
  expect(names.size).toBeGreaterThan(3);
  expect([...names].filter((name) => !Object.hasOwn(schema["definitions"] as object, name))).toEqual([]);
  expect(text.match(/"\$ref"/g)).toHaveLength([...text.matchAll(/"\$ref":"#\/definitions\//g)].length);
});

it("the schema knows each option of each check of the example", async () => {
  const { checks } = await loadInventory(`${root}inventory.example.yaml`, { env: {} });
  const known = new Map<string, object>();
  JSON.stringify(editorSchema(), (_, value: unknown) => {
    if (isConditional(value)) known.set(value.if.properties.type.const, value.then.properties);
    return value;
  });
  for (const { type, options } of checks) {
    expect(Object.keys(known.get(type) ?? {})).toEqual(expect.arrayContaining(Object.keys(options)));
  }
});

interface Conditional {
  readonly if: { readonly properties: { readonly type: { readonly const: string } } };
  readonly then: { readonly properties: object };
}

function isConditional(value: unknown): value is Conditional {
  return value !== null && typeof value === "object" && "if" in value;
}

it("the manual names every key of the grammar", async () => {
  const manual = await readFile(`${root}docs/inventory.md`, "utf8");
  const keys = new Set(propertyNames(inventoryJsonSchema()));
  expect([...keys].filter((key) => !new RegExp(`\\b${key}\\b`).test(manual))).toEqual([]);
});

function propertyNames(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(propertyNames);
  if (schema === null || typeof schema !== "object") return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "properties"
      ? [...Object.keys(value as object), ...Object.values(value as object).flatMap(propertyNames)]
      : propertyNames(value),
  );
}
