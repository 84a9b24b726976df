import { ConnectionError } from "../../lib/connection-error.js";

const redirecting = new Set([301, 302, 303, 307, 308]);

export interface NextRequest {
  readonly url: URL;
  readonly method: string;
  /** The body and the headers that describe it go along only where the method stays (RFC 9110 15.4). */
  readonly keepsBody: boolean;
}

/** Where an answer sends us, or undefined when it does not; throws PROTOCOL for what is no web address. */
export function nextRequest(
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  from: URL,
  method: string,
): NextRequest | undefined {
  const { location } = answer.headers;
  if (!redirecting.has(answer.status) || location === undefined) return undefined;
  const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:")
    throw new ConnectionError("PROTOCOL", `${from.host} redirects to what is no web address`);
  const becomesGet = answer.status === 303 || (answer.status < 303 && method === "POST");
  const next = becomesGet && method !== "HEAD" ? "GET" : method;
  return { url, method: next, keepsBody: next === method };
}
