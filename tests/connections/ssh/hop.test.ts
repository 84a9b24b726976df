import { expect, test } from "vitest";
import { parseHop } from "../../../src/connections/ssh/hop.js";

test.each([
  ["bastion", { host: "bastion" }],
  ["ops@bastion", { user: "ops", host: "bastion" }],
  ["ops@bastion:2222", { user: "ops", host: "bastion", port: 2222 }],
  ["10.0.0.1:22", { host: "10.0.0.1", port: 22 }],
  ["[::1]:2222", { host: "::1", port: 2222 }],
  ["ops@[fe80::1%eth0]", { user: "ops", host: "fe80::1%eth0" }],
  ["ssh://ops@bastion:2222/", { user: "ops", host: "bastion", port: 2222 }],
])("%s", (text, hop) => {
  expect(parseHop(text)).toEqual(hop);
});

test.each([
  [""],
  ["-oProxyCommand=x"],
  ["a b"],
  ["host:0"],
  ["host:65536"],
  ["host:22:22"],
  ["ops@"],
  ["::1"],
  ["a/b"],
])("%j is no place", (text) => {
  expect(parseHop(text)).toBeUndefined();
});
