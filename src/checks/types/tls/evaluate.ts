import type { TlsObservation } from "../../../ports/tls.js";
import { matchesWithin } from "../../../lib/match-within.js";
import { formatDuration } from "../../../lib/duration.js";
import type { Value, Verdict } from "../../contract.js";
import { judgeExpiry } from "../../probe-support/days-left.js";
import { measured, parseThreshold, type Thresholds } from "../../thresholds/index.js";
import { conclude, type Finding } from "../../type-support/findings.js";
import { coversName } from "./matches-name.js";
import type { TlsOptions } from "./options.js";

export interface Handshake {
  readonly seen: TlsObservation;
  /** The name that was asked for; undefined where an address was. */
  readonly name?: string;
  readonly at: Date;
}

const kind = { unit: "ms", direction: "low", bare: "d" } as const;
const usual: Thresholds = { warn: parseThreshold("30d", kind), crit: parseThreshold("14d", kind) };

/** What OpenSSL's codes mean to a person; validity in time is judged by the dates themselves. */
const meanings: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its authority is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its authority is not known here, or the server sends no intermediate",
  CERT_SIGNATURE_FAILURE: "its signature is wrong",
  CERT_REVOKED: "it is revoked",
};
const judgedByDates = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);

export function evaluate(given: TlsOptions, { seen, name, at }: Handshake): Verdict {
  const [leaf] = seen.chain;
  const thresholds = given.warn || given.crit ? given : usual;
  const expiry = judgeExpiry(seen.chain, at, thresholds);
  const findings = [
    expiry.finding,
    ...judgeTrust(given, seen),
    ...judgeNames(given, seen, name),
    ...judgeVersion(given, seen),
    ...judgeCipher(given, seen),
  ];
  const left = expiry.leftMs === null ? null : expiry.leftMs / 1_000;
  const values: Value[] = [
    measured("expires_in", left, "s", thresholds),
    measured("handshake", seen.handshakeMs / 1_000, "s"),
  ];
  const details = [
    `${seen.version} ${seen.cipher}`,
    ...seen.chain.map((each) => `${each.subject}, by ${each.issuer}, until ${each.notAfter}`),
    `names: ${leaf.names.slice(0, 20).join(", ")}`,
    `SHA-256: ${leaf.fingerprint}`,
  ];
  const fine = `${leaf.subject} for ${formatDuration(expiry.leftMs ?? 0)}, ${seen.version}`;
  return conclude(findings, fine, { values, details });
}

function judgeTrust(given: TlsOptions, { chain: [leaf], untrusted }: TlsObservation): Finding[] {
  if (given.fingerprint !== undefined) {
    if (given.fingerprint === leaf.fingerprint) return [];
    return [
      {
        state: "CRITICAL",
        text: `another certificate: its fingerprint is ${leaf.fingerprint.slice(0, 16)}…`,
      },
    ];
  }
  if (!given.trusted || untrusted === undefined || judgedByDates.has(untrusted)) return [];
  return [{ state: "CRITICAL", text: `certificate is not trusted: ${meanings[untrusted] ?? untrusted}` }];
}

function judgeNames(
  given: TlsOptions,
  { chain: [leaf] }: TlsObservation,
  name: string | undefined,
): Finding[] {
  const wanted = given.names ?? (name === undefined ? [] : [name]);
  const missing = wanted.filter((each) => !coversName(leaf.names, each));
  if (missing.length === 0) return [];
  return [{ state: "CRITICAL", text: `certificate does not name ${missing.join(", ")}` }];
}

function judgeCipher(given: TlsOptions, { cipher }: TlsObservation): Finding[] {
  if (!given.cipher || matchesWithin(given.cipher, cipher)) return [];
  return [{ state: "CRITICAL", text: `the cipher is ${cipher}` }];
}

const versions: Readonly<Record<string, string>> = {
  TLSv1: "1.0",
  "TLSv1.1": "1.1",
  "TLSv1.2": "1.2",
  "TLSv1.3": "1.3",
};

function judgeVersion(given: TlsOptions, { version }: TlsObservation): Finding[] {
  const number = versions[version];
  // A version that we do not know can't be compared, and is no reason to be content.
  if (number === undefined) return [{ state: "UNKNOWN", text: `the TLS version ${version} is not known` }];
  if (number >= given.min_version) return [];
  return [{ state: "CRITICAL", text: `TLS ${number} is older than ${given.min_version}` }];
}
