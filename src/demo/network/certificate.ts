import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { ipv6Bytes } from "./ipv6-bytes.js";
import { der, objectId, sequence, time } from "./der.js";

export interface CertificateOptions {
  /** The common name. */
  readonly subject: string;
  /** DNS names and addresses of the subject alternative name. */
  readonly names?: readonly string[];
  /** Yesterday where undefined. */
  readonly notBefore?: Date;
  /** In 90 days where undefined. */
  readonly notAfter?: Date;
  /** Who signs; the certificate itself where undefined. */
  readonly issuer?: DemoCertificate;
  /** May sign others. */
  readonly authority?: boolean;
}

export interface DemoCertificate {
  readonly subject: string;
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
}

const dayMs = 86_400_000;
const ecdsaWithSha256 = sequence(objectId("1.2.840.10045.4.3.2"));

/** Makes an X.509 certificate (RFC 5280) with a fresh P-256 key, so that no key has to be shipped and none can expire. */
export function makeCertificate(options: CertificateOptions): DemoCertificate {
  const { subject, issuer, notBefore, notAfter } = options;
  const pair = generateKeyPairSync("ec", {
    namedCurve: "prime256v1",
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const serial = randomBytes(9);
  serial[0] = 1;
  const body = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, serial),
    ecdsaWithSha256,
    name(issuer?.subject ?? subject),
    sequence(
      time(notBefore ?? new Date(Date.now() - dayMs)),
      time(notAfter ?? new Date(Date.now() + 90 * dayMs)),
    ),
    name(subject),
    pair.publicKey,
    der(0xa3, sequence(...extensions(options))),
  );
  const signature = sign("sha256", body, createPrivateKey(issuer?.key ?? pair.privateKey));
  const whole = sequence(body, ecdsaWithSha256, der(0x03, [0], signature));
  return { subject, certificate: toPem(whole), key: pair.privateKey };
}

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectId("2.5.4.3"), der(0x0c, Buffer.from(commonName)))));
}

function extensions({ names = [], authority = false }: CertificateOptions): Buffer[] {
  const critical = der(0x01, [0xff]);
  const constraints = authority ? sequence(der(0x01, [0xff])) : sequence();
  // keyCertSign and cRLSign, or digitalSignature.
  const usage = der(0x03, authority ? [1, 0x06] : [7, 0x80]);
  const all = [
    sequence(objectId("2.5.29.19"), critical, der(0x04, constraints)),
    sequence(objectId("2.5.29.15"), critical, der(0x04, usage)),
  ];
  if (names.length === 0) return all;
  return [...all, sequence(objectId("2.5.29.17"), der(0x04, sequence(...names.map(alternativeName))))];
}

function alternativeName(text: string): Buffer {
  if (isIPv4(text)) return der(0x87, text.split(".").map(Number));
  if (isIPv6(text)) return der(0x87, ipv6Bytes(text));
  return der(0x82, Buffer.from(text));
}

function toPem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
