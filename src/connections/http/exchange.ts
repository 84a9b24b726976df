import { request as nodeRequest, type ClientRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import type { HttpRequest } from "../../ports/http.js";
import { codeOf, toConnectionError } from "../network/system-error.js";
import { toTlsError } from "../tls/secure.js";
import { proxyHeaders } from "./proxy.js";
import { readBody } from "./read-body.js";

/** Headers together; Node's default, made explicit. */
const maxHeaderBytes = 65_536;

export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly truncated: boolean;
  /** Milliseconds from the request to the head of the answer. */
  readonly firstByteMs: number;
}

/** One request and its answer on a connection that is open already; the connection is not used again. */
export async function exchange(
  socket: Socket,
  url: URL,
  request: Pick<HttpRequest, "method" | "body" | "maxBodyBytes" | "proxy" | "http2">,
  headers: Readonly<Record<string, string>>,
): Promise<Exchange> {
  const start = performance.now();
  const message = await send(socket, url, request, headers);
  const firstByteMs = performance.now() - start;
  const { body, truncated } = await readBody(message, request.maxBodyBytes, url.host);
  return { status: message.statusCode ?? 0, headers: flatten(message), body, truncated, firstByteMs };
}

function send(
  socket: Socket,
  url: URL,
  { method, body, proxy }: Pick<HttpRequest, "method" | "body" | "proxy">,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  const throughProxy = proxy !== undefined && url.protocol === "http:";
  return new Promise((resolve, reject) => {
    let outgoing: ClientRequest;
    try {
      outgoing = nodeRequest({
        createConnection: () => socket,
        method,
        // A proxy is given the whole address (RFC 9112 3.2.2), and with https sees nothing at all.
        path: throughProxy
          ? `http://${url.host}${url.pathname}${url.search}`
          : `${url.pathname}${url.search}`,
        headers: {
          Host: url.host,
          Connection: "close",
          ...withLength(method, body),
          ...headers,
          ...(throughProxy && proxyHeaders(proxy)),
        },
        setHost: false,
        maxHeaderSize: maxHeaderBytes,
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : "";
      reject(new ConnectionError("UNAVAILABLE", `the request can't be made: ${why}`));
      return;
    }
    let answered = false;
    const onAnswer = (message: IncomingMessage): void => {
      answered = true;
      resolve(message);
    };
    outgoing.once("response", onAnswer);
    outgoing.once("upgrade", onAnswer);
    outgoing.on("error", (error) => reject(toHttpError(error, url.host)));
    outgoing.once("close", () => {
      // An error costs its stack, and every answer ends with a closed connection.
      if (!answered)
        reject(new ConnectionError("LOST", `${url.host} closed the connection without an answer`));
    });
    outgoing.end(body);
  });
}

function withLength(method: string, body: string | undefined): Record<string, string> {
  if (body === undefined && !["POST", "PUT", "PATCH"].includes(method)) return {};
  return { "Content-Length": String(Buffer.byteLength(body ?? "")) };
}

function toHttpError(error: Error, host: string): ConnectionError {
  const code = codeOf(error);
  if (code === "HPE_HEADER_OVERFLOW")
    return new ConnectionError("TOO_LARGE", `${host} sent more than 64 KiB of headers`);
  if (code.startsWith("HPE_"))
    return new ConnectionError(
      "PROTOCOL",
      `${host} answered what is not HTTP (${code})`,
      "is this the right port and scheme?",
      error,
    );
  if (code === "ECONNRESET" || error.message === "socket hang up")
    return new ConnectionError("LOST", `${host} closed the connection without an answer`);
  return code.startsWith("ERR_SSL") ? toTlsError(error, host) : toConnectionError(error, host);
}

function flatten({ headers }: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
