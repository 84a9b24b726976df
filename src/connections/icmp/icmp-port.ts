import { isIPv6, SocketAddress } from "node:net";
import pLimit from "p-limit";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { IcmpPort, PingOutcome, PingRequest } from "../../ports/icmp.js";
import { bounded } from "../network/bounded.js";
import { resolveAddresses, type Lookup } from "../network/resolve.js";
import { FpingBatches, type Run } from "./fping.js";
import { routeProblem } from "./has-route.js";
import { runProgram } from "./run-program.js";
import { pingOnce } from "./system-ping.js";

interface Given {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly lookup?: Lookup;
  /** Stands in for the system's programs in tests. */
  readonly run?: Run;
  readonly findRouteProblem?: (address: string) => Promise<string | undefined>;
}

/** ICMP through the system's fping or ping. */
export function createIcmpPort({ env, lookup, run, findRouteProblem = routeProblem }: Given): IcmpPort {
  const start: Run = run ?? ((program, words, options) => runProgram(program, words, { ...options, env }));
  const batches = new FpingBatches(start);
  // A whole batch ends at once, and each question takes a file descriptor.
  const atATime = pLimit(64);
  return {
    collects: (signal) => batches.isUsable(signal),
    async ping(request) {
      try {
        return await bounded(
          boundsOf(request),
          () => "ping did not end in time",
          async (signal) => {
            const address = await resolve(request, lookup);
            const outcome = await probe(batches, start, address, { ...request, signal });
            if (outcome.state !== "down") return outcome;
            return explain(outcome, await atATime(() => findRouteProblem(address)));
          },
        );
      } catch (error) {
        if (error instanceof ConnectionError && error.kind === "CANCELLED") throw error;
        const hint = error instanceof ConnectionError ? error.hint : undefined;
        return { state: "unknown", reason: messageOf(error), ...(hint !== undefined && { hint }) };
      }
    },
  };
}

/** Far more than the programs take: they have deadlines of their own. */
function boundsOf({ packets, intervalMs, timeoutMs, signal }: PingRequest): Parameters<typeof bounded>[0] {
  return { timeoutMs: packets * Math.max(intervalMs, 200) + timeoutMs + 60_000, signal };
}

async function resolve({ address, family }: PingRequest, lookup: Lookup | undefined): Promise<string> {
  const [first] = await resolveAddresses(address, family, lookup);
  if (!isIPv6(first) || first.includes("%")) return first;
  return new SocketAddress({ address: first, family: "ipv6" }).address;
}

async function probe(
  batches: FpingBatches,
  run: Run,
  address: string,
  request: PingRequest,
): Promise<PingOutcome> {
  const times = await batches.ping(address, request, request.signal);
  request.signal.throwIfAborted();
  if (!times) return pingOnce(run, address, request);
  const timesMs = times.filter((time) => time !== null);
  const sent = times.length;
  if (timesMs.length > 0) return { state: "up", sent, received: timesMs.length, timesMs };
  return { state: "down", sent, reason: `no answer to ${sent} packets` };
}

/** fping tells a host that is silent and a machine without a route alike. */
function explain(outcome: PingOutcome, problem: string | undefined): PingOutcome {
  if (problem === undefined) return outcome;
  return {
    state: "unknown",
    reason: `can't send: ${problem}`,
    hint: "check this machine's routes and firewall",
  };
}
