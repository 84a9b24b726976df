import { defineCommand } from "../../cli/specification.js";

export const inventorySchemaCommand = defineCommand({
  name: "inventory schema",
  summary: "Print the JSON Schema of the inventory, for editors",
  description:
    "Prints JSON Schema (draft 7) made from the same code that judges the inventory. Editors complete and check with it where the file's first line is `# yaml-language-server: $schema=FILE`.",
  examples: [
    { command: "itom inventory schema > inventory.schema.json", does: "for a file beside the inventory" },
  ],
  exitStatus: [{ status: 0, when: "the schema was printed" }],
  load: () => import("./run.js"),
});
