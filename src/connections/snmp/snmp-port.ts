import { isIPv6 } from "node:net";
import type netSnmp from "net-snmp";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { SnmpCallOptions, SnmpPort, SnmpTarget } from "../../ports/snmp.js";
import { formatEndpoint } from "../network/open-socket.js";
import { bounded } from "../network/bounded.js";
import { resolveAddresses, type Lookup } from "../network/resolve.js";
import type { Deadline } from "./ask.js";
import { getValues } from "./get.js";
import { parseOid } from "./oid.js";
import { createAgentSession, type AgentSession } from "./session.js";
import { SharedSocket } from "./shared-socket.js";
import { walkColumns } from "./walk.js";

interface Given {
  readonly secrets: SecretsPort;
  readonly lookup?: Lookup;
}

const defaultMaxRows = 10_000;

/** SNMP through net-snmp, with one socket for all agents of one address family. */
export function createSnmpPort(given: Given): SnmpPort {
  const agents = new Agents(given);
  const call = async <T>(
    target: SnmpTarget,
    options: SnmpCallOptions,
    work: (snmp: typeof netSnmp, agent: AgentSession, deadline: Deadline) => Promise<T>,
  ): Promise<T> => {
    const at = performance.now() + options.timeoutMs;
    const sentence = (): string => `${target.name} did not answer SNMP in time`;
    return bounded(options, sentence, async (signal) => {
      const [snmp, agent] = await Promise.all([loadLibrary(), agents.of(target)]);
      return work(snmp, agent, { at, signal });
    });
  };
  return {
    get: (target, oids, options) =>
      call(target, options, (snmp, agent, deadline) => getValues(snmp, agent, oids.map(canonical), deadline)),
    walk: (target, roots, options) =>
      call(target, options, (snmp, agent, deadline) =>
        walkColumns(
          { snmp, agent, deadline, maxRows: options.maxRows ?? defaultMaxRows },
          roots.map(canonical),
        ),
      ),
    close: () => agents.close(),
  };
}

let library: Promise<typeof netSnmp> | undefined;

function loadLibrary(): Promise<typeof netSnmp> {
  library ??= (async () => {
    const { default: snmp } = await import("net-snmp");
    const { cacheKeyDerivation } = await import("./derive-keys.js");
    cacheKeyDerivation(snmp);
    return snmp;
  })();
  return library;
}

/** The same few hundred are asked of every agent. */
const canonicalOids = new Map<string, string>();

function canonical(oid: string): string {
  const known = canonicalOids.get(oid) ?? parseOid(oid)?.join(".");
  if (known !== undefined) {
    canonicalOids.set(oid, known);
    return known;
  }
  throw new ConnectionError(
    "UNAVAILABLE",
    `${oid} is no object identifier`,
    "write it in numbers: 1.3.6.1.2.1.1.1.0",
  );
}

/** The session of each agent, kept so that SNMPv3 discovers an agent once. */
class Agents {
  private readonly sessions = new Map<string, Promise<AgentSession>>();
  private readonly sockets = new Map<4 | 6, SharedSocket>();

  constructor(private readonly given: Given) {}

  of(target: SnmpTarget): Promise<AgentSession> {
    const key = JSON.stringify([target.name, target.address, target.snmp]);
    const known = this.sessions.get(key);
    if (known) return known;
    const opened = this.open(target);
    this.sessions.set(key, opened);
    // What failed for want of a secret or an address may be there the next time.
    opened.catch(() => this.sessions.delete(key));
    return opened;
  }

  async close(): Promise<void> {
    await this.cancelAll(new ConnectionError("CANCELLED", "cancelled"));
    this.sessions.clear();
    for (const socket of this.sockets.values()) socket.close();
  }

  private async open({ name, address, snmp: settings }: SnmpTarget): Promise<AgentSession> {
    if (!settings)
      throw new ConnectionError(
        "UNAVAILABLE",
        `${name} has no SNMP settings`,
        "add snmp: { version: 2, community: … } to the host or to defaults",
      );
    const [snmp, [resolved]] = await Promise.all([
      loadLibrary(),
      resolveAddresses(address, undefined, this.given.lookup),
    ]);
    const socket = this.socketFor(isIPv6(resolved) ? 6 : 4);
    const where = `${name} (${formatEndpoint(resolved, settings.port)})`;
    return createAgentSession({ snmp, secrets: this.given.secrets, socket }, settings, resolved, where);
  }

  private socketFor(family: 4 | 6): SharedSocket {
    const known = this.sockets.get(family);
    if (known) return known;
    const socket = new SharedSocket(family, (failure) => void this.cancelAll(failure));
    this.sockets.set(family, socket);
    return socket;
  }

  private async cancelAll(reason: Error): Promise<void> {
    for (const opened of await Promise.allSettled(this.sessions.values())) {
      if (opened.status === "fulfilled") opened.value.session.cancelRequests(reason);
    }
  }
}
