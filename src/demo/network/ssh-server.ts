import { createServer, connect, type Socket, type Server as TcpServer } from "node:net";
import ssh2, { type Connection } from "ssh2";
import { generateSshKey } from "./ssh-key.js";
import { authenticate } from "./ssh-server-auth.js";
import { killGroup, serveSession, type RunningCommands, type Surroundings } from "./ssh-server-commands.js";
import type { SshServer, SshServerFault, SshServerOptions } from "./ssh-server-options.js";

/** Starts an SSH server on 127.0.0.1 that runs real commands in a folder; for the demo network and for tests. */
export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const hostKey = options.hostKey ?? generateSshKey().private;
  const running: RunningCommands = new Set();
  const sockets = new Map<number, Socket>();
  const counts = { connections: 0, logins: 0 };
  const server = new ssh2.Server({
    hostKeys: [hostKey],
    ...(options.algorithms && { algorithms: options.algorithms }),
  });
  server.on("error", () => {});
  server.on("connection", (connection, { port }) => {
    connection.on("ready", () => (counts.logins += 1));
    serveConnection(connection, { options, running, reset: () => sockets.get(port)?.resetAndDestroy() });
  });
  const listener = createServer((socket) => {
    counts.connections += 1;
    const from = socket.remotePort ?? 0;
    sockets.set(from, socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(from));
    if (!misbehave(socket, options.fault, counts.connections)) server.injectSocket(socket);
  });
  const port = await listen(listener, options.port ?? 0);
  return {
    port,
    hostKeyLine: (name) => hostKeyLine(hostKey, name, port),
    connections: () => counts.connections,
    logins: () => counts.logins,
    async close() {
      for (const child of running) killGroup(child, "SIGKILL");
      for (const socket of sockets.values()) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function listen(listener: TcpServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(port, "127.0.0.1", () => {
      const address = listener.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Does what a fault says before any SSH is spoken; false where SSH is to be spoken. */
function misbehave(socket: Socket, fault: SshServerFault | undefined, nth: number): boolean {
  if (fault?.kind === "silent") return true;
  if (fault?.kind === "garbage-banner") {
    socket.end(
      Buffer.from("\u0000\u0001HTTP/1.1 400 Bad Request\r\n\u001b[31mnot ssh\u0007\r\n\r\n".repeat(8)),
    );
    return true;
  }
  if (fault?.kind === "close-at-once" && nth <= (fault.times ?? Infinity)) {
    if (fault.says === undefined) socket.destroy();
    else socket.end(fault.says);
    return true;
  }
  return false;
}

function serveConnection(connection: Connection, surroundings: Surroundings): void {
  const { options } = surroundings;
  let sessions = 0;
  connection.on("error", () => {});
  connection.on("authentication", (context) => authenticate(context, options));
  connection.on("session", (accept, reject) => {
    if (sessions >= (options.maxSessions ?? 10)) return reject();
    sessions += 1;
    const session = accept();
    session.on("close", () => (sessions -= 1));
    serveSession(session, surroundings);
  });
  if (options.forwarding === true) serveForwarding(connection);
}

/** Connects on behalf of a client, as sshd does for a jump. */
function serveForwarding(connection: Connection): void {
  connection.setMaxListeners(0);
  connection.on("tcpip", (accept, reject, { destIP, destPort }) => {
    const onward = connect({ host: destIP, port: destPort });
    onward.once("error", reject);
    onward.once("connect", () => {
      onward.removeListener("error", reject);
      const channel = accept();
      channel.on("error", () => onward.destroy());
      onward.on("error", () => channel.close());
      channel.on("close", () => onward.destroy());
      onward.on("close", () => channel.close());
      onward.pipe(channel).pipe(onward);
    });
    const end = (): void => void onward.destroy();
    connection.on("close", end);
    onward.on("close", () => connection.removeListener("close", end));
  });
}

function hostKeyLine(privateKey: string, name: string, port: number): string {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  const place = port === 22 ? name : `[${name}]:${port}`;
  return `${place} ${key.type} ${key.getPublicSSH().toString("base64")}`;
}
