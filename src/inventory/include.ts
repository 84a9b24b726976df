import type { Problems } from "./problems.js";
import { globFiles } from "./glob-files.js";
import { absolute, type Folders } from "./resolve/folders.js";
import { nodeAt, type SourceNode } from "./yaml/node.js";

const most = 1_000;

/** The files that `include` names, in its order; what is no file, or is read already, is a problem. */
export async function includedFiles(
  root: SourceNode,
  folders: Folders,
  read: ReadonlySet<string>,
  problems: Problems,
): Promise<string[]> {
  const list = nodeAt(root, ["include"]);
  if (list?.kind !== "list") return [];
  const found = new Set<string>();
  for (const item of list.items) {
    // Anything else is told of by the schema.
    if (item.kind !== "scalar" || typeof item.value !== "string") continue;
    const { place, value } = item;
    const files = await globFiles(absolute(value, folders));
    if (files.length === 0) problems.add(place, `there is no file ${JSON.stringify(value)}`);
    for (const file of files) {
      if (read.has(file) || found.has(file)) problems.add(place, `${JSON.stringify(value)} is read already`);
      else if (found.size < most) found.add(file);
    }
  }
  return [...found];
}
