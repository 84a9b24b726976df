import type { CertificateFacts } from "../../ports/tls.js";
import { formatDuration } from "../../lib/duration.js";
import { judge, type Thresholds } from "../thresholds/index.js";
import type { Finding } from "../type-support/findings.js";

export interface Expiry {
  /** Milliseconds until the first certificate of the chain expires; negative afterwards, null when a date can't be read. */
  readonly leftMs: number | null;
  readonly finding: Finding;
}

/** Judges the earliest expiry of a chain; what has expired or is not valid yet is CRITICAL whatever the thresholds. */
export function judgeExpiry(chain: readonly CertificateFacts[], now: Date, thresholds: Thresholds): Expiry {
  const [first] = chain.toSorted((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter));
  const leftMs = first ? Date.parse(first.notAfter) - now.getTime() : Number.NaN;
  const readable = chain.every(({ notAfter }) => !Number.isNaN(Date.parse(notAfter)));
  if (!first || !readable) {
    return { leftMs: null, finding: { state: "UNKNOWN", text: "a date of the certificate can't be read" } };
  }
  const whose = first === chain[0] ? "certificate" : `certificate of ${first.subject}`;
  if (leftMs <= 0) {
    const text = `${whose} expired ${formatDuration(-leftMs)} ago`;
    return { leftMs, finding: { state: "CRITICAL", text } };
  }
  const early = chain.find(({ notBefore }) => Date.parse(notBefore) > now.getTime());
  if (early) {
    const text = `certificate of ${early.subject} is not valid before ${early.notBefore}`;
    return { leftMs, finding: { state: "CRITICAL", text } };
  }
  const { state, reason } = judge(leftMs, thresholds);
  return { leftMs, finding: { state, text: `${whose} expires in ${reason}` } };
}
