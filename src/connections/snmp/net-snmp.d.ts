/** What itom uses of net-snmp 3.29, which ships no types. */
declare module "net-snmp" {
  import type { EventEmitter } from "node:events";

  export interface Varbind {
    oid: string;
    type: number;
    value: unknown;
  }

  export interface User {
    name: string;
    level: number;
    authProtocol?: number;
    authKey?: string;
    privProtocol?: number;
    privKey?: string;
  }

  export interface SessionOptions {
    version?: number;
    engineID?: Buffer;
    port?: number;
    retries?: number;
    timeout?: number;
    transport?: "udp4" | "udp6";
    context?: string;
    backwardsGetNexts?: boolean;
    reportOidMismatchErrors?: boolean;
    dgramModule?: { createSocket(transport: string): EventEmitter };
  }

  interface Message {
    version: number;
    hasAuthentication(): unknown;
    hasPrivacy(): unknown;
  }

  interface PendingRequest {
    responseCb(error: Error): void;
  }

  type Done<T> = (error: Error | null, result: T) => void;

  export interface Session extends EventEmitter {
    get(oids: string[], done: Done<Varbind[]>): void;
    getNext(oids: string[], done: Done<Varbind[]>): void;
    getBulk(
      oids: string[],
      nonRepeaters: number,
      maxRepetitions: number,
      done: Done<(Varbind[] | undefined)[]>,
    ): void;
    /** Not documented: what handles a GetResponse. */
    onSimpleGetResponse(request: PendingRequest, message: Message): void;
    /** Not documented: what SNMPv3's discovery learnt of the agent's engine. */
    msgSecurityParameters?: object;
    cancelRequests(error: Error): void;
    close(): void;
  }

  export interface ScalarProvider {
    name: string;
    type: number;
    oid: string;
    scalarType: number;
    maxAccess: number;
  }

  export interface TableProvider {
    name: string;
    type: number;
    oid: string;
    maxAccess: number;
    tableColumns: { number: number; name: string; type: number; maxAccess: number }[];
    tableIndex?: { columnName: string }[];
    tableAugments?: string;
  }

  export interface Mib {
    registerProvider(provider: ScalarProvider | TableProvider): void;
    setScalarValue(name: string, value: unknown): void;
    addTableRow(table: string, row: unknown[]): void;
  }

  export interface Agent {
    getMib(): Mib;
    getAuthorizer(): { addCommunity(community: string): void; addUser(user: User): void };
    close(done?: () => void): void;
  }

  interface NetSnmp {
    Version1: number;
    Version2c: number;
    Version3: number;
    ObjectType: Readonly<Record<string, number>>;
    ErrorStatus: Readonly<Record<string, number | string>>;
    ResponseInvalidCode: Readonly<Record<string, number>>;
    SecurityLevel: { noAuthNoPriv: number; authNoPriv: number; authPriv: number };
    AuthProtocols: Readonly<Record<string, number>>;
    PrivProtocols: Readonly<Record<string, number>>;
    MibProviderType: { Scalar: number; Table: number };
    MaxAccess: Readonly<Record<string, number>>;
    Authentication: {
      algorithms: Readonly<Record<number, { CRYPTO_ALGORITHM: string }>>;
      passwordToKey(protocol: number, password: string, engineId: Buffer): Buffer;
    };
    createSession(target: string, community: string, options: SessionOptions): Session;
    createV3Session(target: string, user: User, options: SessionOptions): Session;
    createAgent(
      options: {
        port: number;
        address: string;
        transport?: "udp4" | "udp6";
        engineID?: string;
        disableAuthorization?: boolean;
        dgramModule?: { createSocket(transport: string): EventEmitter };
      },
      callback: (error: Error | null, data?: unknown) => void,
    ): Agent;
  }

  const snmp: NetSnmp;
  export default snmp;
}
