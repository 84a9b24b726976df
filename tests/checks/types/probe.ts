import type { ProbeCheckType, ProbeContext, Target, Verdict } from "../../../src/checks/contract.js";
import { checkTypes } from "../../../src/checks/types/index.js";
import type { Ports } from "../../../src/ports/index.js";
import type { ConnectionErrorKind } from "../../../src/lib/connection-error.js";
import { makeHost, makeService } from "../../support/hosts.js";

export const now = new Date("2026-05-01T12:00:00Z");

export function probeType(name: string): ProbeCheckType<unknown, unknown> {
  const type = checkTypes.get(name);
  if (type?.kind !== "probe") throw new Error(`${name} is no probe`);
  return type;
}

/** Judges an observation by options as they are written in an inventory. */
export function judgeObserved(
  name: string,
  written: Readonly<Record<string, unknown>>,
  observation: unknown,
): Verdict {
  const type = probeType(name);
  return type.evaluate(type.options.parse(written), observation);
}

export function judgeFailure(
  name: string,
  written: Readonly<Record<string, unknown>>,
  kind: ConnectionErrorKind,
): Verdict {
  const type = probeType(name);
  const error = { kind, message: `it was ${kind}`, hint: "do this" };
  const failed = type.failed?.(type.options.parse(written), error);
  return failed ?? { state: "UNKNOWN", summary: error.message, values: [], error };
}

export function isAccepted(name: string, written: Readonly<Record<string, unknown>>): boolean {
  return probeType(name).options.safeParse(written).success;
}

export const onHost: Target = { kind: "host", host: makeHost("web1", { address: "10.0.0.1" }) };
export const onService: Target = { kind: "service", service: makeService("shop") };

/** Gives what a type asks its port for. */
export async function askedFor(
  name: string,
  written: Readonly<Record<string, unknown>>,
  ports: object,
  target: Target = onHost,
): Promise<unknown> {
  const type = probeType(name);
  const context: ProbeContext = {
    target,
    ports: ports as Ports,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    now: () => now,
  };
  return type.observe(type.options.parse(written), context);
}
