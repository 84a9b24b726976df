import type netSnmp from "net-snmp";
import { ConnectionError } from "../../lib/connection-error.js";
import type { AgentSession } from "./session.js";
import { silence, statusOf, toSnmpError } from "./to-error.js";

/** A request that the agent answered with an error status (RFC 3416 3). */
export class StatusError extends ConnectionError {
  constructor(
    readonly status: number,
    error: ConnectionError,
  ) {
    super(error.kind, error.message, error.hint);
  }
}

/** Bounds of all requests of one call. */
export interface Deadline {
  /** On the clock of `performance.now()`. */
  readonly at: number;
  readonly signal: AbortSignal;
}

/**
 * Makes one request. The library's own timer is not relied on: it is lost with some socket errors,
 * and there would be no end (each request is bounded here, retries and SNMPv3's discovery included).
 */
export function ask<T>(
  snmp: typeof netSnmp,
  agent: AgentSession,
  deadline: Deadline,
  start: (done: (error: Error | null, result: T) => void) => void,
): Promise<T> {
  const { timeoutMs, retries, version } = agent.settings;
  const rounds = version === 3 ? 3 : 1;
  const patience = Math.min(timeoutMs * (retries + 1) * rounds + 500, deadline.at - performance.now());
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(watchdog);
      deadline.signal.removeEventListener("abort", cancel);
    };
    const fail = (error: ConnectionError): void => {
      end();
      reject(error);
    };
    const cancel = (): void => fail(new ConnectionError("CANCELLED", "cancelled"));
    const watchdog = setTimeout(() => fail(silence(agent)), Math.max(1, patience));
    if (deadline.signal.aborted) return cancel();
    deadline.signal.addEventListener("abort", cancel, { once: true });
    start((error, result) => {
      if (error) return fail(withStatus(error, toSnmpError(snmp, error, agent)));
      agent.seen.answered = true;
      end();
      resolve(result);
    });
  });
}

function withStatus(error: Error, translated: ConnectionError): ConnectionError {
  const status = statusOf(error);
  return status === undefined ? translated : new StatusError(status, translated);
}
