import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseSshG } from "../../../../src/connections/ssh/config/parse-ssh-g.js";

/** From OpenSSH 9.2, shortened to the lines around those that count. */
const recorded = `host web1
user ops
hostname 10.0.0.5
port 2222
addressfamily any
identitiesonly yes
stricthostkeychecking ask
serveraliveinterval 0
ciphers chacha20-poly1305@openssh.com,aes128-ctr
identityfile ~/.ssh/work key
identityfile /keys/%h
globalknownhostsfile /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2
userknownhostsfile "/home/ops/known hosts" ~/.ssh/known_hosts
identityagent none
sendenv LANG
hostkeyalias web
proxyjump ops@bastion:2222,second
`;

test("reads what ssh prints", () => {
  expect(parseSshG(recorded, "/home/ops")).toEqual({
    hostName: "10.0.0.5",
    user: "ops",
    port: 2222,
    identity: ["/home/ops/.ssh/work key", "/keys/%h"],
    identitiesOnly: true,
    identityAgent: "none",
    jump: ["ops@bastion:2222", "second"],
    knownHosts: [
      "/home/ops/known hosts",
      "/home/ops/.ssh/known_hosts",
      "/etc/ssh/ssh_known_hosts",
      "/etc/ssh/ssh_known_hosts2",
    ],
    hostKeyAlias: "web",
  });
});

test("nothing, none and nonsense say nothing", () => {
  const empty = { identity: [], identitiesOnly: false, jump: [], knownHosts: [] };
  expect(parseSshG("", "/home/ops")).toEqual(empty);
  expect(
    parseSshG("proxyjump none\nproxycommand none\nidentityfile none\nport 0\nport\nuser\n=\n", undefined),
  ).toEqual(empty);
});

test("any text is read without complaint, and any port and user come through", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 1, max: 65_535 }),
      fc.stringMatching(/^[a-z][a-z0-9._-]{0,15}$/),
      (noise, port, user) => {
        const said = parseSshG(
          `port ${port}\nuser ${user}\n${noise.replaceAll(/^(?:port|user)\b/gim, "x")}`,
          "/h",
        );
        expect([said.port, said.user === "none" ? undefined : said.user]).toEqual([
          port,
          user === "none" ? undefined : user,
        ]);
      },
    ),
  );
});
