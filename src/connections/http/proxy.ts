import type { Socket } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import type { HttpRequest } from "../../ports/http.js";
import { excerptOf } from "../network/excerpt-of.js";

type Proxy = NonNullable<HttpRequest["proxy"]>;

const mostBytes = 16_384;

/** `Proxy-Authorization`, where the proxy wants it. */
export function proxyHeaders({ auth }: Proxy): Record<string, string> {
  if (!auth) return {};
  const credentials = Buffer.from(`${auth.user}:${auth.password}`).toString("base64");
  return { "Proxy-Authorization": `Basic ${credentials}` };
}

/** Asks a proxy to pass everything on to a target (RFC 9110 9.3.6). Rejects with PROTOCOL, AUTH or LOST. */
export async function openTunnel(socket: Socket, proxy: Proxy, target: string): Promise<void> {
  const headers = Object.entries(proxyHeaders(proxy)).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${headers.join("")}\r\n`);
  const head = await readHead(socket);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  if (status?.startsWith("2")) return;
  const line = excerptOf(head);
  if (status === "407")
    throw new ConnectionError("AUTH", `the proxy wants other credentials: ${line}`, "check proxy_auth");
  throw new ConnectionError("PROTOCOL", `the proxy does not connect to ${target}: ${line}`, "check proxy:");
}

function readHead(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const end = (error?: ConnectionError): void => {
      socket.off("data", onData).off("close", onClose);
      // What follows is TLS and not ours to read.
      socket.pause();
      if (error) reject(error);
      else resolve(text);
    };
    const onData = (data: Buffer): void => {
      text += data.toString("latin1");
      if (text.includes("\r\n\r\n")) end();
      else if (text.length > mostBytes) end(new ConnectionError("PROTOCOL", "the proxy's answer never ends"));
    };
    const onClose = (): void => end(new ConnectionError("LOST", "the proxy closed the connection"));
    socket.on("data", onData).on("close", onClose);
  });
}
