import type netSnmp from "net-snmp";
import type { Varbind } from "net-snmp";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SnmpVarbind } from "../../ports/snmp.js";
import { ask, StatusError, type Deadline } from "./ask.js";
import type { AgentSession } from "./session.js";
import { toVarbind } from "./to-value.js";

/** More than most agents fit into one answer. */
const mostInOne = 64;

/** Asks for single values; splits what is too big for the agent, and for SNMPv1 what holds a missing value. */
export async function getValues(
  snmp: typeof netSnmp,
  agent: AgentSession,
  oids: readonly string[],
  deadline: Deadline,
): Promise<readonly SnmpVarbind[]> {
  if (oids.length === 0) return [];
  if (oids.length > mostInOne) return halves(snmp, agent, oids, deadline);
  try {
    const raw = await ask<Varbind[]>(snmp, agent, deadline, (done) => agent.session.get([...oids], done));
    return raw.map((varbind, index) => {
      if (varbind.oid === oids[index]) return toVarbind(varbind);
      throw new ConnectionError("PROTOCOL", `${agent.where} answered something else than was asked`);
    });
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    const missing = error.status === snmp.ErrorStatus.NoSuchName;
    if (!missing && error.status !== snmp.ErrorStatus.TooBig) throw error;
    if (oids.length > 1) return halves(snmp, agent, oids, deadline);
    const [oid] = oids;
    if (!missing || oid === undefined) throw error;
    return [{ oid, value: { type: "missing", why: "noSuchInstance" } }];
  }
}

async function halves(
  snmp: typeof netSnmp,
  agent: AgentSession,
  oids: readonly string[],
  deadline: Deadline,
): Promise<readonly SnmpVarbind[]> {
  const middle = Math.ceil(oids.length / 2);
  const first = await getValues(snmp, agent, oids.slice(0, middle), deadline);
  return [...first, ...(await getValues(snmp, agent, oids.slice(middle), deadline))];
}
