import type { CheckError, ProbeContext, Value, Verdict } from "../contract.js";
import { toCheckError } from "../run/failure.js";
import { compareStates } from "../states.js";
import { boundsOf } from "./target.js";

/** What one address of a name gave: an observation or a failure. */
export type AtAddress<Observation> =
  | { readonly address: string; readonly seen: Observation }
  | { readonly address: string; readonly error: CheckError };

const mostAddresses = 16;

/** Probes each address that a name has, all at once. Rejects as DnsPort.addresses does. */
export async function atEveryAddress<Observation>(
  context: ProbeContext,
  name: string,
  family: 4 | 6 | undefined,
  probe: (address: string) => Promise<Observation>,
): Promise<readonly AtAddress<Observation>[]> {
  const bounds = { ...boundsOf(context), ...(family !== undefined && { family }) };
  const addresses = await context.ports.dns.addresses(name, bounds);
  return Promise.all(
    addresses.slice(0, mostAddresses).map(async (address): Promise<AtAddress<Observation>> => {
      try {
        return { address, seen: await probe(address) };
      } catch (error) {
        return { address, error: toCheckError(error) };
      }
    }),
  );
}

/** The worst of the verdicts on each address; UNKNOWN for none. */
export function worstOfAddresses<Observation>(
  each: readonly AtAddress<Observation>[],
  evaluate: (seen: Observation) => Verdict,
  failed: (error: CheckError) => Verdict,
): Verdict {
  const judged = each.map((one) => ({
    address: one.address,
    verdict: "seen" in one ? evaluate(one.seen) : failed(one.error),
  }));
  const sorted = judged.toSorted((a, b) => compareStates(a.verdict.state, b.verdict.state));
  const [worst] = sorted;
  if (!worst) return { state: "UNKNOWN", summary: "the name has no address", values: [] };
  const bad = sorted.filter(({ verdict }) => verdict.state !== "OK").length;
  const { state, summary, error } = worst.verdict;
  return {
    state,
    summary:
      state === "OK"
        ? `all ${each.length} addresses: ${summary}`
        : `${worst.address}: ${summary}${others(bad)}`,
    values: judged.flatMap(({ address, verdict }) => verdict.values.map((value) => labelled(value, address))),
    details: sorted.flatMap(({ address, verdict }) => [
      `${address}: ${verdict.state} ${verdict.summary}`,
      ...(verdict.details ?? []),
    ]),
    ...(error && { error }),
  };
}

function others(bad: number): string {
  return bad > 1 ? `; and ${bad - 1} more addresses` : "";
}

function labelled(value: Value, address: string): Value {
  return { ...value, label: `${value.label} ${address}` };
}
