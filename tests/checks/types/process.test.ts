import { describe, expect, it } from "vitest";
import { processNames } from "../../../src/checks/type-support/process-names.js";
import { checkTypes } from "../../../src/checks/types/index.js";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const judge = (written: Record<string, unknown>, output: Parameters<typeof judgeWritten>[2]) =>
  judgeWritten("process", written, output);

/** As procps prints it, with the pairs of the lines that were left out. */
const procps = (...rows: readonly string[]): string => {
  const all = [
    "    PID    PPID USER                               RSS %CPU COMMAND",
    "      1       0 root                             12000  0.1 /sbin/init",
    ...rows,
    "    900       1 root                              7000  0.0 sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups",
    "    950     900 root                              8000  0.0 sshd: ops [priv]",
    "    951     950 ops                               8000  0.0 sshd: ops@notty",
    "    952 951",
    "    953     951 root                              5000  0.0 sudo -S -p x sh -s",
    "    954 953",
    "    955     952 ops                               1000  0.0 awk {nginx}",
  ];
  return `me 952\n${all.join("\n")}\nlines ${all.length}\n`;
};
const nginx = [
  "    700       1 root                              2000  0.5 nginx: master process /usr/sbin/nginx -g daemon on;",
  "    701     700 www-data                          6000  1.5 nginx: worker process",
];

describe("process", () => {
  it.each([
    [{ name: "nginx" }, nginx, "OK", "2 nginx, 7.8 MiB of memory"],
    [{ name: "nginx" }, [], "CRITICAL", "0 nginx (0 < 1)"],
    [{ name: "nginx", crit: "3:" }, nginx, "CRITICAL", "2 nginx (2 < 3)"],
    [{ name: "nginx", warn: 1 }, nginx, "WARNING", "2 nginx (2 > 1)"],
    [{ name: "nginx", crit: 0 }, [], "OK", "0 nginx"],
    [{ name: "nginx", user: "www-data", crit: "1:1" }, nginx, "OK", "1 nginx, 5.9 MiB of memory"],
    [{ name: "ngin" }, nginx, "CRITICAL", "0 ngin (0 < 1)"],
    [{ args: "master process" }, nginx, "OK", "1 /master process/, 2.0 MiB of memory"],
    [{ name: "nginx", args: "worker" }, nginx, "OK", "1 nginx, 5.9 MiB of memory"],
    [{ name: "nginx", rss: { crit: "5MiB" } }, nginx, "CRITICAL", "resident memory 7.8 MiB > 5.0 MiB"],
    [{ name: "nginx", cpu: { warn: "1%" } }, nginx, "WARNING", "processor time 2 % > 1 %"],
    [{ name: "nginx", crit: "0:0", rss: { crit: "1B" } }, [], "OK", "0 nginx"],
  ])("%j judges", (written, rows, state, summary) => {
    expect(judge(written, procps(...rows))).toMatchObject({ state, summary });
  });

  it("counts neither its own script nor the session that it came in", () => {
    expect(judge({ args: "nginx" }, procps())).toMatchObject({
      state: "CRITICAL",
      summary: "0 /nginx/ (0 < 1)",
    });
    expect(judge({ name: "sshd", crit: "1:1" }, procps())).toMatchObject({ state: "OK" });
    expect(judge({ name: "sudo", crit: 0 }, procps())).toMatchObject({ state: "OK" });
    const root = procps().replace("me 952", "me 954");
    expect(judge({ args: "nginx", crit: 0 }, root)).toMatchObject({ state: "OK" });
  });

  it("is UNKNOWN where the pattern would search for ever", () => {
    const hostile = `    800       1 eve                               2000  0.5 ${"a".repeat(200)}`;
    expect(judge({ args: "^(a|a)*b", crit: 0 }, procps(hostile))).toMatchObject({
      state: "UNKNOWN",
      summary: "/^(a|a)*b/ takes too long: simplify it",
    });
  });

  it("reads busybox's ps", () => {
    const busybox = `me 50
PID   PPID  USER     RSS  COMMAND
    1     0 root        4 init
   20     1 root      17m {fail2ban-server} /usr/bin/python3 /usr/bin/fail2ban-server -xf start
   30     1 averylon  1.5g /usr/bin/java -jar /srv/app.jar
   50     1 root     1000 sh -s
lines 5
`;
    expect(judge({ name: "fail2ban-server" }, busybox).values).toContainEqual({
      label: "rss",
      value: 17 * 1024 ** 2,
      unit: "B",
    });
    expect(judge({ name: "app.jar", user: "averylonguser" }, busybox).state).toBe("OK");
    expect(judge({ name: "app.jar", cpu: { crit: "50%" } }, busybox)).toMatchObject({
      state: "UNKNOWN",
      summary: "processor time could not be determined",
    });
  });

  it.each([
    ["nothing", ""],
    ["no end", procps(...nginx).replace(/lines \d+\n$/, "")],
    [
      "a line too few",
      procps(...nginx)
        .replace(nginx[1] ?? "", "")
        .replace("\n\n", "\n"),
    ],
    ["no header", procps(...nginx).replace("PID", "pid")],
    ["no shell of its own", procps(...nginx).replace("me 952", "me")],
    ["a line that is none", procps(...nginx, "what?")],
    ["nobody else's processes", procps(...nginx).replace("      1       0", "      2       0")],
  ])("is UNKNOWN with %s", (_, output) => {
    expect(judge({ name: "nginx" }, output).state).toBe("UNKNOWN");
  });

  it("says that ps is missing", () => {
    expect(judge({ name: "x" }, printed("me 1\nsh: 2: awk: not found\n", { exitCode: 127 })).summary).toBe(
      "awk is not on the host",
    );
  });

  it.each(shells)("finds real processes, and not itself, in $name", async ({ command }) => {
    const own = { args: "vitest|node" };
    expect(judge(own, await runWritten(command, "process", own)).state).toBe("OK");
    const word = "itom-no-such-process";
    expect(judge({ name: word }, await runWritten(command, "process", { name: word })).state).toBe(
      "CRITICAL",
    );
    expect(judge({ args: word, crit: 0 }, await runWritten(command, "process", { args: word })).state).toBe(
      "OK",
    );
  });
});

it.each([
  ["/usr/sbin/nginx -g daemon", ["nginx"]],
  ["nginx: worker process", ["nginx"]],
  ["-bash", ["bash"]],
  ["[kworker/0:1]", ["kworker/0:1"]],
  ["/usr/bin/python3 -u /usr/bin/fail2ban-server -xf", ["python3", "fail2ban-server"]],
  ["python3 -m http.server", ["python3", "http.server"]],
  ["perl -e print", ["perl"]],
  ["/bin/sh -c nginx", ["sh"]],
  ["sh -s", ["sh"]],
  ["java -Xmx1g -jar /opt/app.jar", ["java", "app.jar"]],
  ["node /srv/app/server.js", ["node", "server.js"]],
  ["{run} /bin/sh /bin/run", ["run", "sh", "run"]],
  ["", [""]],
])("%j goes by %j", (args, names) => {
  expect(processNames(args)).toEqual(names);
});

it.each([[{}], [{ user: "root" }], [{ name: "" }], [{ args: "(" }], [{ name: "a", rss: { warn: "80%" } }]])(
  "refuses %j",
  (written) => {
    expect(checkTypes.get("process")?.options.safeParse(written).success).toBe(false);
  },
);
