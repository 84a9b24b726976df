import type { Host } from "../../inventory/model.js";
import type { CheckResult } from "../contract.js";
import { blameParents, blameUplink, type DownParent } from "./blame.js";
import { reachOf, type Reach } from "./reach.js";
import type { RunSurroundings } from "./surroundings.js";

const recheck = { packets: 2, size: 56, intervalMs: 500, timeoutMs: 2_000 } as const;

/** Knows of each parent whether it answers: from its own checks, and by asking it once more when a child is silent. */
export class Parents {
  readonly #results = new Map<string, readonly CheckResult[]>();
  readonly #asked = new Map<string, Promise<Reach>>();
  #uplink: Promise<Reach[]> | undefined;

  constructor(private readonly run: RunSurroundings) {}

  /** Remembers a host's final results, for those behind it. */
  learn(host: string, results: readonly CheckResult[]): void {
    this.#results.set(host, results);
  }

  /** What the results of a silent host mean: our uplink is to blame, or its parents, or the host. */
  async judgeSilent(host: Host, results: readonly CheckResult[]): Promise<CheckResult[]> {
    if (await this.#uplinkIsDown()) return blameUplink(results, this.run.uplink ?? []);
    return blameParents(results, host.parents.length > 0 ? await this.#allDown(host) : []);
  }

  /** Whether none of the addresses of our own way out answers; asked once in a run. */
  async #uplinkIsDown(): Promise<boolean> {
    const addresses = this.run.uplink ?? [];
    if (addresses.length === 0) return false;
    this.#uplink ??= Promise.all(addresses.map((address) => this.#ping(address)));
    return (await this.#uplink).every((reach) => reach === "down");
  }

  /** The parents of a silent host when every one of them is down; else none, because one of several is enough. */
  async #allDown(host: Host): Promise<DownParent[]> {
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
    return host ? this.#ping(host.address) : "unknown";
  }

  async #ping(address: string): Promise<Reach> {
    if (this.run.signal.aborted) return "unknown";
    try {
      const outcome = await this.run.ports.icmp.ping({
        address,
        ...recheck,
        signal: this.run.signal,
      });
      return outcome.state;
    } catch {
      return "unknown"; // the run was stopped
    }
  }
}
