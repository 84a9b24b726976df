import type { CheckResult } from "../checks/index.js";
import type { CertificateFacts } from "../ports/tls.js";

/** A port that something on the host listens on. */
export interface ListeningPort {
  readonly port: number;
  /** Only the host itself can reach it. */
  readonly loopback: boolean;
}

/** What a port said when it was asked from here; `silent` where it was reached and said nothing that we know. */
export type PortAnswer =
  | { readonly kind: "unreachable"; readonly why: string }
  | { readonly kind: "silent" }
  | { readonly kind: "banner"; readonly text: string }
  | { readonly kind: "http"; readonly status: number; readonly totalMs: number }
  | {
      readonly kind: "tls";
      readonly certificate: CertificateFacts;
      readonly trusted: boolean;
      /** Where HTTP is spoken inside. */
      readonly http?: { readonly status: number; readonly totalMs: number; readonly verified: boolean };
    };

/** What was seen of a host. */
export interface Seen {
  readonly listening: readonly ListeningPort[];
  readonly answers: ReadonlyMap<number, PortAnswer>;
  /** Names of running services as the service manager has them. */
  readonly services: readonly string[];
  /** Results of checks of each type with its usual thresholds. */
  readonly measured: readonly CheckResult[];
  /** What could not be looked at, and why. */
  readonly notes: readonly string[];
}

/** One check entry to be taken or left, without `on`. */
export interface Proposal {
  readonly type: string;
  readonly id?: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** What was seen that speaks for it, one line. */
  readonly reason: string;
}
