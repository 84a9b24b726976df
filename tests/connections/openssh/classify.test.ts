import { expect, test } from "vitest";
import { classify } from "../../../src/connections/openssh/classify.js";

/** Recorded from OpenSSH 8.4, 9.2 and 10.0, with names and keys replaced. */
test.each([
  ["UNRESOLVED", "ssh: Could not resolve hostname web1.test: Name or service not known"],
  ["UNRESOLVED", "ssh: Could not resolve hostname web1.test: Temporary failure in name resolution"],
  [
    "UNRESOLVED",
    "channel 0: open failed: connect failed: Name or service not known\r\nstdio forwarding failed\r\nConnection closed by UNKNOWN port 65535",
  ],
  ["REFUSED", "ssh: connect to host 10.0.0.5 port 22: Connection refused"],
  ["NO_ROUTE", "ssh: connect to host 10.0.0.5 port 22: No route to host"],
  ["NO_ROUTE", "ssh: connect to host 10.0.0.5 port 22: Network is unreachable"],
  ["TIMEOUT", "ssh: connect to host 10.0.0.5 port 22: Connection timed out"],
  ["TIMEOUT", "Connection timed out during banner exchange\r\nConnection to 10.0.0.5 port 22 timed out"],
  [
    "HOST_KEY",
    "No ED25519 host key is known for 10.0.0.5 and you have requested strict checking.\r\nHost key verification failed.",
  ],
  ["HOST_KEY", "Host key verification failed."],
  ["AUTH", "ops@10.0.0.5: Permission denied (publickey,password)."],
  [
    "AUTH",
    "Received disconnect from 10.0.0.5 port 22:2: Too many authentication failures\r\nDisconnected from 10.0.0.5 port 22",
  ],
  [
    "LOST",
    "kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 10.0.0.5 port 22",
  ],
  [
    "LOST",
    "kex_exchange_identification: read: Connection reset by peer\r\nConnection reset by 10.0.0.5 port 22",
  ],
  ["PROTOCOL", "kex_exchange_identification: banner line contains invalid characters"],
  ["PROTOCOL", "Bad remote protocol version identification: 'HTTP/1.1 400 Bad Request'"],
  [
    "PROTOCOL",
    "Unable to negotiate with 10.0.0.5 port 22: no matching key exchange method found. Their offer: diffie-hellman-group1-sha1",
  ],
  [
    "REFUSED",
    "channel 0: open failed: administratively prohibited: open failed\r\nstdio forwarding failed\r\nConnection closed by UNKNOWN port 65535",
  ],
  [
    "REFUSED",
    "channel 0: open failed: connect failed: Connection refused\r\nstdio forwarding failed\r\nConnection closed by UNKNOWN port 65535",
  ],
  [
    "UNAVAILABLE",
    "/tmp/x/1.conf: line 3: Bad configuration option: hostkeyz\r\n/tmp/x/1.conf: terminating, 1 bad configuration options",
  ],
  ["UNAVAILABLE", "Bad owner or permissions on /home/ops/.ssh/config"],
  ["LOST", "something that no version has said so far"],
  ["LOST", ""],
])("%s: %s", (kind, stderr) => {
  const error = classify("web1", stderr);
  expect(error.kind).toBe(kind);
  expect(error.message).toMatch(/^ssh can't reach web1: \S/);
  expect(error.hint).toBeTruthy();
});

test("a changed host key names the line in known_hosts", () => {
  const error = classify(
    "web1",
    `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
The fingerprint for the ED25519 key sent by the remote host is
SHA256:zGR5weu8HR+3yHtjovaI6XAErpG9QGCL+nxkBt6i/6A.
Please contact your system administrator.
Offending ED25519 key in /home/ops/.ssh/known_hosts:7
Host key for 10.0.0.5 has changed and you have requested strict checking.
Host key verification failed.`,
  );
  expect(error.kind).toBe("HOST_KEY");
  expect(error.message).toContain("REMOTE HOST IDENTIFICATION HAS CHANGED");
  expect(error.message).toContain("Offending ED25519 key in /home/ops/.ssh/known_hosts:7");
});

test("a key that could not be read is told with the refusal", () => {
  const error = classify(
    "web1",
    "Warning: Permanently added '10.0.0.5' (ED25519) to the list of known hosts.\nLoad key \"/home/ops/.ssh/id\": Permission denied\nops@10.0.0.5: Permission denied (publickey).",
  );
  expect([error.kind, error.message]).toEqual([
    "AUTH",
    'ssh can\'t reach web1: ops@10.0.0.5: Permission denied (publickey).; Load key "/home/ops/.ssh/id": Permission denied',
  ]);
});
