import { isIPv6 } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import type { HttpObservation, HttpRequest } from "../../ports/http.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ProbeCheckType, ProbeContext } from "../contract.js";
import { atEveryAddress, worstOfAddresses, type AtAddress } from "../probe-support/every-address.js";
import { unreachableIsCritical } from "../probe-support/failure.js";
import { boundsOf } from "../probe-support/target.js";
import { evaluate } from "./http/evaluate.js";
import { options, type HttpOptions } from "./http/options.js";

/** The one answer, or that of every address. */
type Answers = { readonly at: Date } & (
  { readonly seen: HttpObservation } | { readonly each: readonly AtAddress<HttpObservation>[] }
);

/** An HTTP request and what is in its answer. */
export const http = {
  kind: "probe",
  name: "http",
  summary: "An HTTP request: status, body, headers, JSON, time, certificate",
  targets: ["host", "service"],
  example:
    '{ on: web, type: http, url: "http://{{ address }}/healthz", expect: { status: 200, body: ok }, warn: 500ms, crit: 2s }',
  options,
  observe,
  evaluate: (given, { at, ...answer }) =>
    "each" in answer
      ? worstOfAddresses(answer.each, (seen) => evaluate(given, { seen, at }), unreachableIsCritical)
      : evaluate(given, { seen: answer.seen, at }),
  failed: (_given, error) => unreachableIsCritical(error),
} satisfies ProbeCheckType<HttpOptions, Answers>;

async function observe(given: HttpOptions, context: ProbeContext): Promise<Answers> {
  const url = given.url ?? ownUrl(context);
  const request = await toRequest(given, url, context);
  const at = context.now();
  if (!given.all_addresses) return { at, seen: await context.ports.http.request(request) };
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
  const each = await atEveryAddress(context, host, given.family, (connectTo) =>
    context.ports.http.request({ ...request, connectTo }),
  );
  return { at, each };
}

async function toRequest(given: HttpOptions, url: string, context: ProbeContext): Promise<HttpRequest> {
  const { ca, client_certificate: certificate, client_key: key } = given;
  const { secrets } = context.ports;
  const auth = await resolveAuth(given.auth, secrets);
  const proxy = await resolveProxy(given, secrets);
  return {
    url,
    method: given.method,
    headers: given.headers,
    redirects: given.redirects,
    maxBodyBytes: given.max_body,
    insecure: given.insecure,
    ...(given.http2 && { http2: true }),
    ...(given.body !== undefined && { body: given.body }),
    ...(given.family !== undefined && { family: given.family }),
    ...(auth && { auth }),
    ...(proxy && { proxy }),
    files: {
      ...(ca !== undefined && { ca }),
      ...(certificate !== undefined && { certificate }),
      ...(key !== undefined && { key }),
    },
    ...boundsOf(context),
  };
}

async function resolveProxy(
  { proxy: url, proxy_auth: auth }: HttpOptions,
  secrets: SecretsPort,
): Promise<HttpRequest["proxy"]> {
  if (url === undefined) return undefined;
  if (!auth) return { url };
  return { url, auth: { user: auth.user, password: await secrets.resolve(auth.password) } };
}

async function resolveAuth(auth: HttpOptions["auth"], secrets: SecretsPort): Promise<HttpRequest["auth"]> {
  if (!auth) return undefined;
  if ("bearer" in auth) return { bearer: await secrets.resolve(auth.bearer) };
  return { user: auth.user, password: await secrets.resolve(auth.password) };
}

function ownUrl({ target }: ProbeContext): string {
  if (target.kind === "host") {
    const { address } = target.host;
    return isIPv6(address) ? `http://[${address}]/` : `http://${address}/`;
  }
  throw new ConnectionError(
    "UNAVAILABLE",
    "the check is on a service, which has no address",
    "add url: to it",
  );
}
