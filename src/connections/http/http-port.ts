import { ConnectionError } from "../../lib/connection-error.js";
import type { HttpObservation, HttpPort, HttpRequest } from "../../ports/http.js";
import { bounded } from "../network/bounded.js";
import { SecureContexts } from "../tls/secure-contexts.js";
import type { Lookup } from "../network/resolve.js";
import { exchange, type Exchange } from "./exchange.js";
import { openUrl, type HttpTools, type OpenedUrl } from "./open-url.js";
import { nextRequest } from "./redirect.js";

/** HTTP/1.1 through node:http, without an agent, and HTTP/2 through node:http2: each request has a connection of its own. */
export function createHttpPort({ lookup }: { readonly lookup?: Lookup } = {}): HttpPort {
  const tools: HttpTools = { lookup, contexts: new SecureContexts() };
  return {
    request(request) {
      let stage = "did not accept a connection in time";
      let host = "the server";
      return bounded(
        request,
        () => `${host} ${stage}`,
        (signal) =>
          follow(request, signal, tools, (url, next) => {
            host = url.host;
            stage = next;
          }),
      );
    },
  };
}

type Progress = (url: URL, stage: string) => void;

async function follow(
  request: HttpRequest,
  signal: AbortSignal,
  tools: HttpTools,
  progress: Progress,
): Promise<HttpObservation> {
  const start = performance.now();
  const first = parseUrl(request.url);
  let url = first;
  let current = request;
  for (let redirected = 0; ; redirected++) {
    progress(url, "did not accept a connection in time");
    const opened = await openUrl(url, current, signal, tools);
    progress(url, "did not finish its answer in time");
    let answer: Exchange;
    try {
      const headers = headersFor(current, url.origin === first.origin);
      answer = await exchangeOver(opened.socket, url, current, headers);
    } finally {
      opened.socket.destroy();
    }
    const next = request.redirects > 0 ? nextRequest(answer, url, current.method) : undefined;
    if (!next) return toObservation(answer, opened, url, redirected, performance.now() - start);
    if (redirected >= request.redirects)
      throw new ConnectionError("PROTOCOL", `${first.host} redirects more than ${request.redirects} times`);
    const { body, connectTo, ...rest } = current;
    const stays = next.url.origin === url.origin && connectTo !== undefined;
    current = {
      ...rest,
      method: next.method,
      ...(next.keepsBody && body !== undefined && { body }),
      ...(stays && { connectTo }),
    };
    url = next.url;
  }
}

async function exchangeOver(...given: Parameters<typeof exchange>): Promise<Exchange> {
  if (given[2].http2 !== true) return exchange(...given);
  const { exchange2 } = await import("./exchange-2.js");
  return exchange2(...given);
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new ConnectionError("UNAVAILABLE", `${text} is no web address`, "write http://… or https://…");
}

/** Credentials never follow a redirect to another origin. */
function headersFor({ headers, auth }: HttpRequest, sameOrigin: boolean): Record<string, string> {
  const basic = { "User-Agent": "itom", Accept: "*/*" };
  if (!sameOrigin) {
    const safe = Object.entries(headers).filter(
      ([name]) => !/^(?:authorization|cookie|proxy-authorization|host)$/i.test(name),
    );
    return { ...basic, ...Object.fromEntries(safe) };
  }
  if (!auth) return { ...basic, ...headers };
  const value =
    "bearer" in auth
      ? `Bearer ${auth.bearer}`
      : `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString("base64")}`;
  return { ...basic, ...headers, Authorization: value };
}

function toObservation(
  answer: Exchange,
  opened: OpenedUrl,
  url: URL,
  redirected: number,
  totalMs: number,
): HttpObservation {
  const { firstByteMs, ...rest } = answer;
  const { address, resolveMs, connectMs, tlsMs, certificate } = opened;
  return {
    ...rest,
    url: url.href,
    redirected,
    address,
    timings: { resolveMs, connectMs, tlsMs, firstByteMs, totalMs },
    ...(certificate && { certificate }),
  };
}
