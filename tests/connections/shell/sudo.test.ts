import { expect, test } from "vitest";
import { planSudo, sudoRefusal } from "../../../src/connections/shell/sudo.js";
import { failure } from "./contract.js";
import { makeHost } from "./host.js";

/** Recorded from sudo 1.8 to 1.9, sudo-rs and busybox. */
test.each([
  ["sudo: a password is required", "sudo asks for a password, and none is set on web1"],
  ["sudo: a terminal is required to read the password", "sudo asks for a password, and none is set on web1"],
  ["sudo: interactive authentication is required", "sudo asks for a password, and none is set on web1"],
  ["sudo: sorry, you must have a tty to run sudo", "sudo wants a terminal (requiretty in sudoers) on web1"],
  ["Sorry, try again.\nsudo: 1 incorrect password attempt", "sudo refused the password on web1"],
  ["sudo: Authentication failed, try again.", "sudo refused the password on web1"],
  ["ops is not in the sudoers file.", "sudo does not let this user become root on web1"],
  [
    "Sorry, user ops is not allowed to execute '/bin/sh' as root on web1.",
    "sudo does not let this user become root on web1",
  ],
  ["sh: 1: exec: sudo: not found", "sudo is not installed on web1"],
  ["sudo: something new", "sudo did not start the command on web1; it said: sudo: something new"],
  ["", "sudo did not start the command on web1; it said nothing"],
])("%j", (output, sentence) => {
  const error = sudoRefusal("web1", output, false);
  expect([error.kind, error.message]).toEqual(["SUDO", sentence]);
  expect(error.hint).toBeTruthy();
});

const secrets = { resolve: async () => "password" };

test("root needs no sudo, and nobody else gets root without it", async () => {
  const host = makeHost({ ssh: { become: "sudo", becomePassword: { env: "PW" } } });
  expect(await planSudo(host, "root", secrets)).toEqual({ become: "none" });
  expect(await planSudo(host, "ops", secrets)).toEqual({
    become: "sudo-with-password",
    password: "password",
  });
  expect(await planSudo(makeHost({ ssh: { become: "sudo" } }), "ops", secrets)).toEqual({ become: "sudo" });
  expect((await failure(planSudo(makeHost(), "ops", secrets))).kind).toBe("SUDO");
});
