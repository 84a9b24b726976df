import { createSocket, type Socket } from "node:dgram";
import { EventEmitter } from "node:events";
import { isIPv6, SocketAddress } from "node:net";

/** Answers of hundreds of agents arrive at once; with the system's default a third of them is dropped. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** What net-snmp takes for a socket of its own. */
class VirtualSocket extends EventEmitter {
  constructor(
    private readonly shared: SharedSocket,
    private readonly key: string,
    /** The library threw on a message. */
    readonly onGarbage: () => void,
  ) {
    super();
  }

  send(
    buffer: Buffer,
    offset: number,
    length: number,
    port: number,
    address: string,
    sent: (error: Error | null, bytes: number) => void,
  ): void {
    this.shared.send(buffer.subarray(offset, offset + length), port, address, sent);
  }

  close(): void {
    this.shared.remove(this.key, this);
    this.emit("close");
  }

  // The watchdog's timers keep the process alive while there is something to wait for.
  ref(): void {}
  unref(): void {}
}

/** One UDP socket of one address family; answers go to the sessions with the agent that sent them, and anything else is dropped. */
export class SharedSocket {
  private socket: Socket | undefined;
  private readonly sessions = new Map<string, Set<VirtualSocket>>();

  constructor(
    private readonly family: 4 | 6,
    private readonly onFailure: (error: Error) => void,
  ) {}

  /** The `dgramModule` of one net-snmp session. */
  moduleFor(address: string, port: number, onGarbage: () => void): { createSocket(): EventEmitter } {
    return {
      createSocket: () => {
        const key = endpointKey(address, port);
        const virtual = new VirtualSocket(this, key, onGarbage);
        const sessions = this.sessions.get(key) ?? new Set();
        this.sessions.set(key, sessions.add(virtual));
        return virtual;
      },
    };
  }

  send(
    message: Buffer,
    port: number,
    address: string,
    sent: (error: Error | null, bytes: number) => void,
  ): void {
    this.socket ??= this.open();
    this.socket.send(message, port, address, sent);
  }

  remove(key: string, virtual: VirtualSocket): void {
    const sessions = this.sessions.get(key);
    sessions?.delete(virtual);
    if (sessions?.size === 0) this.sessions.delete(key);
  }

  close(): void {
    this.socket?.close();
    this.socket = undefined;
  }

  private open(): Socket {
    const socket = createSocket({
      type: this.family === 4 ? "udp4" : "udp6",
      recvBufferSize: receiveBufferBytes,
      // Only addresses get here; Node would ask its resolver for each packet.
      lookup: (address, _options, done) => done(null, address, this.family),
    });
    socket.unref();
    socket.on("error", (error) => {
      this.close();
      this.onFailure(error);
    });
    socket.on("message", (message, from) => {
      for (const session of this.sessions.get(endpointKey(from.address, from.port)) ?? []) {
        try {
          session.emit("message", message, from);
        } catch {
          session.onGarbage();
        }
      }
    });
    return socket;
  }
}

/** One spelling for one endpoint: IPv6 addresses have many. */
function endpointKey(address: string, port: number): string {
  if (!isIPv6(address)) return `${address} ${port}`;
  const bare = address.replace(/%.*$/, "");
  return `${new SocketAddress({ address: bare, family: "ipv6" }).address} ${port}`;
}
