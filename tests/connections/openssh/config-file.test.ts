import { expect, test } from "vitest";
import { writeConfig } from "../../../src/connections/openssh/config-file.js";
import type { ConnectionError } from "../../../src/lib/connection-error.js";
import { makeHost } from "../shell/host.js";

function refusal(task: () => unknown): string {
  try {
    return `wrote ${String(task())}`;
  } catch (error) {
    return (error as ConnectionError).kind;
  }
}

test("the inventory comes first, then its jump hosts, then the files of ssh", () => {
  const ssh = {
    user: "ops",
    port: 2222,
    identity: ["/k/100% id"],
    knownHosts: ["/k/known"],
    jump: ["jump1", "me@10.9.9.9:23"],
  };
  const jump = makeHost({
    name: "jump1",
    address: "10.0.0.1",
    ssh: { identity: [], identitiesOnly: false, keepaliveMs: 0 },
  });
  const text = writeConfig(makeHost({ address: "10.0.0.5", ssh }), new Map([["jump1", jump]]), [
    "/home/ops/.ssh/config",
  ]);
  expect(text).toMatchInlineSnapshot(`
    "Host web1
      StrictHostKeyChecking yes
      ConnectTimeout 15
      ServerAliveInterval 15
      BatchMode yes
      IdentityFile "/k/100%% id"
      IdentitiesOnly yes
      UserKnownHostsFile "/k/known"
      GlobalKnownHostsFile none
      HostName 10.0.0.5
      User ops
      Port 2222
      ProxyJump jump1,me@10.9.9.9:23
    Host jump1
      StrictHostKeyChecking yes
      ConnectTimeout 15
      BatchMode yes
      HostName 10.0.0.1
    Host 10.9.9.9
      StrictHostKeyChecking yes
      ConnectTimeout 15
      ServerAliveInterval 15
      BatchMode yes
      IdentityFile "/k/100%% id"
      IdentitiesOnly yes
      UserKnownHostsFile "/k/known"
      GlobalKnownHostsFile none
    Host *
      LogLevel INFO
      NumberOfPasswordPrompts 1
      ForwardAgent no
      ForwardX11 no
      ClearAllForwardings yes
      PermitLocalCommand no
      RemoteCommand none
      RequestTTY no
      EscapeChar none
      UpdateHostKeys no
      Include "/home/ops/.ssh/config"
    "
  `);
});

test.each([
  ["a name that is a pattern", () => writeConfig(makeHost({ name: "web*" }), new Map(), [])],
  ["an address with a space", () => writeConfig(makeHost({ address: "a b" }), new Map(), [])],
  [
    "an address that is an option",
    () => writeConfig(makeHost({ address: "-oProxyCommand=x" }), new Map(), []),
  ],
  [
    "a user with a line break",
    () => writeConfig(makeHost({ ssh: { user: "a\nProxyCommand x" } }), new Map(), []),
  ],
  ["a path with a quote", () => writeConfig(makeHost({ ssh: { identity: ['a"b'] } }), new Map(), [])],
  ["a jump host with a space", () => writeConfig(makeHost({ ssh: { jump: ["a b"] } }), new Map(), [])],
])("%s is refused", (_name, task) => {
  expect(refusal(task)).toBe("UNAVAILABLE");
});
