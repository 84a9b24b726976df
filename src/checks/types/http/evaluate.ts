import type { HttpObservation } from "../../../ports/http.js";
import { formatDuration } from "../../../lib/duration.js";
import type { Value, Verdict } from "../../contract.js";
import { judgeExpiry } from "../../probe-support/days-left.js";
import { formatReading, judge, measured } from "../../thresholds/index.js";
import { conclude, type Finding } from "../../type-support/findings.js";
import { judgeAnswer } from "./judge-answer.js";
import type { HttpOptions } from "./options.js";

interface Answer {
  readonly seen: HttpObservation;
  readonly at: Date;
}

export function evaluate(given: HttpOptions, { seen, at }: Answer): Verdict {
  const { timings } = seen;
  const { state, reason } = judge(timings.totalMs, given);
  const findings: Finding[] = [...judgeAnswer(given.expect, seen), { state, text: `answered in ${reason}` }];
  const values: Value[] = [
    measured("time", timings.totalMs / 1_000, "s", given),
    measured("size", seen.body.length, "B"),
    ...partsOf(seen),
    ...judgeCertificate(given, seen, at, findings),
  ];
  const details = [
    `${withoutQuery(seen.url)} at ${seen.address}${seen.redirected > 0 ? `, after ${seen.redirected} redirects` : ""}`,
    `resolve ${formatDuration(timings.resolveMs)}, connect ${formatDuration(timings.connectMs)}, TLS ${formatDuration(timings.tlsMs)}, first byte ${formatDuration(timings.firstByteMs)}`,
  ];
  const fine = `status ${seen.status} in ${formatReading(timings.totalMs, "ms")}`;
  return conclude(findings, fine, { values, details });
}

/** Where the time of the last request went. */
function partsOf({ timings, url }: HttpObservation): Value[] {
  const { resolveMs, connectMs, tlsMs, firstByteMs } = timings;
  return [
    measured("dns", resolveMs / 1_000, "s"),
    measured("connect", connectMs / 1_000, "s"),
    ...(url.startsWith("https:") ? [measured("tls", tlsMs / 1_000, "s")] : []),
    measured("first_byte", firstByteMs / 1_000, "s"),
  ];
}

/** A query can hold a token, also one that a redirect put there. */
function withoutQuery(text: string): string {
  return text.replace(/[?#].*$/s, "");
}

function judgeCertificate(given: HttpOptions, seen: HttpObservation, at: Date, findings: Finding[]): Value[] {
  if (!given.certificate) return [];
  if (!seen.certificate) {
    findings.push({ state: "UNKNOWN", text: "there is no certificate: the address is not https" });
    return [measured("certificate", null, "s", given.certificate)];
  }
  const { leftMs, finding } = judgeExpiry([seen.certificate], at, given.certificate);
  findings.push(finding);
  return [measured("certificate", leftMs === null ? null : leftMs / 1_000, "s", given.certificate)];
}
