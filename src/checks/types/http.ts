import { isIPv6 } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import type { HttpRequest } from "../../ports/http.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ProbeCheckType, ProbeContext } from "../contract.js";
import { unreachableIsCritical } from "../probe-support/failure.js";
import { boundsOf } from "../probe-support/target.js";
import { evaluate, type Answer } from "./http/evaluate.js";
import { options, type HttpOptions } from "./http/options.js";

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
  evaluate,
  failed: (_given, error) => unreachableIsCritical(error),
} satisfies ProbeCheckType<HttpOptions, Answer>;

async function observe(given: HttpOptions, context: ProbeContext): Promise<Answer> {
  const { ca, client_certificate: certificate, client_key: key } = given;
  const auth = await resolveAuth(given.auth, context.ports.secrets);
  const seen = await context.ports.http.request({
    url: given.url ?? ownUrl(context),
    method: given.method,
    headers: given.headers,
    redirects: given.redirects,
    maxBodyBytes: given.max_body,
    insecure: given.insecure,
    ...(given.body !== undefined && { body: given.body }),
    ...(given.family !== undefined && { family: given.family }),
    ...(auth && { auth }),
    files: {
      ...(ca !== undefined && { ca }),
      ...(certificate !== undefined && { certificate }),
      ...(key !== undefined && { key }),
    },
    ...boundsOf(context),
  });
  return { seen, at: context.now() };
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
