import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { DemoCertificate } from "./certificate.js";
import { createFaultyServer, type ServerFault } from "./faulty-server.js";
import { listen } from "./listen.js";
import type { RunningServer } from "./server.js";

export interface DemoRoute {
  /** 200 where undefined. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
  /** Wanted as `user:password`; 401 without it. */
  readonly basic?: string;
  readonly bearer?: string;
  /** `endless` never ends the body, `cut` ends it in the middle, `drip` sends a byte a second, `headers` floods the head. */
  readonly fault?: "endless" | "cut" | "drip" | "headers";
  /** Answers with the request: method, URL, headers and body as JSON. */
  readonly echo?: boolean;
}

export interface HttpServerOptions {
  readonly address?: string;
  readonly port?: number;
  /** Speaks https with it. */
  readonly certificate?: DemoCertificate;
  /** Certificates sent behind it, PEM. */
  readonly chain?: string;
  /** By path; anything else is 404. */
  readonly routes?: Readonly<Record<string, DemoRoute>>;
  /** Misbehaves before HTTP even starts. */
  readonly fault?: ServerFault;
}

/** Starts an HTTP or HTTPS server. */
export function startHttpServer(options: HttpServerOptions = {}): Promise<RunningServer> {
  const { certificate, chain = "", routes = {}, fault } = options;
  const handle = (request: IncomingMessage, response: ServerResponse): void =>
    void answer(routes, request, response);
  let server: Server;
  if (fault !== undefined) return listen(createFaultyServer(fault), options.port, options.address);
  if (certificate) {
    const cert = certificate.certificate + chain;
    server = createSecureServer({ cert, key: certificate.key }, handle);
  } else server = createServer(handle);
  return listen(server, options.port, options.address);
}

async function answer(
  routes: Readonly<Record<string, DemoRoute>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url?.split("?")[0] ?? "/";
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!route) return void response.writeHead(404).end("not found\n");
  if (!isAllowed(route, request)) {
    return void response.writeHead(401, { "WWW-Authenticate": 'Basic realm="demo"' }).end("who are you?\n");
  }
  if (route.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, route.delayMs));
  const body = route.echo ? await echo(request) : (route.body ?? "ok\n");
  if (route.fault) return misbehave(route.fault, response);
  response.writeHead(route.status ?? 200, { "Content-Type": "text/plain", ...route.headers });
  response.end(request.method === "HEAD" ? undefined : body);
}

function isAllowed({ basic, bearer }: DemoRoute, request: IncomingMessage): boolean {
  const given = request.headers.authorization;
  if (basic !== undefined) return given === `Basic ${Buffer.from(basic).toString("base64")}`;
  return bearer === undefined || given === `Bearer ${bearer}`;
}

async function echo(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request) body += String(piece);
  return JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body });
}

function misbehave(fault: NonNullable<DemoRoute["fault"]>, response: ServerResponse): void {
  if (fault === "headers") {
    response.socket?.write(`HTTP/1.1 200 OK\r\n${"X-Flood: aaaaaaaaaaaaaaaa\r\n".repeat(8_000)}`);
    return;
  }
  response.writeHead(200, {
    "Content-Type": "text/plain",
    ...(fault === "cut" && { "Content-Length": "1000" }),
  });
  if (fault === "cut") {
    response.write("half");
    setImmediate(() => response.socket?.destroy());
  } else if (fault === "drip") {
    const timer = setInterval(() => response.write("x"), 1_000);
    response.on("close", () => clearInterval(timer));
  } else {
    const block = Buffer.alloc(65_536, "endless ");
    const more = (): void => {
      while (!response.destroyed && response.write(block));
    };
    response.on("drain", more);
    more();
  }
}
