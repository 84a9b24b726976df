import { createSocket, type Socket } from "node:dgram";
import snmp, { type Agent, type Mib, type User } from "net-snmp";
import type { RunningServer } from "./server.js";
import { addScalar, addTable } from "./snmp-mib.js";
import { registerInterfaces, type DemoInterface } from "./snmp-interfaces.js";

export interface DemoSnmpUser {
  readonly name: string;
  readonly auth?: { readonly protocol: "md5" | "sha" | "sha256" | "sha512"; readonly key: string };
  readonly priv?: { readonly protocol: "aes" | "aes256b" | "aes256r"; readonly key: string };
}

export interface SnmpAgentOptions {
  /** 127.0.0.1 where undefined. */
  readonly address?: string;
  /** A free port where undefined. */
  readonly port?: number;
  /** `public` where undefined. */
  readonly community?: string;
  /** SNMPv3 users; the level follows from what is given. */
  readonly users?: readonly DemoSnmpUser[];
  readonly name?: string;
  readonly description?: string;
  readonly location?: string;
  /** Hundredths of a second. */
  readonly uptime?: number;
  readonly interfaces?: readonly DemoInterface[];
  /** 1, 5 and 15 minutes, as in UCD-SNMP-MIB. */
  readonly load?: readonly [number, number, number];
  /** KiB. */
  readonly memory?: { readonly total: number; readonly available: number };
  /** Instead of answering: say nothing, or send bytes that are no SNMP. */
  readonly fault?: "silent" | "garbage";
}

/** Starts an SNMP agent (v1, v2c and v3) with system, ifTable, ifXTable and UCD's load and memory. */
export async function startSnmpAgent(options: SnmpAgentOptions = {}): Promise<RunningServer> {
  const address = options.address ?? "127.0.0.1";
  if (options.fault !== undefined) return startFaulty(address, options.port ?? 0, options.fault);
  const sockets: Socket[] = [];
  const agent = snmp.createAgent(
    {
      // net-snmp takes port 0 for the standard port, so that the socket is bound here.
      port: options.port ?? 0,
      address,
      dgramModule: {
        createSocket: (transport) => {
          const socket = createSocket(transport === "udp6" ? "udp6" : "udp4");
          const bind = socket.bind.bind(socket);
          socket.bind = () => bind(options.port ?? 0, address);
          sockets.push(socket);
          return socket;
        },
      },
      ...(address.includes(":") && { transport: "udp6" as const }),
    },
    () => undefined,
  );
  register(agent, options);
  const [socket] = sockets;
  if (!socket) throw new Error("net-snmp made no socket");
  await listening(socket);
  return { port: socket.address().port, close: () => new Promise((resolve) => agent.close(() => resolve())) };
}

function listening(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("listening", resolve);
    socket.once("error", reject);
  });
}

function register(agent: Agent, options: SnmpAgentOptions): void {
  const authorizer = agent.getAuthorizer();
  authorizer.addCommunity(options.community ?? "public");
  for (const user of options.users ?? []) authorizer.addUser(toUser(user));
  const mib = agent.getMib();
  registerSystem(mib, options);
  registerInterfaces(mib, options.interfaces ?? [{ name: "lo" }, { name: "eth0" }]);
  registerUcd(mib, options);
}

/** SNMPv2-MIB (RFC 3418). */
function registerSystem(mib: Mib, { name = "demo", description, uptime, location }: SnmpAgentOptions): void {
  const system = "1.3.6.1.2.1.1";
  addScalar(mib, `${system}.1`, "OctetString", description ?? `itom demo agent ${name}`);
  addScalar(mib, `${system}.2`, "OID", "1.3.6.1.4.1.8072.3.2.10");
  addScalar(mib, `${system}.3`, "TimeTicks", uptime ?? 8_640_000);
  addScalar(mib, `${system}.4`, "OctetString", "ops@example.test");
  addScalar(mib, `${system}.5`, "OctetString", name);
  addScalar(mib, `${system}.6`, "OctetString", location ?? "rack 1");
  addScalar(mib, `${system}.7`, "Integer", 76);
}

/** UCD-SNMP-MIB: laLoadInt is the load times 100, memory is in KiB. */
function registerUcd(mib: Mib, { load = [0.5, 0.4, 0.3], memory }: SnmpAgentOptions): void {
  const ucd = "1.3.6.1.4.1.2021";
  const rows = load.map((value, position) => [position + 1, Math.round(value * 100)]);
  addTable(
    mib,
    `${ucd}.10.1`,
    [
      { number: 1, type: "Integer" },
      { number: 5, type: "Integer" },
    ],
    rows,
  );
  addScalar(mib, `${ucd}.4.5`, "Integer", memory?.total ?? 4_194_304);
  addScalar(mib, `${ucd}.4.6`, "Integer", memory?.available ?? 2_097_152);
}

function toUser({ name, auth, priv }: DemoSnmpUser): User {
  const { SecurityLevel, AuthProtocols, PrivProtocols } = snmp;
  const level = priv ? SecurityLevel.authPriv : auth ? SecurityLevel.authNoPriv : SecurityLevel.noAuthNoPriv;
  return {
    name,
    level,
    ...(auth && { authProtocol: AuthProtocols[auth.protocol] ?? 0, authKey: auth.key }),
    ...(priv && { privProtocol: PrivProtocols[priv.protocol] ?? 0, privKey: priv.key }),
  };
}

/** Listens, and says nothing or what is no SNMP. */
async function startFaulty(
  address: string,
  port: number,
  fault: "silent" | "garbage",
): Promise<RunningServer> {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  socket.on("message", (_message, from) => {
    if (fault === "garbage") socket.send("\u001b[31mno SNMP\u0007", from.port, from.address);
  });
  socket.bind(port, address);
  await listening(socket);
  return {
    port: socket.address().port,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
