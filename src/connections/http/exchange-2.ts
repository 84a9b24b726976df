import { connect, constants, type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import type { HttpRequest } from "../../ports/http.js";
import { codeOf, toConnectionError } from "../network/system-error.js";
import { toTlsError } from "../tls/secure.js";
import type { Exchange } from "./exchange.js";

const maxHeaderBytes = 65_536;

/** Of one connection alone (RFC 9113 8.2.2); `host` is said by `:authority`. */
const notSent = /^(?:host|connection|keep-alive|proxy-connection|transfer-encoding|upgrade)$/i;

/** As `exchange`, over HTTP/2 (RFC 9113) on a connection whose TLS handshake has agreed on it. */
export async function exchange2(
  socket: Socket,
  url: URL,
  request: Pick<HttpRequest, "method" | "body" | "maxBodyBytes">,
  headers: Readonly<Record<string, string>>,
): Promise<Exchange> {
  const session = connect(url.origin, {
    createConnection: () => socket,
    settings: { enablePush: false, maxHeaderListSize: maxHeaderBytes },
  });
  try {
    return await new Promise((resolve, reject) => {
      const fail = (error: Error): void => reject(toHttp2Error(error, url.host));
      session.on("error", fail);
      session.once("close", () => reject(lost(url.host)));
      receive(send(session, url, request, headers), request.maxBodyBytes, url.host).then(resolve, reject);
    });
  } finally {
    session.destroy();
  }
}

function send(
  session: ClientHttp2Session,
  url: URL,
  { method, body }: Pick<HttpRequest, "method" | "body">,
  headers: Readonly<Record<string, string>>,
): ClientHttp2Stream {
  const entries = Object.entries(headers);
  const host = entries.find(([name]) => name.toLowerCase() === "host")?.[1];
  const sent = Object.fromEntries(entries.filter(([name]) => !notSent.test(name)));
  const stream = session.request({
    ...sent,
    ":method": method,
    ":path": `${url.pathname}${url.search}`,
    ":authority": host ?? url.host,
    ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }),
  });
  stream.end(body);
  return stream;
}

function receive(stream: ClientHttp2Stream, maxBytes: number, host: string): Promise<Exchange> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    let head: Omit<Exchange, "body" | "truncated"> | undefined;
    const pieces: Buffer[] = [];
    let length = 0;
    let aborted = false;
    const isWhole = watchEnd(stream);
    const finish = (truncated: boolean): void => {
      if (head) resolve({ ...head, body: Buffer.concat(pieces, Math.min(length, maxBytes)), truncated });
      else reject(lost(host));
    };
    stream.once("response", (headers) => {
      head = {
        status: headers[":status"] ?? 0,
        headers: flatten(headers),
        firstByteMs: performance.now() - start,
      };
    });
    stream.on("data", (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length <= maxBytes) return;
      finish(true);
      stream.close(constants.NGHTTP2_CANCEL);
    });
    stream.once("aborted", () => (aborted = true));
    stream.on("error", (error) => reject(toHttp2Error(error, host)));
    stream.once("close", () => {
      if (isWhole() && !aborted && stream.rstCode === constants.NGHTTP2_NO_ERROR) finish(false);
      else reject(lost(host));
    });
  });
}

/**
 * Tells whether the server itself has ended the stream (END_STREAM). Node ends a stream that a reset without an error cut off
 * (RFC 9113 8.1 allows that only after the end) just as a whole one, but closes it first.
 */
function watchEnd(stream: ClientHttp2Stream): () => boolean {
  let ended = false;
  const push = stream.push.bind(stream);
  stream.push = (piece: unknown, encoding?: BufferEncoding): boolean => {
    if (piece === null && !stream.closed) ended = true;
    return push(piece, encoding);
  };
  return () => ended;
}

function flatten(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(":") || value === undefined) continue;
    flat[name] = Array.isArray(value) ? value.join(", ") : String(value);
  }
  return flat;
}

function toHttp2Error(error: Error, host: string): ConnectionError {
  const code = codeOf(error);
  if (code === "ECONNRESET" || code === "ERR_HTTP2_STREAM_CANCEL") return lost(host);
  if (code.startsWith("ERR_HTTP2_INVALID") || code.startsWith("ERR_INVALID"))
    return new ConnectionError("UNAVAILABLE", `the request can't be made: ${error.message}`);
  if (code.startsWith("ERR_HTTP2"))
    return new ConnectionError("PROTOCOL", `${host} broke HTTP/2: ${error.message}`, undefined, error);
  return code.startsWith("ERR_SSL") ? toTlsError(error, host) : toConnectionError(error, host);
}

function lost(host: string): ConnectionError {
  return new ConnectionError("LOST", `${host} closed the connection before the answer was whole`);
}
