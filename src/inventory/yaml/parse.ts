import { parseDocument, type Document, type YAMLError } from "yaml";
import type { Problems } from "../problems.js";
import { convertDocument } from "./convert.js";
import type { SourceNode } from "./node.js";
import type { SourceFile } from "./source.js";

const mostSyntaxProblems = 20;
const longestSentence = 160;

/** Reads YAML 1.2 text; undefined, with the problems told, where it can't be read as YAML at all. */
export function parseYaml(file: SourceFile, problems: Problems): SourceNode | undefined {
  if (tellsOfControlCharacters(file, problems)) return undefined;
  const document = parseDocument(file.text, {
    uniqueKeys: false, // our own check tells both places, and is not quadratic
    prettyErrors: false, // the library would print lines of the file, secrets among them
    stringKeys: false,
    version: "1.2",
    schema: "core",
    merge: false,
  });
  if (tellsOfSyntax(document, file, problems)) return undefined;
  return convertDocument(document, file, problems);
}

function tellsOfControlCharacters(file: SourceFile, problems: Problems): boolean {
  const found = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u0080-\u0084\u0086-\u009F\uFFFE\uFFFF]/.exec(
    file.text,
  );
  if (!found) return false;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  problems.add({ file, offset: found.index }, `the control character U+${code} is not allowed in YAML`, {
    hint: `in double quotes it can be written as \\x${code.slice(-2)}`,
  });
  return true;
}

function tellsOfSyntax(document: Document, file: SourceFile, problems: Problems): boolean {
  // The library's own recursion ends at the stack; where depends on the version of Node.
  if (document.errors.some(({ message }) => message.toLowerCase().includes("call stack"))) {
    problems.add({ file, offset: 0 }, "the text is nested too deep");
    return true;
  }
  const lines = new Set<number>();
  for (const error of document.errors) {
    const offset = Math.min(error.pos[0], file.text.length);
    const { line } = file.position(offset);
    // What follows on the same line is nearly always the same mistake again.
    if (lines.has(line)) continue;
    lines.add(line);
    if (lines.size > mostSyntaxProblems) break;
    problems.add({ file, offset }, sentenceOf(error), hintFor(error));
  }
  const { yaml } = document.directives ?? {};
  if (yaml?.explicit && yaml.version !== "1.2") {
    problems.add({ file, offset: 0 }, `YAML ${yaml.version} is asked for`, { expected: "YAML 1.2" });
    return true;
  }
  return document.errors.length > 0;
}

function sentenceOf(error: YAMLError): string {
  if (error.code === "MULTIPLE_DOCS") return "a second document begins here (---)";
  if (error.code === "TAB_AS_INDENT") return "a tab is used as indentation";
  const whole = error.message.split(" at line ")[0] ?? error.message;
  const text = whole.length > longestSentence ? `${whole.slice(0, longestSentence)}…` : whole;
  return `not YAML: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function hintFor(error: YAMLError): { hint?: string } {
  if (error.code === "MULTIPLE_DOCS")
    return { hint: "keep one document to a file; a folder of files is one inventory" };
  if (error.code === "TAB_AS_INDENT") return { hint: "indent with spaces" };
  if (error.code === "BLOCK_AS_IMPLICIT_KEY")
    return { hint: 'quote text that holds ": ", and check the indentation' };
  if (error.message.startsWith("Missing , or :"))
    return { hint: 'quote a name with a range inside { }: { "web[1:3]": … }' };
  if (error.code === "BAD_SCALAR_START") return { hint: "quote the text" };
  return {};
}
