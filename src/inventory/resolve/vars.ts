import type { Problems } from "../problems.js";
import { fixedWords } from "../template.js";
import { nodeAt, type SourceNode } from "../yaml/node.js";

/** Judges the names in a written `vars`, so that each can be said in `{{ }}` and means one thing. */
export function checkVarNames(node: SourceNode, problems: Problems): void {
  const vars = nodeAt(node, ["vars"]);
  if (vars?.kind !== "map") return;
  for (const [name, { place }] of vars.entries) {
    if (fixedWords.has(name)) {
      problems.add(place, `the var ${name} would hide the field of that name`, { hint: "call it otherwise" });
    } else if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
      problems.add(place, `${JSON.stringify(name.slice(0, 60))} is no name of a var`, {
        expected: "letters, digits, hyphen and underscore, the first no digit",
      });
    }
  }
}
