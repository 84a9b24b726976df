import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSshConfig } from "../../../src/inventory/import/ssh-config.js";
import { folderOf } from "../../support/folder-of.js";

const read = async (files: Record<string, string>): ReturnType<typeof readSshConfig> => {
  const home = await folderOf(files);
  return readSshConfig(join(home, ".ssh/config"), home);
};

describe("readSshConfig", () => {
  it("takes the first value that holds, and adds keys up", async () => {
    const hosts = await read({
      ".ssh/config": `
# ours
Host web1 web2 *.wild
  HostName=%h.example.test
  User alice   # comment
  IdentityFile "~/.ssh/my key"
Host web2
  User bob
  Port 2222
  ProxyJump gate,ops@far.example.test:22
Host gate !web1
  HostName 10.0.0.1
  ProxyJump none
Host *
  User carol
  IdentityFile ~/.ssh/id_all
  IdentityFile ~/.ssh/%r
Match exec "true"
  User mallory
`,
    });
    expect(hosts).toEqual([
      {
        alias: "web1",
        hostName: "web1.example.test",
        user: "alice",
        identity: ["~/.ssh/my key", "~/.ssh/id_all"],
        jump: [],
      },
      {
        alias: "web2",
        hostName: "web2.example.test",
        user: "alice",
        port: 2222,
        identity: ["~/.ssh/my key", "~/.ssh/id_all"],
        jump: ["gate", "ops@far.example.test:22"],
      },
      { alias: "gate", hostName: "10.0.0.1", user: "carol", identity: ["~/.ssh/id_all"], jump: [] },
    ]);
  });

  it("follows Include with globs, relative to ~/.ssh and to ~", async () => {
    const hosts = await read({
      ".ssh/config": "Include conf.d/*.conf nothing/*\nInclude ~/more\nHost last\n",
      ".ssh/conf.d/20-b.conf": "host b\n",
      ".ssh/conf.d/10-a.conf": "HOST a\n",
      ".ssh/conf.d/readme": "Host no\n",
      more: "Host c\n\tport 23\n",
    });
    expect(hosts.map(({ alias }) => alias)).toEqual(["a", "b", "c", "last"]);
    expect(hosts[2]?.port).toBe(23);
  });

  it("does not follow a circle for ever", async () => {
    await expect(read({ ".ssh/config": "Include config\n" })).rejects.toThrow("too many files are included");
  });

  it("rejects where there is none", async () => {
    await expect(read({})).rejects.toMatchObject({
      code: "CONFIG",
      message: expect.stringContaining("can't be read"),
    });
  });
});
