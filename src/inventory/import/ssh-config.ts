import { globTest } from "../select/glob.js";
import { readSshConfigLines, type ConfigLine } from "./ssh-config-lines.js";

/** A host that an ssh_config names without a wildcard. */
export interface SshConfigHost {
  readonly alias: string;
  readonly hostName?: string;
  readonly user?: string;
  readonly port?: number;
  readonly identity: readonly string[];
  readonly jump: readonly string[];
}

/**
 * The hosts of an ssh_config and the files that it includes, as ssh_config(5) reads them: of each setting the first value that
 * holds for a host, `Host *` included. `Match` blocks other than `Match all` are left out. Rejects where a file can't be read.
 */
export async function readSshConfig(file: string, home: string): Promise<SshConfigHost[]> {
  const blocks = toBlocks(await readSshConfigLines(file, home));
  const aliases = new Set(
    blocks.flatMap(({ patterns }) => patterns.filter((pattern) => !/[*?!]/.test(pattern))),
  );
  return [...aliases].map((alias) => toHost(alias, blocks));
}

interface Block {
  /** Empty for a `Match` that we don't judge: it never holds. */
  readonly patterns: readonly string[];
  readonly settings: readonly { readonly keyword: string; readonly words: readonly string[] }[];
}

function toBlocks(lines: readonly ConfigLine[]): Block[] {
  const blocks: { patterns: readonly string[]; settings: Block["settings"][number][] }[] = [
    { patterns: ["*"], settings: [] },
  ];
  for (const { keyword, words } of lines) {
    if (keyword === "host") blocks.push({ patterns: words, settings: [] });
    else if (keyword === "match") {
      blocks.push({ patterns: words[0]?.toLowerCase() === "all" ? ["*"] : [], settings: [] });
    } else blocks.at(-1)?.settings.push({ keyword, words });
  }
  return blocks;
}

function holds({ patterns }: Block, alias: string): boolean {
  if (patterns.some((pattern) => pattern.startsWith("!") && globTest(pattern.slice(1))(alias))) return false;
  return patterns.some((pattern) => !pattern.startsWith("!") && globTest(pattern)(alias));
}

function toHost(alias: string, blocks: readonly Block[]): SshConfigHost {
  const settings = blocks.filter((block) => holds(block, alias)).flatMap((block) => block.settings);
  const first = (keyword: string): string | undefined =>
    settings.find((setting) => setting.keyword === keyword)?.words[0];
  const [hostName, user, port] = [first("hostname"), first("user"), Number(first("port"))];
  const jump = first("proxyjump");
  return {
    alias,
    ...(hostName !== undefined && { hostName: hostName.replaceAll("%h", alias).replaceAll("%%", "%") }),
    ...(user !== undefined && { user }),
    ...(Number.isInteger(port) && port > 0 && port < 65_536 && { port }),
    // Keys add up, and one with a token such as %r can't be written down here.
    identity: settings
      .filter(({ keyword, words }) => keyword === "identityfile" && !/%|^none$/.test(words[0] ?? "%"))
      .map(({ words }) => words[0] ?? ""),
    jump: jump === undefined || jump.toLowerCase() === "none" ? [] : jump.split(","),
  };
}
