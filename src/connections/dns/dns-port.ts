import { getServers, Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { DnsAnswer, DnsPort, DnsRequest } from "../../ports/dns.js";
import { bounded } from "../network/bounded.js";
import { resolveAddresses, type Lookup } from "../network/resolve.js";
import { codeOf } from "../network/system-error.js";
import { parseServer } from "./parse-server.js";
import { queries } from "./queries.js";

const tries = 3;

/** Codes of node:dns that are a server's answer and no failure to get one. */
const answers: Readonly<Record<string, DnsAnswer["status"]>> = {
  ENODATA: "NODATA",
  ENOTFOUND: "NXDOMAIN",
  ESERVFAIL: "SERVFAIL",
  EREFUSED: "REFUSED",
  EFORMERR: "FORMERR",
  ENOTIMP: "NOTIMP",
};

/** DNS through c-ares (node:dns). */
export function createDnsPort({ lookup }: { readonly lookup?: Lookup } = {}): DnsPort {
  return {
    addresses(name, options) {
      const sentence = (): string => `${name} was not resolved in time`;
      return bounded(options, sentence, () => resolveAddresses(name, options.family, lookup));
    },
    query(request) {
      const who = request.server ?? "the system's DNS server";
      const sentence = (): string => `${who} did not answer in time`;
      return bounded(request, sentence, (signal) => query(request, who, signal, lookup));
    },
  };
}

async function query(
  request: DnsRequest,
  who: string,
  signal: AbortSignal,
  lookup: Lookup | undefined,
): Promise<DnsAnswer> {
  // A resolver of its own for each query: nothing is cached, and it can be cancelled alone.
  const timeout = Math.max(50, Math.floor(request.timeoutMs / (tries + 1)));
  const resolver = new Resolver({ timeout, tries });
  if (request.server !== undefined) resolver.setServers([await serverAddress(request.server, lookup)]);
  else if (getServers().length === 0)
    throw new ConnectionError("UNAVAILABLE", "this machine has no DNS server set up", "set server:");
  signal.addEventListener("abort", () => resolver.cancel(), { once: true });
  const start = performance.now();
  try {
    const records = await queries[request.record](resolver, request.name);
    // A name that is only an alias of one without such a record has an answer, but no record in it.
    const status = records.length > 0 ? "NOERROR" : "NODATA";
    return { status, records, durationMs: performance.now() - start };
  } catch (error) {
    const status = answers[codeOf(error)];
    if (status) return { status, records: [], durationMs: performance.now() - start };
    throw toDnsError(error, who);
  }
}

async function serverAddress(text: string, lookup: Lookup | undefined): Promise<string> {
  const server = parseServer(text);
  if (!server)
    throw new ConnectionError("UNAVAILABLE", `${text} is no DNS server`, "write ADDRESS or ADDRESS:PORT");
  const [address] = await resolveAddresses(server.host, undefined, lookup);
  return isIP(address) === 6 ? `[${address}]:${server.port}` : `${address}:${server.port}`;
}

function toDnsError(error: unknown, who: string): ConnectionError {
  const code = codeOf(error);
  if (code === "ECONNREFUSED")
    return new ConnectionError(
      "REFUSED",
      `${who} refused the query: nothing listens there`,
      "is the DNS server started?",
    );
  if (code === "ETIMEOUT") return new ConnectionError("TIMEOUT", `${who} did not answer`);
  if (code === "EBADNAME")
    return new ConnectionError("UNAVAILABLE", "the name can't be asked for", "check the spelling of name:");
  if (code === "ECANCELLED") return new ConnectionError("CANCELLED", "cancelled");
  return new ConnectionError(
    "PROTOCOL",
    `${who} sent an answer that can't be read (${code || messageOf(error)})`,
  );
}
