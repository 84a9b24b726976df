import { isIP } from "node:net";
import type { ProbeCheckType, ProbeContext } from "../contract.js";
import { unreachableIsCritical } from "../probe-support/failure.js";
import { addressOf, boundsOf } from "../probe-support/target.js";
import { evaluate, type Handshake } from "./tls/evaluate.js";
import { options, type TlsOptions } from "./tls/options.js";

/** A server's certificate, its chain, and how TLS is spoken. */
export const tls = {
  kind: "probe",
  name: "tls",
  summary: "A TLS certificate: expiry, trust, names, version",
  targets: ["host", "service"],
  example: "{ on: web, type: tls, port: 443, sni: shop.example.test, warn: 30d, crit: 14d }",
  options,
  observe,
  evaluate,
  failed: (_given, error) => unreachableIsCritical(error),
} satisfies ProbeCheckType<TlsOptions, Handshake>;

async function observe(given: TlsOptions, context: ProbeContext): Promise<Handshake> {
  const address = addressOf(context.target, given.host);
  const name = given.sni ?? (isIP(address) === 0 ? address : undefined);
  const { ca, certificate, key } = given;
  const seen = await context.ports.tls.handshake({
    address,
    port: given.port,
    ...(given.family !== undefined && { family: given.family }),
    ...(name !== undefined && { serverName: name }),
    ...(given.starttls && { startTls: given.starttls }),
    files: {
      ...(ca !== undefined && { ca }),
      ...(certificate !== undefined && { certificate }),
      ...(key !== undefined && { key }),
    },
    ...boundsOf(context),
  });
  return { seen, at: context.now(), ...(name !== undefined && { name }) };
}
