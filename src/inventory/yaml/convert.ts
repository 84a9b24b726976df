import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type Scalar as YamlScalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { formatPosition } from "../../lib/position.js";
import type { Scalar } from "../model.js";
import type { Problems } from "../problems.js";
import type { SourceEntry, SourceNode } from "./node.js";
import { positionOf, type Place, type SourceFile } from "./source.js";

const deepest = 40;
const longestText = 65_536;
/** How many nodes aliases may stand for in one file: enough for people, too few for a bomb. */
const mostAliased = 20_000;

/** Reduces a YAML document to source nodes; what the inventory does not allow becomes a problem. */
export function convertDocument(document: Document, file: SourceFile, problems: Problems): SourceNode {
  return new Converter(file, problems).convert(document.contents, 0, { file, offset: 0 });
}

class Converter {
  readonly #anchors = new Map<string, { node: SourceNode; size: number } | "open">();
  #aliased = 0;
  #size = 0;

  constructor(
    readonly file: SourceFile,
    readonly problems: Problems,
  ) {}

  convert(node: unknown, depth: number, around: Place): SourceNode {
    const place = this.#place(node) ?? around;
    this.#size += 1;
    if (depth > deepest) {
      this.problems.add(place, `the text is nested deeper than ${deepest} levels`, { closes: true });
      return scalar(place, null);
    }
    if (isAlias(node)) return this.#alias(node, place);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return scalar(place, null);
    if (node.tag !== undefined) {
      this.problems.add(place, `the tag ${node.tag.replace("tag:yaml.org,2002:", "!!")} is not allowed`, {
        hint: "write the value without it",
      });
    }
    return this.#anchored(node, depth, place);
  }

  #anchored(node: YAMLMap | YAMLSeq | YamlScalar, depth: number, place: Place): SourceNode {
    const { anchor } = node;
    if (anchor === undefined) return this.#content(node, depth, place);
    const before = this.#size;
    this.#anchors.set(anchor, "open");
    const converted = this.#content(node, depth, place);
    this.#anchors.set(anchor, { node: converted, size: this.#size - before + 1 });
    return converted;
  }

  #content(node: YAMLMap | YAMLSeq | YamlScalar, depth: number, place: Place): SourceNode {
    if (isMap(node)) return this.#map(node, depth, place);
    if (isSeq(node)) {
      return { kind: "list", place, items: node.items.map((item) => this.convert(item, depth + 1, place)) };
    }
    return scalar(place, this.#scalarValue(node, place));
  }

  #map(node: YAMLMap, depth: number, place: Place): SourceNode {
    const entries = new Map<string, SourceEntry>();
    for (const pair of node.items) {
      const key = this.#key(pair, place);
      if (key === undefined) continue;
      const keyPlace = this.#place(pair.key) ?? place;
      const before = entries.get(key);
      if (before) {
        this.problems.add(keyPlace, `"${key}" is written twice in one map`, {
          hint: `the first is at ${formatPosition(positionOf(before.place))}`,
        });
        continue;
      }
      entries.set(key, { place: keyPlace, value: this.convert(pair.value, depth + 1, keyPlace) });
    }
    return { kind: "map", place, entries };
  }

  #key(pair: Pair, around: Place): string | undefined {
    const place = this.#place(pair.key) ?? around;
    if (!isScalar(pair.key)) {
      this.problems.add(place, "a key must be plain text, not a list, a map or an alias");
      return undefined;
    }
    const key = String(pair.key.source ?? pair.key.value ?? "");
    if (key === "<<") {
      this.problems.add(place, "merge keys (<<) are not part of YAML 1.2", {
        hint: "use groups or defaults to share values",
      });
      return undefined;
    }
    if (key === "" || key === "__proto__" || key.length > 1_024) {
      this.problems.add(place, `${JSON.stringify(key.slice(0, 40))} can't be a key`);
      return undefined;
    }
    return key;
  }

  #alias(alias: Alias, place: Place): SourceNode {
    const target = this.#anchors.get(alias.source);
    if (target === undefined || target === "open") {
      const why = target === "open" ? "stands inside what it names" : "names no anchor before it";
      this.problems.add(place, `the alias *${alias.source} ${why}`, { closes: true });
      return scalar(place, null);
    }
    this.#aliased += target.size;
    this.#size += target.size;
    if (this.#aliased <= mostAliased) return target.node;
    // Once is enough: every further alias is part of the same bomb.
    if (this.#aliased - target.size <= mostAliased) {
      this.problems.add(place, `the aliases stand for more than ${mostAliased} values`, {
        hint: "use groups or defaults to share values",
      });
    }
    return scalar(place, null);
  }

  #scalarValue(node: YamlScalar, place: Place): Scalar {
    const { value, source } = node;
    if (typeof value === "string") {
      if (value.length <= longestText) return value;
      this.problems.add(place, `the text is longer than ${longestText} characters`, { closes: true });
      return "";
    }
    // Text that reading as a number would change (0123, 1e3, 1.10) stays as it is written.
    if (typeof value === "number") return String(value) === source ? value : (source ?? String(value));
    return typeof value === "boolean" ? value : null;
  }

  #place(node: unknown): Place | undefined {
    const offset = (node as Node | null | undefined)?.range?.[0];
    return offset === undefined ? undefined : { file: this.file, offset };
  }
}

function scalar(place: Place, value: Scalar): SourceNode {
  return { kind: "scalar", place, value };
}
