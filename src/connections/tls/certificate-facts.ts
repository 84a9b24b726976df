import type { DetailedPeerCertificate } from "node:tls";
import type { CertificateFacts } from "../../ports/tls.js";

const longestChain = 16;

/** The chain from the leaf up, or an empty one when the server sent no certificate. */
export function chainOf(leaf: DetailedPeerCertificate): CertificateFacts[] {
  const chain: CertificateFacts[] = [];
  const seen = new Set<string>();
  let certificate: DetailedPeerCertificate | undefined = leaf;
  while (certificate?.raw && chain.length < longestChain && !seen.has(certificate.fingerprint256)) {
    seen.add(certificate.fingerprint256);
    chain.push(factsOf(certificate));
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

function factsOf(certificate: DetailedPeerCertificate): CertificateFacts {
  const subject = formatName(certificate.subject);
  const issuer = formatName(certificate.issuer);
  return {
    subject,
    issuer,
    names: namesOf(certificate.subjectaltname ?? ""),
    notBefore: toIso(certificate.valid_from),
    notAfter: toIso(certificate.valid_to),
    fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
    selfSigned: subject === issuer,
  };
}

/** `CN=…, O=…`; an attribute can be missing or have several values. */
function formatName(name: object | undefined): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${[value].flat().join("+")}`)
    .join(", ");
}

/** An unreadable date is the empty text, which no judge takes for a date. */
function toIso(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/** Reads Node's `DNS:a.test, IP Address:10.0.0.1`; names with odd characters are quoted there as in JSON. */
export function namesOf(text: string): string[] {
  const names: string[] = [];
  for (const [, kind, quoted, bare] of text.matchAll(
    /([A-Za-z ]+):(?:("(?:[^"\\]|\\.)*")|([^,"]*))(?:, |$)/gy,
  )) {
    const name = quoted === undefined ? (bare ?? "") : unquote(quoted);
    if (name !== "" && (kind === "DNS" || kind === "IP Address")) names.push(name);
  }
  return names;
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return "";
  }
}
