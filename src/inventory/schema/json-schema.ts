import { z } from "zod";
import { inventorySchema } from "./inventory.js";

/** The grammar as JSON Schema, draft 7, which is what editors' YAML support reads. */
export function inventoryJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(inventorySchema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
  });
  return { ...schema, title: "itom inventory" };
}
