import { isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { ItomError } from "../../lib/errors.js";

export interface AppendedChecks {
  readonly text: string;
  /** Where the new text begins, and what it is. */
  readonly offset: number;
  readonly inserted: string;
}

/**
 * Adds items (each one line, beginning with `- `) to the end of the list `checks` of an inventory's text; not one other character is
 * touched. Throws CONFIG where the list is not written one item below the other.
 */
export function appendChecks(text: string, items: readonly string[]): AppendedChecks {
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    keepSourceTokens: true,
  });
  if (document.errors.length > 0) throw cannot("it is no YAML that can be read");
  const root = document.contents;
  if (!isMap(root) || root.flow === true) throw cannot("it is not written as one key below the other");
  const { offset, indent, head } = placeIn(text, root);
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text.slice(0, offset);
  const lines = [...head, ...items.map((item) => indent + item)];
  const inserted = `${before === "" || before.endsWith("\n") ? "" : ending}${lines.map((line) => line + ending).join("")}`;
  return { text: before + inserted + text.slice(offset), offset, inserted };
}

interface Place {
  readonly offset: number;
  readonly indent: string;
  /** Lines ahead of the items. */
  readonly head: readonly string[];
}

function placeIn(text: string, root: YAMLMap): Place {
  if (!root.has("checks")) {
    // Behind an end mark (`...`) there would be another document.
    if (/^\.\.\./m.test(text) || rootIndent(root) > 0)
      throw cannot("it has no `checks:`, and no place for one at its end");
    return { offset: text.length, indent: "  ", head: ["checks:"] };
  }
  const checks: unknown = root.get("checks", true);
  if (!isSeq(checks) || checks.flow === true || checks.items.length === 0)
    throw cannot("its `checks:` is not a list with one `- ` below the other");
  return { offset: endOfItems(text, checks), indent: " ".repeat(seqIndent(checks)), head: [] };
}

/** Behind the line on which the last item ends, a comment on it included. */
function endOfItems(text: string, checks: YAMLSeq): number {
  const last = checks.items.at(-1);
  const range = (last as { range?: readonly [number, number, number] | null } | undefined)?.range;
  if (!range) throw cannot("the end of its `checks:` is not to be found");
  const [, end] = range;
  if (text[end - 1] === "\n") return end;
  const lineEnd = text.indexOf("\n", end);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

function seqIndent({ srcToken }: YAMLSeq): number {
  if (srcToken?.type !== "block-seq")
    throw cannot("its `checks:` is not a list with one `- ` below the other");
  return srcToken.indent;
}

function rootIndent({ srcToken }: YAMLMap): number {
  return srcToken?.type === "block-map" ? srcToken.indent : 0;
}

function cannot(why: string): ItomError {
  return new ItomError("CONFIG", `checks can't be appended to the file: ${why}`, {
    hint: "leave --append away and put what is printed where you want it",
  });
}
