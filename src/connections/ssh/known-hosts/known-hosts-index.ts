import { matchesNames } from "./match-names.js";
import type { KnownHostEntry } from "./parse-known-hosts.js";

/** Finds a host's entries without trying every line: only patterns and hashed names have to be tried one by one. */
export class KnownHostsIndex {
  readonly #byName = new Map<string, KnownHostEntry[]>();
  readonly #others: KnownHostEntry[] = [];

  constructor(entries: readonly KnownHostEntry[]) {
    for (const entry of entries) this.#add(entry);
  }

  /** Takes a name as `lookupName` writes it. */
  find(name: string): KnownHostEntry[] {
    const others = this.#others.filter((entry) => matchesNames(entry.names, name));
    return [...(this.#byName.get(name) ?? []), ...others];
  }

  #add(entry: KnownHostEntry): void {
    if (/[*?!|]/.test(entry.names)) {
      this.#others.push(entry);
      return;
    }
    for (const name of new Set(entry.names.toLowerCase().split(","))) {
      const found = this.#byName.get(name);
      if (found) found.push(entry);
      else this.#byName.set(name, [entry]);
    }
  }
}
