import type { Host } from "../inventory/model.js";
import { ConnectionError } from "../lib/connection-error.js";
import type { Ports } from "../ports/index.js";
import type { PortAnswer } from "./contract.js";

interface Asking {
  readonly host: Host;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

const timeoutMs = 4_000;
/** Servers that speak first do so at once. */
const bannerMs = 1_500;
const mostBody = 65_536;

/** Finds out from here what a port speaks: it is listened to first, then offered TLS, then HTTP. Rejects only with CANCELLED. */
export async function askPort(port: number, asking: Asking): Promise<PortAnswer> {
  const { host, ports, signal } = asking;
  try {
    const steps = [{ expect: /\S/ }];
    const { received } = await ports.tcp.probe({
      address: host.address,
      port,
      steps,
      timeoutMs: bannerMs,
      maxBytes: 4_096,
      signal,
    });
    if (received.trim() !== "") return { kind: "banner", text: received.trim().slice(0, 200) };
  } catch (error) {
    return { kind: "unreachable", why: refuseCancelled(error).message };
  }
  return (await askTls(port, asking)) ?? (await askPlainHttp(port, asking)) ?? { kind: "silent" };
}

async function askTls(port: number, asking: Asking): Promise<PortAnswer | undefined> {
  const { host, ports, signal } = asking;
  try {
    const seen = await ports.tls.handshake({ address: host.address, port, timeoutMs, signal });
    const verified = await askHttp(`https://${hostPart(host.address)}:${port}/`, false, asking);
    const http = verified ?? (await askHttp(`https://${hostPart(host.address)}:${port}/`, true, asking));
    return {
      kind: "tls",
      certificate: seen.chain[0],
      trusted: seen.untrusted === undefined,
      ...(http && { http: { ...http, verified: verified !== undefined } }),
    };
  } catch (error) {
    refuseCancelled(error);
    return undefined;
  }
}

async function askPlainHttp(port: number, asking: Asking): Promise<PortAnswer | undefined> {
  const http = await askHttp(`http://${hostPart(asking.host.address)}:${port}/`, false, asking);
  return http && { kind: "http", ...http };
}

async function askHttp(
  url: string,
  insecure: boolean,
  { ports, signal }: Asking,
): Promise<{ status: number; totalMs: number } | undefined> {
  try {
    const request = {
      url,
      method: "GET",
      headers: {},
      redirects: 0,
      maxBodyBytes: mostBody,
      insecure,
      timeoutMs,
      signal,
    };
    const { status, timings } = await ports.http.request(request);
    return { status, totalMs: timings.totalMs };
  } catch (error) {
    refuseCancelled(error);
    return undefined;
  }
}

function refuseCancelled(error: unknown): ConnectionError {
  if (error instanceof ConnectionError && error.kind !== "CANCELLED") return error;
  throw error;
}

function hostPart(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}
