import { expect, test } from "vitest";
import { plainJson } from "../../src/output/check/plain-json.js";

test.each<[string, unknown, string]>([
  [
    "a literal password",
    { auth: { user: "u", password: "hunter2" } },
    '{"auth":{"user":"u","password":"(hidden)"}}',
  ],
  ["where a secret is", { password: { env: "PW" } }, '{"password":{"env":"PW"}}'],
  ["a bearer token", { bearer: "hunter2" }, '{"bearer":"(hidden)"}'],
  [
    "headers",
    { headers: { "X-Api-Key": "a", "set-cookie": "b", Accept: "c" } },
    '{"headers":{"X-Api-Key":"(hidden)","set-cookie":"(hidden)","Accept":"c"}}',
  ],
  ["a file of a key", { key: "/etc/key.pem" }, '{"key":"/etc/key.pem"}'],
  ["bytes", { body: Buffer.from("ok") }, '{"body":"ok"}'],
  ["a 64-bit number", { value: 2n ** 64n }, '{"value":"18446744073709551616"}'],
  ["a map", new Map([["a", 1]]), '{"a":1}'],
  ["a pattern", [/a/u], '["/a/u"]'],
  ["nothing", undefined, "none"],
])("%s", (_name, value, text) => {
  expect(plainJson(value)).toBe(text);
});
