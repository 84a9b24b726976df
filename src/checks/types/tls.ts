import { isIP } from "node:net";
import type { ProbeCheckType, ProbeContext } from "../contract.js";
import type { TlsObservation, TlsRequest } from "../../ports/tls.js";
import { atEveryAddress, worstOfAddresses, type AtAddress } from "../probe-support/every-address.js";
import { unreachableIsCritical } from "../probe-support/failure.js";
import { addressOf, boundsOf } from "../probe-support/target.js";
import { evaluate, type Handshake } from "./tls/evaluate.js";
import { options, type TlsOptions } from "./tls/options.js";

/** The one handshake, or that with every address. */
type Handshakes = Omit<Handshake, "seen"> &
  ({ readonly seen: TlsObservation } | { readonly each: readonly AtAddress<TlsObservation>[] });

/** A server's certificate, its chain, and how TLS is spoken. */
export const tls = {
  kind: "probe",
  name: "tls",
  summary: "A TLS certificate: expiry, trust, names, version",
  targets: ["host", "service"],
  example: "{ on: web, type: tls, port: 443, sni: shop.example.test, warn: 30d, crit: 14d }",
  options,
  observe,
  evaluate: (given, { at, name, ...found }) => {
    const named = { at, ...(name !== undefined && { name }) };
    if ("seen" in found) return evaluate(given, { ...named, seen: found.seen });
    return worstOfAddresses(found.each, (seen) => evaluate(given, { ...named, seen }), unreachableIsCritical);
  },
  failed: (_given, error) => unreachableIsCritical(error),
} satisfies ProbeCheckType<TlsOptions, Handshakes>;

async function observe(given: TlsOptions, context: ProbeContext): Promise<Handshakes> {
  const address = addressOf(context.target, given.host);
  const name = given.sni ?? (isIP(address) === 0 ? address : undefined);
  const found = { at: context.now(), ...(name !== undefined && { name }) };
  const request = toRequest(given, name, context);
  if (!given.all_addresses)
    return { ...found, seen: await context.ports.tls.handshake({ ...request, address }) };
  const each = await atEveryAddress(context, address, given.family, (one) =>
    context.ports.tls.handshake({ ...request, address: one }),
  );
  return { ...found, each };
}

function toRequest(
  given: TlsOptions,
  name: string | undefined,
  context: ProbeContext,
): Omit<TlsRequest, "address"> {
  const { ca, certificate, key, family, starttls } = given;
  return {
    port: given.port,
    ...(family !== undefined && { family }),
    ...(name !== undefined && { serverName: name }),
    ...(starttls && { startTls: starttls }),
    files: {
      ...(ca !== undefined && { ca }),
      ...(certificate !== undefined && { certificate }),
      ...(key !== undefined && { key }),
    },
    ...boundsOf(context),
  };
}
