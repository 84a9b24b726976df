import type { PingRequest } from "../../ports/icmp.js";
import { parseFping } from "./parse-fping.js";
import type { ProgramResult } from "./run-program.js";

export type Run = (
  program: string,
  words: readonly string[],
  options: { readonly input?: string; readonly timeoutMs: number; readonly signal?: AbortSignal },
) => Promise<ProgramResult | undefined>;

type Settings = Pick<PingRequest, "packets" | "size" | "intervalMs" | "timeoutMs">;
/** By packet, in milliseconds; undefined where fping could not tell. */
export type Times = readonly (number | null)[] | undefined;

/** How long requests are collected before one process is started for all. */
const collectMs = 5;
const mostTargets = 4_096;
/** What a batch is shared out to, once it is larger than `leastTargets`. */
const mostProcesses = 4;
const leastTargets = 256;

const trial: Settings = { packets: 1, size: 56, intervalMs: 10, timeoutMs: 100 };

interface Batch {
  readonly settings: Settings;
  readonly targets: Map<string, ((times: Times) => void)[]>;
  /** Requests that were not told to stop; without any the process is ended. */
  wanted: number;
  readonly stop: AbortController;
}

/** Collects requests with the same settings into one fping each, or a few where they are many. `undefined` means: use ping instead. */
export class FpingBatches {
  private readonly batches = new Map<string, Batch>();
  /** Not installed, or not permitted. */
  private unusable = false;
  private usable: Promise<boolean> | undefined;

  constructor(private readonly run: Run) {}

  /** Whether fping is there and may send; asked once. */
  isUsable(signal: AbortSignal): Promise<boolean> {
    return (this.usable ??= this.ask(["127.0.0.1"], trial, 4, signal).then(({ size }) => size > 0));
  }

  /** The address must be numeric, in the spelling that fping prints. */
  async ping(address: string, settings: Settings, signal: AbortSignal): Promise<Times> {
    if (this.unusable) return undefined;
    const family = address.includes(":") ? 6 : 4;
    const { packets, size, intervalMs, timeoutMs } = settings;
    const key = [family, packets, size, intervalMs, timeoutMs].join(" ");
    let batch = this.batches.get(key);
    if (!batch || batch.targets.size >= mostTargets) batch = this.start(key, settings, family);
    const { targets } = batch;
    watch(batch, signal);
    return new Promise((resolve) => {
      const waiting = targets.get(address) ?? [];
      targets.set(address, [...waiting, resolve]);
    });
  }

  private start(key: string, settings: Settings, family: 4 | 6): Batch {
    const batch: Batch = { settings, targets: new Map(), wanted: 0, stop: new AbortController() };
    this.batches.set(key, batch);
    setTimeout(() => {
      if (this.batches.get(key) === batch) this.batches.delete(key);
      void this.probe(batch, family);
    }, collectMs);
    return batch;
  }

  private async probe({ settings, targets, stop }: Batch, family: 4 | 6): Promise<void> {
    const parts = shareOut([...targets.keys()]);
    const seen = await Promise.all(parts.map((part) => this.ask(part, settings, family, stop.signal)));
    const times = new Map(seen.flatMap((part) => [...part]));
    if (times.size === 0 && !stop.signal.aborted) this.unusable = true;
    for (const [address, waiting] of targets) for (const resolve of waiting) resolve(times.get(address));
  }

  private async ask(
    targets: readonly string[],
    { packets, size, intervalMs, timeoutMs }: Settings,
    family: 4 | 6,
    signal: AbortSignal,
  ): Promise<ReturnType<typeof parseFping>> {
    const interval = Math.max(intervalMs, 10);
    const words = [`-${family}`, "-q", "-C", String(packets), "-i", "1", "-p", String(interval)];
    words.push("-t", String(timeoutMs), "-b", String(size), "-B", "1", "-r", "0");
    const round = Math.max(interval, targets.length * 2);
    const result = await this.run("fping", words, {
      input: `${targets.join("\n")}\n`,
      timeoutMs: round * packets + timeoutMs + 2_000,
      signal,
    });
    return parseFping(`${result?.stdout ?? ""}\n${result?.stderr ?? ""}`);
  }
}

/** Even parts, one fping each, because one sends no more than a packet in a millisecond. */
function shareOut(targets: readonly string[]): readonly (readonly string[])[] {
  const each = Math.max(leastTargets, Math.ceil(targets.length / mostProcesses));
  const parts: (readonly string[])[] = [];
  for (let from = 0; from < targets.length; from += each) parts.push(targets.slice(from, from + each));
  return parts;
}

function watch(batch: Batch, signal: AbortSignal): void {
  batch.wanted += 1;
  const leave = (): void => {
    batch.wanted -= 1;
    if (batch.wanted === 0) batch.stop.abort();
  };
  signal.addEventListener("abort", leave, { once: true });
}
