import { expect, test } from "vitest";
import { outlineConfig, questionFor } from "../../../../src/connections/ssh/config/relevance.js";

const debian = `Include /etc/ssh/ssh_config.d/*.conf
Host *
    SendEnv LANG LC_*
    HashKnownHosts yes
    GSSAPIAuthentication yes
`;

test.each([
  ["no file", []],
  ["Debian's own file", [debian]],
  ["another host's settings", ["Host db*\n  User admin\n  Port 22"]],
  ["a negated host", ["Host * !web1\n  User admin"]],
  ["a Match without settings that count", ["Match host web1\n  Compression yes"]],
])("%s needs no question", (_name, texts) => {
  expect(questionFor(outlineConfig(texts), "web1")).toBeUndefined();
});

test.each([
  ["settings for all at the top", "User admin"],
  ["its own host", "Host web1\n  User=admin"],
  ["a quoted pattern", 'Host "web?" other\n\tuser admin'],
  ["after another host", "Host db1\nPort 1\nHost web*\nPort 2222"],
  ["a Match, whose condition only ssh knows", "Match exec true\n  ProxyJump bastion"],
])("%s needs one", (_name, text) => {
  expect(questionFor(outlineConfig([text]), "web1")).toBeDefined();
});

test("hosts under the same lines share a question, unless a value depends on the host", () => {
  const plain = outlineConfig(["Host web*\n  User admin\nHost web2\n  Port 2222"]);
  expect(questionFor(plain, "web1")).toBe(questionFor(plain, "web3"));
  expect(questionFor(plain, "web1")).not.toBe(questionFor(plain, "web2"));
  const tokens = outlineConfig(["Host web*\n  HostName %h.example.test"]);
  expect(questionFor(tokens, "web1")).not.toBe(questionFor(tokens, "web3"));
});
