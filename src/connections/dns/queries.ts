import type { CaaRecord } from "node:dns";
import type { Resolver } from "node:dns/promises";
import type { DnsRecordType } from "../../ports/dns.js";

type Query = (resolver: Resolver, name: string) => Promise<string[]>;

/** Each record as one text; what some versions of Node add to their records is left out. */
export const queries: Readonly<Record<DnsRecordType, Query>> = {
  A: (resolver, name) => resolver.resolve4(name),
  AAAA: (resolver, name) => resolver.resolve6(name),
  CAA: async (resolver, name) => (await resolver.resolveCaa(name)).map(formatCaa),
  CNAME: async (resolver, name) => (await resolver.resolveCname(name)).map(bare),
  MX: async (resolver, name) =>
    (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${bare(exchange)}`),
  NS: async (resolver, name) => (await resolver.resolveNs(name)).map(bare),
  PTR: async (resolver, name) => (await resolver.resolvePtr(name)).map(bare),
  SRV: async (resolver, name) =>
    (await resolver.resolveSrv(name)).map(
      ({ priority, weight, port, name: target }) => `${priority} ${weight} ${port} ${bare(target)}`,
    ),
  TXT: async (resolver, name) => (await resolver.resolveTxt(name)).map((pieces) => pieces.join("")),
};

function bare(name: string): string {
  return name.endsWith(".") && name !== "." ? name.slice(0, -1) : name;
}

/** RFC 8659: flags, tag, value. */
function formatCaa(record: CaaRecord): string {
  const { critical, type: _type, ...rest } = record as CaaRecord & { type?: string };
  const [tag = "", value = ""] = Object.entries(rest)[0] ?? [];
  return `${critical} ${tag} ${String(value)}`;
}
