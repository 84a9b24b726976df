import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { SectionOutput, ShellCheckType } from "../../../src/checks/contract.js";
import { checkTypes } from "../../../src/checks/types/index.js";
import { makeCertificate } from "../../../src/demo/network/certificate.js";
import { now, printed } from "./output.js";

const { certificate } = makeCertificate({
  subject: "web.test",
  notBefore: new Date(now.getTime() - 86_400_000),
  notAfter: new Date(now.getTime() + 90 * 86_400_000),
});

/** For each shell type, the output on which its own example is OK. */
const good: Readonly<Record<string, string>> = {
  certificate: `file 0\n${certificate}\nended 0 0\nend\n`,
  command: "12\n",
  cpu: "a cpu  100 0 100 800 0 0 0 0 0 0\nb cpu  110 0 110 880 0 0 0 0 0 0\n",
  disk: `m 27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
Filesystem     1024-blocks     Used Available Capacity Mounted on
/dev/vda         264212084 25493172  80897740      24% /
inodes
Filesystem       Inodes  IUsed    IFree IUse% Mounted on
/dev/vda       16777216 512742 16264474    4% /
end
`,
  file: "stat 81a0 root 0 shadow 42 1304 1795855154\nend\n",
  group: "a 0 root:x:0:\nend\n",
  inode: `m 27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
Filesystem     1024-blocks     Used Available Capacity Mounted on
/dev/vda         264212084 25493172  80897740      24% /
inodes
Filesystem       Inodes  IUsed    IFree IUse% Mounted on
/dev/vda       16777216 512742 16264474    4% /
end
`,
  load: "load 0.10 0.20 0.30 1/200 300\ncpus 0-3\n",
  memory: "MemTotal: 1000 kB\nMemAvailable: 900 kB\nSwapTotal: 10 kB\nSwapFree: 10 kB\n",
  mount: "m /dev/vda / ext4 rw,relatime 0 0\n",
  package: "manager dpkg\np 0 0 installed 1:9.2p1-2+deb12u3\nend\n",
  plugin: "USERS OK - 1 users currently logged in |users=1;5;10;0\n",
  port: "file /proc/net/tcp\nsocket 00000000:0016\n",
  process: `me 50
    PID    PPID USER                               RSS %CPU COMMAND
      1       0 root                             12000  0.1 /sbin/init
     40       1 root                              7000  0.0 sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups
     50 1
lines 4
`,
  "reboot-required": "none flag\n",
  service: ["sshd", "cron"]
    .map(
      (name) =>
        `Id=${name}.service\nLoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled\n`,
    )
    .join("\n")
    .concat("\nasked sshd cron\nmanager systemd\nend\n"),
  sysctl: "v 0 2\n",
  swap: "SwapTotal: 10 kB\nSwapFree: 10 kB\n",
  "updates-pending": "manager apt\nended 0\n",
  uptime: "uptime 86400.55 99\n",
  user: "a 0 root:x:0:0:root:/root:/bin/bash\nend\n",
};

const shellTypes = [...checkTypes.values()].filter((type) => type.kind === "shell");

describe.each(shellTypes)("$name", (type: ShellCheckType<unknown>) => {
  const { on: _on, type: _type, ...written } = parse(type.example) as Record<string, unknown>;
  const options = type.options.parse(written);
  const stateOf = (output: SectionOutput) => type.evaluate(options, output, now).state;

  it("is OK on good output", () => {
    expect(stateOf(printed(good[type.name] ?? ""))).toBe("OK");
  });

  it("is not OK on good output with any other exit status, or none", () => {
    const others = [...Array.from({ length: 255 }, (_, index) => index + 1), null];
    const passed = others.filter(
      (exitCode) => stateOf(printed(good[type.name] ?? "", { exitCode })) === "OK",
    );
    expect(passed).toEqual([]);
  });

  it.each([
    ["nothing", ""],
    ["white space", " \n\t\n"],
    ["zero bytes", "\0".repeat(2000)],
    ["a program", "\u007fELF\u0002\u0001\u0001\0\0\ufffd\ufffd"],
    ["a very long line", `\u0001${"x".repeat(300_000)}`],
    ["very many lines", "\u0001\n".repeat(50_000)],
  ])("is not OK on %s, whatever the exit status", (_, stdout) => {
    for (const exitCode of [0, 1, 2, 3, 127, 255, null]) {
      expect(stateOf(printed(stdout, { exitCode }))).not.toBe("OK");
      expect(stateOf(printed(stdout, { exitCode, stderr: stdout, truncated: true }))).not.toBe("OK");
    }
  });

  it("is not OK on garbage, and says something", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(0, 1, 127), (bytes, exitCode) => {
        const output = printed(`\0${Buffer.from(bytes).toString()}`, { exitCode });
        const verdict = type.evaluate(options, output, now);
        expect(verdict.state).not.toBe("OK");
        expect(verdict.summary.trim()).not.toBe("");
      }),
    );
  });
});
