import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hostKeyError } from "../../../../src/connections/ssh/known-hosts/explain-verdict.js";
import { findEntries, judgeKey, knownTypes } from "../../../../src/connections/ssh/known-hosts/judge-key.js";
import { KnownHostsIndex } from "../../../../src/connections/ssh/known-hosts/known-hosts-index.js";
import { parseKnownHosts } from "../../../../src/connections/ssh/known-hosts/parse-known-hosts.js";

function place(keyName: string, keyPort: number, knownHosts: readonly string[]) {
  return { keyName, keyPort, address: keyName, port: keyPort, knownHosts };
}

/** A blob that begins with its type, as a real one does. */
function blob(type: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(body)]);
}

const ours = { type: "ssh-ed25519", blob: blob("ssh-ed25519", "ours") };
const key = ours.blob.toString("base64");
const otherKey = blob("ssh-ed25519", "other").toString("base64");
const rsaKey = blob("ssh-rsa", "rsa").toString("base64");

function hashed(name: string, salt = "salt-of-twenty-bytes"): string {
  const hash = createHmac("sha1", salt).update(name).digest("base64");
  return `|1|${Buffer.from(salt).toString("base64")}|${hash}`;
}

function judge(text: string, host = "web1.test", port = 22) {
  const index = new KnownHostsIndex(parseKnownHosts(text, "known_hosts"));
  return judgeKey(findEntries(index, host, port), ours);
}

test.each([
  ["plain", `web1.test ssh-ed25519 ${key}`, "known"],
  ["with a comment", `web1.test ssh-ed25519 ${key} root@web1`, "known"],
  ["one of several names", `10.0.0.1,web1.test,web1 ssh-ed25519 ${key}`, "known"],
  ["in upper case", `WEB1.Test ssh-ed25519 ${key}`, "known"],
  ["with tabs and CRLF", `web1.test\tssh-ed25519\t${key}\r\n`, "known"],
  ["hashed", `${hashed("web1.test")} ssh-ed25519 ${key}`, "known"],
  ["a glob", `*.test ssh-ed25519 ${key}`, "known"],
  ["a glob with ?", `web?.test ssh-ed25519 ${key}`, "known"],
  ["negated", `*.test,!web1.test ssh-ed25519 ${key}`, "unknown"],
  ["negated first", `!web1.test,*.test ssh-ed25519 ${key}`, "unknown"],
  ["another host", `web2.test ssh-ed25519 ${key}`, "unknown"],
  ["hashed for another host", `${hashed("web2.test")} ssh-ed25519 ${key}`, "unknown"],
  ["another key", `web1.test ssh-ed25519 ${otherKey}`, "changed"],
  ["another and the same key", `web1.test ssh-ed25519 ${otherKey}\nweb1.test ssh-ed25519 ${key}`, "known"],
  ["only a key of another type", `web1.test ssh-rsa ${rsaKey}`, "changed"],
  ["a certificate authority", `@cert-authority *.test ssh-ed25519 ${key}`, "unknown"],
  ["revoked", `@revoked * ssh-ed25519 ${key}\nweb1.test ssh-ed25519 ${key}`, "revoked"],
  ["another one revoked", `@revoked * ssh-ed25519 ${otherKey}\nweb1.test ssh-ed25519 ${key}`, "known"],
  ["a mark that we do not know", `@trusted web1.test ssh-ed25519 ${key}`, "unknown"],
  ["a comment", `# web1.test ssh-ed25519 ${key}`, "unknown"],
  ["an SSH 1 key", "web1.test 1024 65537 1234567890", "unknown"],
  ["a type that lies", `web1.test ssh-rsa ${key}`, "changed"],
  ["damaged base64", `web1.test ssh-ed25519 ${key.slice(0, -6)}!`, "unknown"],
  ["the name with another port", `[web1.test]:2222 ssh-ed25519 ${key}`, "unknown"],
])("%s is judged as ssh does", (_name, text, kind) => {
  expect(judge(text).kind).toBe(kind);
});

test.each([
  ["with the port", `[web1.test]:2222 ssh-ed25519 ${key}`, "known"],
  ["hashed with the port", `${hashed("[web1.test]:2222")} ssh-ed25519 ${key}`, "known"],
  ["a glob in brackets", `[*.test]:2222 ssh-ed25519 ${key}`, "known"],
  ["the same key under the name alone", `web1.test ssh-ed25519 ${key}`, "known"],
  ["another key under the name alone", `web1.test ssh-ed25519 ${otherKey}`, "unknown"],
  [
    "another key with the port",
    `[web1.test]:2222 ssh-ed25519 ${otherKey}\nweb1.test ssh-ed25519 ${key}`,
    "changed",
  ],
  [
    "revoked under the name alone",
    `@revoked web1.test ssh-ed25519 ${key}\n[web1.test]:2222 ssh-ed25519 ${key}`,
    "revoked",
  ],
])("on port 2222, %s", (_name, text, kind) => {
  expect(judge(text, "web1.test", 2222).kind).toBe(kind);
});

const name = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/);

test("any host is known by its plain and by its hashed line, and by no other host's", () => {
  fc.assert(
    fc.property(
      name,
      name,
      fc.integer({ min: 1, max: 65_535 }),
      fc.string({ minLength: 1 }),
      (host, other, port, salt) => {
        const place = port === 22 ? host : `[${host}]:${port}`;
        expect(judge(`${place} ssh-ed25519 ${key}`, host, port).kind).toBe("known");
        expect(judge(`${hashed(place, salt)} ssh-ed25519 ${key}`, host, port).kind).toBe("known");
        const expected = other === host ? "known" : "unknown";
        expect(judge(`${place} ssh-ed25519 ${key}`, other, port).kind).toBe(expected);
        expect(judge(`${hashed(place, salt)} ssh-ed25519 ${key}`, other, port).kind).toBe(expected);
      },
    ),
  );
});

test("no text makes a key known that stands nowhere in it", () => {
  const lines = fc.array(
    fc.constantFrom(
      "web1.test",
      "*",
      "@revoked",
      "@cert-authority",
      "|1|a|b",
      "!",
      "ssh-ed25519",
      otherKey,
      " ",
      ",",
      "\n",
      "\t",
      "#",
      "\0",
    ),
  );
  fc.assert(
    fc.property(lines, (parts) => {
      expect(judge(parts.join("")).kind).not.toBe("known");
    }),
  );
});

test("the types by which a host is known, marks left out", () => {
  const text = [
    `web1.test ssh-rsa ${rsaKey}`,
    `@cert-authority web1.test ssh-ed25519 ${key}`,
    `[web1.test]:2222 ssh-ed25519 ${key}`,
  ].join("\n");
  const index = new KnownHostsIndex(parseKnownHosts(text, "known_hosts"));
  expect(knownTypes(findEntries(index, "web1.test", 22))).toEqual(["ssh-rsa"]);
  expect(knownTypes(findEntries(index, "web1.test", 2222))).toEqual(["ssh-ed25519"]);
  expect(knownTypes(findEntries(index, "web1.test", 2223))).toEqual(["ssh-rsa"]);
});

test("a certificate authority is told apart from an unknown host", () => {
  const verdict = judge(`@cert-authority *.test ssh-ed25519 ${key}`);
  if (verdict.kind === "known") throw new Error("a certificate authority vouched for a plain key");
  const error = hostKeyError(verdict, place("web1.test", 22, []), ours);
  expect(error.message).toContain("known only by a certificate authority");
  expect(error.hint).toContain("ssh.transport: openssh");
});
