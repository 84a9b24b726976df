import { matchesGlob } from "../glob.js";

/** The keywords of ssh_config(5) that change what we do. */
const relevant = new Set([
  "hostname",
  "user",
  "port",
  "identityfile",
  "identitiesonly",
  "identityagent",
  "proxyjump",
  "proxycommand",
  "userknownhostsfile",
  "globalknownhostsfile",
  "hostkeyalias",
  "canonicalizehostname",
]);

/** A part of an ssh_config file under one condition. */
interface Block {
  /** Undefined where the condition can't be told without ssh (Match). */
  patterns: readonly string[] | undefined;
  relevant: boolean;
  /** Some value depends on the host by a token such as `%h`. */
  tokens: boolean;
}

/** What ssh_config files say to whom, as far as is needed to ask `ssh -G` no more often than needed. */
export interface ConfigOutline {
  readonly blocks: readonly Block[];
}

/** Reads the text of all files in a row. An included file's top is no longer under its includer's condition, which only errs towards asking. */
export function outlineConfig(texts: readonly string[]): ConfigOutline {
  const blocks: Block[] = [];
  for (const text of texts) {
    let block: Block = { patterns: ["*"], relevant: false, tokens: false };
    blocks.push(block);
    for (const [keyword, value] of directives(text)) {
      if (keyword === "host" || keyword === "match") {
        block = { patterns: keyword === "host" ? words(value) : undefined, relevant: false, tokens: false };
        blocks.push(block);
      } else if (relevant.has(keyword)) {
        block.relevant = true;
        if (value.includes("%") || value.includes("${") || keyword === "canonicalizehostname")
          block.tokens = true;
      }
    }
  }
  return { blocks: blocks.filter((block) => block.relevant) };
}

/** Each line's keyword, in lower case, and the text after it. */
export function* directives(text: string): Generator<[keyword: string, value: string]> {
  for (const raw of text.split("\n")) {
    const match = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+|$)(.*?)\s*$/.exec(raw);
    if (match) yield [(match[1] ?? "").toLowerCase(), match[2] ?? ""];
  }
}

export function words(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/**
 * Undefined when no file says anything to this name, so that ssh need not be asked. Else a key: names with the same key
 * get the same answer, but for a HostName that nobody sets.
 */
export function questionFor(outline: ConfigOutline, name: string): string | undefined {
  const applying = outline.blocks
    .map((block, index) => ({ block, index }))
    .filter(({ block }) => applies(block, name));
  if (applying.length === 0) return undefined;
  if (applying.some(({ block }) => block.patterns === undefined || block.tokens)) return `name ${name}`;
  return `blocks ${applying.map(({ index }) => index).join(",")}`;
}

function applies({ patterns }: Block, name: string): boolean {
  if (patterns === undefined) return true;
  const isNegated = (pattern: string): boolean => pattern.startsWith("!");
  if (patterns.some((pattern) => isNegated(pattern) && matchesGlob(pattern.slice(1), name))) return false;
  return patterns.some((pattern) => !isNegated(pattern) && matchesGlob(pattern, name));
}
