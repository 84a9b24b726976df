import type netSnmp from "net-snmp";
import type { Session, User } from "net-snmp";
import type { SnmpSettings } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { SharedSocket } from "./shared-socket.js";

type V3Settings = Extract<SnmpSettings, { version: 3 }>;

const leastKeyLength = 8;
/** Only agents need one of their own; making a random one for each session costs time. */
const ownEngineId = Buffer.from("80001f8880", "hex");

/** A session and what was learnt of its agent. */
export interface AgentSession {
  readonly session: Session;
  readonly settings: SnmpSettings;
  /** For people: `sw1 (10.0.0.2:161)`. */
  readonly where: string;
  /** Whether the agent has answered at least once, and whether it sent what is no SNMP. */
  readonly seen: { answered: boolean; garbage: boolean };
}

interface Parts {
  readonly snmp: typeof netSnmp;
  readonly secrets: SecretsPort;
  readonly socket: SharedSocket;
}

/** Makes the session of one agent; rejects with UNAVAILABLE where a secret or an algorithm is missing. */
export async function createAgentSession(
  { snmp, secrets, socket }: Parts,
  settings: SnmpSettings,
  address: string,
  where: string,
): Promise<AgentSession> {
  const seen = { answered: false, garbage: false };
  const onGarbage = (): void => {
    seen.garbage = true;
  };
  const options = {
    engineID: ownEngineId,
    port: settings.port,
    retries: settings.retries,
    timeout: settings.timeoutMs,
    // The order of what comes back is checked in walk.ts, more strictly than by the library.
    backwardsGetNexts: true,
    dgramModule: socket.moduleFor(address, settings.port, onGarbage),
  };
  const session =
    settings.version === 3
      ? snmp.createV3Session(address, await toUser(snmp, settings, secrets), {
          ...options,
          ...(settings.context !== undefined && { context: settings.context }),
        })
      : snmp.createSession(address, await secrets.resolve(settings.community), {
          ...options,
          version: settings.version === 1 ? snmp.Version1 : snmp.Version2c,
        });
  session.on("error", onGarbage);
  if (settings.version === 3) refuseDowngrade(session, settings);
  return { session, settings, where, seen };
}

async function toUser(snmp: typeof netSnmp, settings: V3Settings, secrets: SecretsPort): Promise<User> {
  const { auth, priv, user: name } = settings;
  const { SecurityLevel, AuthProtocols, PrivProtocols } = snmp;
  if (!auth) {
    if (priv) throw unavailable("snmp.priv needs snmp.auth", "SNMPv3 has no privacy without authentication");
    return { name, level: SecurityLevel.noAuthNoPriv };
  }
  if (priv?.protocol === "des")
    throw unavailable("DES is not supported", "Node's OpenSSL 3 has no DES: set snmp.priv.protocol to aes");
  const user = {
    name,
    level: SecurityLevel.authNoPriv,
    authProtocol: protocolOf(AuthProtocols, auth.protocol),
    authKey: longEnough("snmp.auth.key", await secrets.resolve(auth.key)),
  };
  if (!priv) return user;
  return {
    ...user,
    level: SecurityLevel.authPriv,
    privProtocol: protocolOf(PrivProtocols, priv.protocol),
    privKey: longEnough("snmp.priv.key", await secrets.resolve(priv.key)),
  };
}

function protocolOf(protocols: Readonly<Record<string, number>>, name: string): number {
  const protocol = protocols[name];
  if (protocol !== undefined) return protocol;
  throw unavailable(
    `the SNMPv3 protocol ${name} is not supported`,
    "see docs/checks/snmp.md for those that are",
  );
}

function longEnough(what: string, key: string): string {
  if (key.length >= leastKeyLength) return key;
  throw unavailable(
    `${what} is too short`,
    `SNMPv3 keys have at least ${leastKeyLength} characters (RFC 3414)`,
  );
}

function unavailable(message: string, hint: string): ConnectionError {
  return new ConnectionError("UNAVAILABLE", message, hint);
}

/** net-snmp takes an answer without authentication even where the request had it, so that anyone could forge one. */
function refuseDowngrade(session: Session, settings: V3Settings): void {
  const accept = session.onSimpleGetResponse.bind(session);
  session.onSimpleGetResponse = (request, message) => {
    const weaker =
      (settings.auth && !message.hasAuthentication()) || (settings.priv && !message.hasPrivacy());
    if (!weaker) return accept(request, message);
    request.responseCb(new ConnectionError("PROTOCOL", "the answer lacks the protection that was asked for"));
  };
}
