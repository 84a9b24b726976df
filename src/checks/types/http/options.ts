import { z } from "zod";
import { flag, matching, section, text, wholeNumber } from "../../../inventory/schema/basics.js";
import { family, file, secret, size } from "../../probe-support/options.js";
import { refuseWarnBehindCrit, thresholdSchema } from "../../thresholds/index.js";
import { jsonExpectations } from "../../type-support/json-expectation.js";
import { parseJsonPath } from "../../type-support/json-path.js";
import { pattern, patterns, texts } from "../../type-support/options.js";
import { jsonExpectation } from "./json-expectation.js";
import { statuses } from "./status.js";

const time = thresholdSchema({ unit: "ms", direction: "high" });
const days = thresholdSchema({ unit: "ms", direction: "low", bare: "d" });
const urlRule = "a web address, http:// or https://, without a password in it";

const url = text
  .refine((written) => isWebAddress(written), { error: urlRule })
  .describe("The address; http:// and the host's address where absent");

function isWebAddress(written: string): boolean {
  if (!URL.canParse(written)) return false;
  const { protocol, username, password } = new URL(written);
  return (protocol === "http:" || protocol === "https:") && username === "" && password === "";
}

const header = matching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "the name of a header");
const headerValue = z
  .string({ error: "text on one line" })
  .regex(/^[^\r\n\0]*$/, { error: "text on one line" });
const jsonPath = text.refine((written) => parseJsonPath(written) !== undefined, {
  error: "a path such as status or items[0].name",
});
const wanted = z.union(
  [
    z
      .string()
      .startsWith("~")
      .transform((written) => written.slice(1))
      .pipe(pattern),
    text,
  ],
  { error: "text that it contains, or ~PATTERN" },
);

const expect = section(
  {
    status: statuses.optional(),
    body: texts.describe("Text that the body contains").optional(),
    body_regex: patterns.describe("Patterns that the body matches").optional(),
    not_body_regex: patterns.describe("Patterns that the body does not match").optional(),
    not_body: texts.describe("Text that the body does not contain").optional(),
    header: z
      .record(header, wanted, { error: "a map of headers" })
      .describe("Headers and the text they contain, or ~PATTERN")
      .optional(),
    not_header: z
      .record(header, wanted, { error: "a map of headers" })
      .describe("Headers and the text they do not contain, or ~PATTERN")
      .optional(),
    json: z
      .union([jsonExpectations, z.record(jsonPath, jsonExpectation)], {
        error: "a map of paths and values, or a list of maps with path, is, matches, warn and crit",
      })
      .describe("Paths in a JSON body, and what stands there; or a list as in the type command")
      .optional(),
  },
  "what to expect: status, body, body_regex, not_body, not_body_regex, header, not_header, json",
);

const auth = z.union(
  [section({ user: text, password: secret }, "user and password"), section({ bearer: secret }, "bearer")],
  { error: "user and password, or bearer" },
);

export const options = section(
  {
    url: url.optional(),
    method: matching(/^[A-Z]{1,20}$/, "a method such as GET").default("GET"),
    headers: z.record(header, headerValue, { error: "a map of headers" }).default({}),
    body: z.string({ error: "text" }).max(1_048_576, { error: "at most 1 MiB of text" }).optional(),
    auth: auth.optional(),
    expect: expect.default({}),
    redirects: wholeNumber(0, 20).describe("Redirects to follow").default(5),
    max_body: size.describe("What is read of the body").default(1_048_576),
    family: family.optional(),
    all_addresses: flag.describe("Ask every address of the host, and report the worst").default(false),
    proxy: matching(/^http:\/\/[^\s/@]+\/?$/, "http://HOST:PORT")
      .describe("Go through this proxy")
      .optional(),
    proxy_auth: section({ user: text, password: secret }, "user and password").optional(),
    http2: flag.describe("Speak HTTP/2, and insist on it").default(false),
    insecure: flag.describe("Accept any certificate").default(false),
    ca: file.describe("Authorities to trust instead of the built-in ones, PEM").optional(),
    client_certificate: file.describe("A client certificate, PEM").optional(),
    client_key: file.describe("Its key, PEM").optional(),
    warn: time.describe("Total time").optional(),
    crit: time.describe("Total time").optional(),
    certificate: section(
      { warn: days.optional(), crit: days.optional() },
      "warn and crit for the time left until the certificate expires",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
  },
  "the options of http",
)
  .superRefine(refuseWarnBehindCrit)
  .superRefine(({ url: given, http2, proxy, all_addresses, proxy_auth }, context) => {
    if (http2 && given?.startsWith("https:") !== true)
      context.addIssue({ code: "custom", path: ["http2"], message: "true only with a url: of https://" });
    if (proxy !== undefined && all_addresses)
      context.addIssue({ code: "custom", path: ["all_addresses"], message: "either proxy or all_addresses" });
    if (proxy === undefined && proxy_auth)
      context.addIssue({ code: "custom", path: ["proxy_auth"], message: "proxy as well" });
  });

export type HttpOptions = z.output<typeof options>;
export type HttpExpectation = HttpOptions["expect"];
