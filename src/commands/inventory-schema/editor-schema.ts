import { toJSONSchema, type ZodType } from "zod";
import { checkTypes, commonOptions } from "../../checks/index.js";
import { inventoryJsonSchema } from "../../inventory/index.js";

type JsonSchema = Readonly<Record<string, unknown>>;

/** `port: "{{ port }}"` is text until it is substituted. */
const template = { type: "string", pattern: String.raw`\{\{` };

/** The inventory's JSON Schema, with the options of every check type, so that an editor completes those too. */
export function editorSchema(): JsonSchema {
  const schema = inventoryJsonSchema();
  const properties = mapOf(schema["properties"]);
  const checks = mapOf(properties["checks"]);
  const items = withTypes(mapOf(checks["items"]));
  const definitions = { ...mapOf(schema["definitions"]), template };
  return { ...schema, properties: { ...properties, checks: { ...checks, items } }, definitions };
}

function withTypes(check: JsonSchema): JsonSchema {
  const own = mapOf(check["properties"]);
  // The outer schema judges these; here they only have to be known.
  const common = { on: true, type: true, id: true, ...optionsOf(commonOptions) };
  const types = [...checkTypes.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const type = { ...mapOf(own["type"]), enum: types.map(({ name }) => name) };
  return {
    ...check,
    properties: { ...own, type },
    allOf: types.map(({ name, summary, options }) => ({
      if: { properties: { type: { const: name } }, required: ["type"] },
      // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's word, and nobody awaits it
      then: thenFor(summary, toDraft7(options), common),
    })),
  };
}

function thenFor(summary: string, options: JsonSchema, common: JsonSchema): JsonSchema {
  const { properties, required } = options;
  return {
    description: summary,
    properties: { ...common, ...templated(mapOf(properties)) },
    ...(required !== undefined && { required }),
    additionalProperties: false,
  };
}

function optionsOf(schema: ZodType): JsonSchema {
  return templated(mapOf(toDraft7(schema)["properties"]));
}

/** Every option may also be a template. */
function templated(properties: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const { description, ...rest } = mapOf(value);
      const isText = rest["type"] === "string" && rest["pattern"] === undefined && rest["enum"] === undefined;
      const either = isText ? rest : { anyOf: [rest, { $ref: "#/definitions/template" }] };
      return [key, { ...(description !== undefined && { description }), ...either }];
    }),
  );
}

function toDraft7(schema: ZodType): JsonSchema {
  return toJSONSchema(schema, { target: "draft-7", io: "input", unrepresentable: "any" });
}

function mapOf(value: unknown): JsonSchema {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonSchema) : {};
}
