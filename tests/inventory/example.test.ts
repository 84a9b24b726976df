import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
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
  for (const section of Object.keys(inventorySchema.shape)) expect(text).toContain(`\n${section}:`);
});

it("the committed schema is current (itom inventory schema > docs/inventory.schema.json)", async () => {
  const committed: unknown = JSON.parse(await readFile(`${root}docs/inventory.schema.json`, "utf8"));
  expect(committed).toEqual(JSON.parse(JSON.stringify(inventoryJsonSchema())));
});

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
