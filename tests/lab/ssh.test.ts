import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labFolder, onHost } from "./support/lab.js";
import { run } from "./support/run.js";
import { keyOfAnother, openShells, type LabShells } from "./support/shells.js";

const text = (result: { stdout: Buffer }): string => result.stdout.toString();

describe.each(["ssh2", "openssh"] as const)("transport %s", (transport) => {
  let shells: LabShells;
  let folder: string;
  beforeAll(async () => {
    shells = await openShells(transport);
    folder = mkdtempSync(join(tmpdir(), "itom-lab-"));
  });
  afterAll(async () => {
    await shells.port.close();
    rmSync(folder, { recursive: true });
  });

  test("runs a command, with its input, output and status", async () => {
    const result = await shells.run("web1", "cat; hostname; echo odd >&2; exit 7", { stdin: "in\n" });
    expect(result).toMatchObject({ exitCode: 7, truncated: false });
    expect([text(result), result.stderr.toString()]).toEqual(["in\nweb1\n", "odd\n"]);
  });

  test("several commands share one connection", async () => {
    const session = await shells.connect("web1");
    const signal = new AbortController().signal;
    const request = { command: 'echo "$SSH_CLIENT"', timeoutMs: 20_000, maxOutputBytes: 1000, signal };
    const results = await Promise.all(Array.from({ length: 12 }, () => session.run(request)));
    expect(new Set(results.map(text)).size).toBe(1);
    await session.close();
  });

  test("reaches the dmz through the jump host, and says so", async () => {
    const session = await shells.connect("app1");
    expect(session.description).toContain("jump1");
    await session.close();
    const results = await Promise.all(["app1", "app2"].map((name) => shells.run(name, "hostname")));
    expect(results.map(text)).toEqual(["app1\n", "app2\n"]);
  });

  test("speaks with dropbear and busybox", async () => {
    expect(text(await shells.run("box1", "hostname; readlink /bin/sh"))).toBe("box1\n/bin/busybox\n");
  });

  test("crosses a slow and lossy cable", async () => {
    const result = await shells.run("slow1", "head -c 200000 /dev/zero", { timeoutMs: 40_000 });
    expect(result.stdout.length).toBe(200_000);
  });

  test("an sshd of 2010 is refused, with the way out", async () => {
    await expect(shells.run("legacy1", "hostname", { ssh: { legacy: false } })).rejects.toMatchObject({
      kind: "PROTOCOL",
      hint: expect.stringContaining("legacy"),
    });
  });

  test("an sshd of 2010 is reached with legacy: true", async () => {
    expect(text(await shells.run("legacy1", "hostname"))).toBe("legacy1\n");
  });

  test.each([
    ["web1", "without a password"],
    ["db1", "with a password"],
  ])("sudo on %s works %s", async (name) => {
    const result = await shells.run(name, "id -u; cat", { sudo: true, stdin: "kept" });
    expect(text(result)).toBe("0\nkept");
  });

  test("a wrong sudo password is SUDO", async () => {
    const ssh = { becomePassword: { literal: "not-the-password" } };
    await expect(shells.run("db1", "id -u", { sudo: true, ssh })).rejects.toMatchObject({ kind: "SUDO" });
  });

  test("the sudo password is on no command line", async () => {
    const { stdout } = await shells.run("db1", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '", { sudo: true });
    expect(stdout.toString()).toContain("sshd");
    expect(stdout.toString()).not.toContain("lab-ops-password");
  });

  test.each([
    ["off1", "no host has the address"],
    ["down1", "the link is down"],
  ])("%s: %s", async (name) => {
    await expect(shells.run(name, "hostname", { ssh: { connectTimeoutMs: 2000 } })).rejects.toMatchObject({
      kind: expect.stringMatching(/^(?:TIMEOUT|NO_ROUTE)$/),
    });
  });

  test("a port where nothing listens is REFUSED", async () => {
    await expect(shells.run("web1", "hostname", { ssh: { port: 2222 } })).rejects.toMatchObject({
      kind: "REFUSED",
    });
  });

  test("a changed host key is HOST_KEY, and nothing is accepted", async () => {
    const file = join(folder, "changed");
    writeFileSync(file, keyOfAnother("web1", "web2"));
    for (const hostKey of ["strict", "accept-new"] as const) {
      await expect(
        shells.run("web1", "hostname", { ssh: { knownHosts: [file], hostKey } }),
      ).rejects.toMatchObject({ kind: "HOST_KEY" });
    }
    expect(readFileSync(file, "utf8")).toBe(keyOfAnother("web1", "web2"));
  });

  test("an unknown host key is refused, or kept by accept-new and strict from then on", async () => {
    const file = join(folder, "new");
    writeFileSync(file, "");
    const ssh = { knownHosts: [file] };
    await expect(shells.run("web2", "hostname", { ssh })).rejects.toMatchObject({ kind: "HOST_KEY" });
    await shells.run("web2", "hostname", { ssh: { ...ssh, hostKey: "accept-new" } });
    expect(readFileSync(file, "utf8")).toContain("ssh-ed25519");
    expect(text(await shells.run("web2", "hostname", { ssh }))).toBe("web2\n");
  });

  test("a key that the host does not know is AUTH", async () => {
    const key = join(folder, `unknown-${transport}`);
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    await expect(shells.run("web1", "hostname", { ssh: { identity: [key] } })).rejects.toMatchObject({
      kind: "AUTH",
    });
  });

  test.each([
    ["plain1", "password"],
    ["db1", "keyboard-interactive"],
  ])("a secret logs in on %s by %s", async (name) => {
    const file = join(folder, "password");
    writeFileSync(file, "lab-ops-password\n", { mode: 0o600 });
    const ssh = { identity: [], password: { file } };
    expect(text(await shells.run(name, "id -un", { ssh }))).toBe("ops\n");
  });

  test.each(["plain1", "db1"])("a wrong password on %s is AUTH", async (name) => {
    const ssh = { identity: [], password: { literal: "not-the-password" } };
    await expect(shells.run(name, "id -un", { ssh })).rejects.toMatchObject({ kind: "AUTH" });
  });

  test.each([
    ["web1", "directly"],
    ["app1", "behind the jump host"],
  ])("a connection to %s (%s) that is reset in the middle of a command is LOST", async (name) => {
    const command = "echo begun; kill -9 $(pgrep -f '^sshd: ops'); sleep 30";
    await expect(shells.run(name, command)).rejects.toMatchObject({ kind: "LOST" });
  });

  test("a host that prints 100 MB is heard to its end, in bounded memory", async () => {
    const before = process.memoryUsage().rss;
    const result = await shells.run("web2", "head -c 100000000 /dev/zero; echo end >&2", {
      timeoutMs: 50_000,
    });
    expect(result).toMatchObject({ exitCode: 0, truncated: true });
    expect(result.stdout.length).toBeLessThanOrEqual(1_000_000);
    expect(result.stderr.toString()).toBe("end\n");
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test("a command that does not end is TIMEOUT", async () => {
    await expect(shells.run("web2", "sleep 300", { timeoutMs: 1000 })).rejects.toMatchObject({
      kind: "TIMEOUT",
    });
  });

  test("a host whose cable is pulled in the middle of a command does not hold the run", async () => {
    const session = await shells.connect("plain1", { keepaliveMs: 500 });
    const signal = new AbortController().signal;
    const request = { command: "sleep 300", timeoutMs: 30_000, maxOutputBytes: 1000, signal };
    const ended = session.run(request).catch((error: unknown) => error);
    await onHost("plain1", "ip", "link", "set", "eth0", "down");
    try {
      expect(await ended).toMatchObject({ kind: expect.stringMatching(/^(?:LOST|TIMEOUT)$/) });
    } finally {
      await session.close();
      await onHost("plain1", "ip", "link", "set", "eth0", "up");
      await onHost("plain1", "ip", "route", "replace", "default", "via", "10.77.1.1");
    }
  });
});

test("the lab's own known_hosts was left as it was", () => {
  expect(readFileSync(join(labFolder, "known_hosts"), "utf8").trim().split("\n").length).toBe(13);
});
