import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { labFolder, onHost, sshTo } from "./support/lab.js";
import { run } from "./support/run.js";

/** What the other tests take for granted about the lab, shown by programs that are not ours. */
const pingOnce = (address: string) => run("ping", ["-c", "1", "-W", "2", address]);

describe("the network", () => {
  test.each(["10.77.1.11", "10.77.1.18", "10.77.1.53"])("%s answers", async (address) => {
    expect((await pingOnce(address)).status).toBe(0);
  });

  test.each([
    ["no host has the address", "10.77.1.19"],
    ["the host's link is down", "10.77.1.17"],
  ])("nothing answers where %s", async (_why, address) => {
    expect((await pingOnce(address)).status).toBe(1);
  });

  test("the branch lies behind a slow and lossy cable", async () => {
    const { stdout } = await run("ping", ["-c", "200", "-i", "0.02", "-q", "10.77.2.11"]);
    const fastest = /= ([\d.]+)\//.exec(stdout)?.[1];
    const loss = /([\d.]+)% packet loss/.exec(stdout)?.[1];
    expect(Number(fastest)).toBeGreaterThanOrEqual(80);
    expect(Number(loss)).toBeGreaterThan(0);
    expect(Number(loss)).toBeLessThan(15);
  });

  test("no way leads to the dmz but the jump host", async () => {
    const direct = await sshTo("root@10.77.3.11", "hostname", "-o", "ConnectTimeout=5");
    expect(direct).toMatchObject({ status: 255, stderr: expect.stringContaining("unreachable") });
    expect(await sshTo("root@10.77.3.11", "hostname", "-J", "root@10.77.1.20")).toMatchObject({
      status: 0,
      stdout: "app1\n",
    });
  });

  test("the control node sees nothing of the machine's own network", async () => {
    const { stdout } = await run("ip", ["-o", "link"]);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(": ")[1]?.split("@")[0]),
    ).toEqual(["lo", "eth0"]);
  });
});

describe("the hosts", () => {
  test.each([
    ["10.77.1.11", "web1"],
    ["10.77.1.13", "db1"],
    ["10.77.1.18", "box1"],
    ["10.77.2.11", "slow1"],
  ])("%s is %s, with its own processes", async (address, name) => {
    const { stdout } = await sshTo(`root@${address}`, "hostname; ps ax 2>/dev/null || ps");
    expect(stdout.split("\n")[0]).toBe(name);
    expect(stdout).toContain("1 ");
    expect(stdout.split("\n").length).toBeLessThan(30);
  });

  test("each has a host key of its own", () => {
    const lines = readFileSync(join(labFolder, "known_hosts"), "utf8").trim().split("\n");
    expect(lines.length).toBe(13);
    expect(new Set(lines.map((line) => line.split(" ")[2])).size).toBe(lines.length);
  });

  test("box1 has busybox only", async () => {
    const { stdout } = await sshTo("root@10.77.1.18", "ls -l /bin/sh /bin/ps; busybox | head -n 1");
    expect(stdout).toMatch(/busybox[\s\S]*busybox[\s\S]*BusyBox v/);
  });

  test("legacy1 offers nothing that OpenSSH takes by default", async () => {
    const refused = await sshTo("root@10.77.1.16", "hostname");
    expect(refused).toMatchObject({
      status: 255,
      stderr: expect.stringContaining("no matching key exchange"),
    });
    const old = [
      "KexAlgorithms=+diffie-hellman-group1-sha1",
      "HostKeyAlgorithms=+ssh-rsa",
      "Ciphers=+aes128-cbc",
    ];
    const options = [...old, "MACs=+hmac-sha1"].flatMap((option) => ["-o", option]);
    expect(await sshTo("root@10.77.1.16", "hostname", ...options)).toMatchObject({ stdout: "legacy1\n" });
  });

  test("sudo asks for a password on db1 alone", async () => {
    expect(await sshTo("ops@10.77.1.11", "sudo -n id -u")).toMatchObject({ stdout: "0\n" });
    expect((await sshTo("ops@10.77.1.13", "sudo -n id -u")).stderr).toContain("password is required");
    const given = await sshTo("ops@10.77.1.13", "echo lab-ops-password | sudo -S -p '' id -u");
    expect(given).toMatchObject({ status: 0, stdout: "0\n" });
  });

  test("cron runs on web1 and is stopped on db1", async () => {
    expect((await onHost("web1", "service", "cron", "status")).status).toBe(0);
    expect((await onHost("db1", "service", "cron", "status")).status).toBe(3);
  });

  test("full1 has a full disk, and one without inodes", async () => {
    const { stdout } = await onHost("full1", "sh", "-c", "df -P /srv/full; df -Pi /srv/inodes");
    expect(stdout).toMatch(/100% \/srv\/full[\s\S]*100% \/srv\/inodes/);
  });
});

describe("the services", () => {
  const ca = ["-s", "--cacert", join(labFolder, "tls", "ca.pem")];

  test("web1 answers by HTTP and by TLS that the lab's CA vouches for", async () => {
    expect(await run("curl", ["-s", "http://10.77.1.11/healthz"])).toMatchObject({ stdout: "ok\n" });
    expect(await run("curl", [...ca, "https://web1.lab.test/healthz"])).toMatchObject({ stdout: "ok\n" });
  });

  test.each(["8443", "9443"])("web2's certificate on port %s is refused", async (port) => {
    expect((await run("curl", [...ca, `https://web2.lab.test:${port}/`])).status).toBe(60);
  });

  test("dns1 knows the lab's names, and no others", async () => {
    expect((await run("getent", ["hosts", "web1.lab.test"])).stdout).toContain("10.77.1.11");
    expect((await run("getent", ["hosts", "nothing.lab.test"])).status).toBe(2);
  });

  test.each([
    ["2c", ["-v2c", "-c", "lab-community"]],
    ["3", "-v3 -u monitor -l authPriv -a SHA -A lab-auth-password -x AES -X lab-priv-password".split(" ")],
  ])("SNMP version %s answers", async (_version, words) => {
    const got = await run("snmpget", [...words, "10.77.1.11", "1.3.6.1.2.1.1.5.0"]);
    expect(got.stdout).toContain('"web1"');
  });
});
