import { toJSONSchema, type ZodType } from "zod";
import { checkTypes, commonOptions, type PlannedCheck } from "../../checks/index.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError } from "../../lib/errors.js";
import { alignColumns } from "../../terminal/align.js";

interface OptionProperty {
  readonly description?: string;
  readonly default?: unknown;
}

/** The type of that name; throws USAGE where there is none. */
export function typeNamed(name: string): PlannedCheck["type"] {
  const type = checkTypes.get(name);
  if (type !== undefined) return type;
  throw new ItomError("USAGE", `there is no check type "${name}"`, {
    hint: didYouMean(name, [...checkTypes.keys()]) ?? "`itom check --types` lists them",
  });
}

/** One type from the registry: what it looks at, its options, and an entry that works as it stands. */
export function describeType(type: PlannedCheck["type"]): string {
  const how = type.kind === "shell" ? "the host's shell" : "from here";
  return [
    `${type.name}: ${type.summary}\n\n`,
    alignColumns([
      ["made", how],
      ["targets", type.targets.join(", ")],
    ]),
    `\noptions\n${indented(alignColumns(optionRows(type.options)))}`,
    `\nof every type\n${indented(alignColumns(optionRows(commonOptions)))}`,
    `\nexample\n  checks:\n    - ${type.example.trim().replaceAll("\n", "\n      ")}\n`,
  ].join("");
}

function optionRows(options: ZodType): string[][] {
  const schema = toJSONSchema(options, { target: "draft-7", io: "input", unrepresentable: "any" });
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description = "", default: standard } = property as OptionProperty;
    return [name, required.has(name) ? "required" : defaultText(standard), description];
  });
}

function defaultText(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}
