import { z } from "zod";
import { waitingTime, oneOf, port, section, text, wholeNumber } from "./basics.js";
import { secret } from "./secret.js";

const version = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal("2c")], { error: "1, 2 (or 2c) or 3" })
  .transform((written) => (written === "2c" ? 2 : written));

const auth = section(
  { protocol: oneOf(["md5", "sha", "sha224", "sha256", "sha384", "sha512"]), key: secret },
  "a map with protocol and key",
);

const priv = section(
  { protocol: oneOf(["des", "aes", "aes256b", "aes256r"]), key: secret },
  "a map with protocol and key",
);

/** How SNMP reaches a host; every level may give any part, and the whole is judged after they are joined. */
export const snmp = section(
  {
    version: version.describe("1, 2 (also 2c) or 3").optional(),
    community: secret.describe("For versions 1 and 2").optional(),
    user: text.describe("For version 3").optional(),
    context: text.describe("For version 3").optional(),
    auth: auth.describe("For version 3").optional(),
    priv: priv.describe("For version 3, with auth").optional(),
    port: port.optional(),
    timeout: waitingTime.optional(),
    retries: wholeNumber(0, 10).optional(),
  },
  "a map of SNMP settings",
).meta({ id: "snmp", description: "How SNMP reaches a host" });

export type WrittenSnmp = z.output<typeof snmp>;
