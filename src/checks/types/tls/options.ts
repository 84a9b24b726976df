import type { z } from "zod";
import { flag, matching, oneOf, port, section, text } from "../../../inventory/schema/basics.js";
import { family, file, host } from "../../probe-support/options.js";
import { refuseWarnBehindCrit, thresholdSchema } from "../../thresholds/index.js";
import { pattern, texts } from "../../type-support/options.js";

const days = thresholdSchema({ unit: "ms", direction: "low", bare: "d" });

export const options = section(
  {
    port: port.default(443),
    host: host.optional(),
    family: family.optional(),
    all_addresses: flag.describe("Ask every address of the name, and report the worst").default(false),
    cipher: pattern.describe("A pattern that the cipher's name must match").optional(),
    sni: text.describe("The name asked for; the host's name where it has one").optional(),
    starttls: oneOf(["smtp", "imap", "pop3", "ftp", "ldap", "postgres"])
      .describe("Speak this protocol until TLS starts")
      .optional(),
    warn: days.describe("Time left until the first certificate of the chain expires").optional(),
    crit: days.describe("Time left until the first certificate of the chain expires").optional(),
    min_version: oneOf(["1.0", "1.1", "1.2", "1.3"])
      .describe("The oldest TLS version allowed")
      .default("1.2"),
    names: texts.describe("Names that the certificate must cover; sni where absent").optional(),
    fingerprint: matching(/^[0-9A-Fa-f]{2}(?::?[0-9A-Fa-f]{2}){31}$/, "a SHA-256 fingerprint in hexadecimal")
      .transform((written) => written.replaceAll(":", "").toLowerCase())
      .describe("The certificate's SHA-256; where it is the right one, no authority is needed")
      .optional(),
    trusted: flag.describe("Insist on a known authority").default(true),
    ca: file.describe("Authorities to trust instead of the built-in ones, PEM").optional(),
    certificate: file.describe("A client certificate, PEM").optional(),
    key: file.describe("Its key, PEM").optional(),
  },
  "the options of tls",
).superRefine(refuseWarnBehindCrit);

export type TlsOptions = z.output<typeof options>;
