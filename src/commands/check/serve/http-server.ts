import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ItomError, messageOf } from "../../../lib/errors.js";
import { urlOf, type ServeAddress } from "./address.js";
import type { Board } from "./board.js";

const mostConnections = 64;
const largestHeadBytes = 8 * 1_024;
const headMs = 5_000;
const idleMs = 15_000;

export interface ResultServer {
  /** Where it listens; the port is a free one where 0 was asked for. */
  readonly address: ServeAddress;
  close(): Promise<void>;
}

/** Serves `/metrics` and `/healthz` from the board; asks nothing of anybody, so that a scrape costs no check. */
export async function startResultServer(board: Board, wanted: ServeAddress): Promise<ResultServer> {
  const server = createServer(
    {
      maxHeaderSize: largestHeadBytes,
      headersTimeout: headMs,
      requestTimeout: headMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => answer(board, request, response),
  );
  server.maxConnections = mostConnections;
  server.timeout = 2 * idleMs;
  await listen(server, wanted);
  const bound = server.address();
  const port = typeof bound === "object" && bound ? bound.port : wanted.port;
  return { address: { host: wanted.host, port }, close: () => close(server) };
}

function answer(board: Board, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "GET" && request.method !== "HEAD") {
    // Whatever it wants to send is not waited for.
    return send(request, response, 405, "only GET and HEAD\n", { Allow: "GET, HEAD", Connection: "close" });
  }
  const path = request.url?.split("?")[0];
  if (path === "/metrics")
    return send(request, response, 200, board.metrics(), { "Content-Type": metricsType });
  if (path === "/healthz") return health(board, request, response);
  send(request, response, 404, "there are /metrics and /healthz\n");
}

const metricsType = "text/plain; version=0.0.4; charset=utf-8";

/** Speaks of itom itself: whether what it serves is recent, whatever the checks found. */
function health(board: Board, request: IncomingMessage, response: ServerResponse): void {
  const { ok, runs, ageSeconds } = board.state();
  if (ok) return send(request, response, 200, `ok, ${Math.round(ageSeconds ?? 0)} s old\n`);
  const why = runs === 0 ? "the first run has not ended yet" : "the last run failed or is too long ago";
  send(request, response, 503, `${why}\n`);
}

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": body.length,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...headers,
  });
  response.end(method === "HEAD" ? undefined : body);
}

function listen(server: Server, address: ServeAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const hint = "choose another port, or see who has it: ss -ltnp";
      reject(
        new ItomError("UNAVAILABLE", `can't listen on ${urlOf(address)}: ${messageOf(error)}`, { hint }),
      );
    });
    server.listen(address.port, address.host, resolve);
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
