import type { Host } from "../../inventory/model.js";
import type { CheckResult } from "../contract.js";
import type { DownParent } from "./blame.js";
import { reachOf, type Reach } from "./reach.js";
import type { RunSurroundings } from "./surroundings.js";

const recheck = { packets: 2, size: 56, intervalMs: 500, timeoutMs: 2_000 } as const;

/** Knows of each parent whether it answers: from its own checks, and by asking it once more when a child is silent. */
export class Parents {
  readonly #results = new Map<string, readonly CheckResult[]>();
  readonly #asked = new Map<string, Promise<Reach>>();

  constructor(private readonly run: RunSurroundings) {}

  /** Remembers a host's final results, for those behind it. */
  learn(host: string, results: readonly CheckResult[]): void {
    this.#results.set(host, results);
  }

  /** The parents of a silent host when every one of them is down; else none, because one of several is enough. */
  async allDown(host: Host): Promise<DownParent[]> {
    const down = await Promise.all(host.parents.map((name) => this.#down(name)));
    return down.every((parent) => parent !== undefined) ? down : [];
  }

  async #down(name: string): Promise<DownParent | undefined> {
    const before = this.#results.get(name) ?? [];
    const blamed = before.find(({ cause }) => cause?.host !== undefined)?.cause?.host;
    if (blamed !== undefined) return { name, because: blamed };
    const first = reachOf(before);
    const now = await this.#askOnce(name);
    return (now === "unknown" ? first : now) === "down" ? { name } : undefined;
  }

  /** However many children a parent has, it is asked once in a run. */
  #askOnce(name: string): Promise<Reach> {
    let asked = this.#asked.get(name);
    if (!asked) this.#asked.set(name, (asked = this.#ask(name)));
    return asked;
  }

  async #ask(name: string): Promise<Reach> {
    const host = this.run.hosts?.get(name);
    if (!host || this.run.signal.aborted) return "unknown";
    try {
      const outcome = await this.run.ports.icmp.ping({
        address: host.address,
        ...recheck,
        signal: this.run.signal,
      });
      return outcome.state;
    } catch {
      return "unknown"; // the run was stopped
    }
  }
}
