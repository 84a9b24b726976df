import { ConnectionError } from "../lib/connection-error.js";
import type { Finding } from "./contract.js";

export function ok(summary: string): Finding {
  return { status: "ok", summary };
}

export function warning(summary: string, hint?: string): Finding {
  return { status: "warning", summary, ...(hint !== undefined && { hint }) };
}

export function failed(summary: string, hint?: string): Finding {
  return { status: "failed", summary, ...(hint !== undefined && { hint }) };
}

export function skipped(why: string): Finding {
  return { status: "skipped", summary: why };
}

/** A connection's failure as a finding; anything else is a bug and is thrown on. */
export function failure(error: unknown): Finding {
  if (!(error instanceof ConnectionError)) throw error;
  return { ...failed(error.message, error.hint), kind: error.kind };
}
