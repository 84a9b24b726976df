import { readFile, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { ItomError, messageOf } from "../../lib/errors.js";
import { globFiles } from "../glob-files.js";

export interface ConfigLine {
  /** In lower case. */
  readonly keyword: string;
  readonly words: readonly string[];
}

const deepest = 16; // as OpenSSH's readconf.c
const mostFiles = 200;
const largest = 1024 * 1024;

/** The lines of an ssh_config, with those of included files in the place of each `Include`. */
export async function readSshConfigLines(file: string, home: string): Promise<ConfigLine[]> {
  return new Reader(home).read(file, 0);
}

class Reader {
  #files = 0;

  constructor(readonly home: string) {}

  async read(file: string, depth: number): Promise<ConfigLine[]> {
    this.#files += 1;
    if (depth > deepest || this.#files > mostFiles) {
      throw new ItomError("CONFIG", `${file}: too many files are included`);
    }
    const lines: ConfigLine[] = [];
    for (const text of (await readText(file)).split("\n")) {
      const line = parseLine(text);
      if (!line) continue;
      if (line.keyword !== "include") lines.push(line);
      else lines.push(...(await this.#included(line.words, depth)));
    }
    return lines;
  }

  async #included(patterns: readonly string[], depth: number): Promise<ConfigLine[]> {
    const lines: ConfigLine[] = [];
    for (const pattern of patterns) {
      for (const file of await this.#filesOf(pattern)) lines.push(...(await this.read(file, depth + 1)));
    }
    return lines;
  }

  /** Relative paths are relative to ~/.ssh; a glob that finds nothing is no error. Only the last part may be a glob. */
  async #filesOf(pattern: string): Promise<string[]> {
    const path = pattern.startsWith("~/") ? join(this.home, pattern.slice(2)) : pattern;
    const whole = isAbsolute(path) ? path : resolve(this.home, ".ssh", path);
    return globFiles(whole);
  }
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > largest) throw new Error("it is larger than 1 MiB");
    return await readFile(file, "utf8");
  } catch (error) {
    throw new ItomError("CONFIG", `${file} can't be read: ${messageOf(error)}`, { cause: error });
  }
}

/** `Keyword word word`, `Keyword=word`; words may stand in double quotes. */
function parseLine(text: string): ConfigLine | undefined {
  const match = /^\s*([A-Za-z][A-Za-z0-9]*)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(text);
  if (!match) return undefined;
  const words = [...(match[2] ?? "").matchAll(/"([^"]*)"|(#.*)|([^\s"]+)/g)]
    .filter((word) => word[2] === undefined)
    .map((word) => word[1] ?? word[3] ?? "");
  return { keyword: (match[1] ?? "").toLowerCase(), words };
}
