import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const sockets = `file /proc/net/tcp
socket 0100007F:1F90
socket 00000000:0016
file /proc/net/tcp6
socket 00000000000000000000000001000000:01BB
socket 0000000000000000FFFF00000100007F:0050
`;

describe("port", () => {
  it.each([
    [{ port: 22 }, sockets, "OK", "tcp port 22 is listened on"],
    [{ port: [22, 25] }, sockets, "CRITICAL", "nothing listens on tcp port 25"],
    [{ port: 25, listening: false }, sockets, "OK", "nothing listens on tcp port 25"],
    [{ port: 22, listening: false }, sockets, "CRITICAL", "something listens on tcp port 22"],
    [{ port: 8080, public: false }, sockets, "OK", "tcp port 8080 is listened on (loopback only)"],
    [{ port: 22, public: false }, sockets, "CRITICAL", "tcp port 22 is open beyond loopback"],
    [{ port: 8080, public: true }, sockets, "CRITICAL", "tcp port 8080 is listened on at loopback only"],
    [{ port: 443 }, sockets, "OK", "tcp port 443 is listened on (loopback only)"],
    [{ port: 80 }, sockets, "OK", "tcp port 80 is listened on (loopback only)"],
    [
      { port: 53, protocol: "udp" },
      "file /proc/net/udp\nsocket 00000000:0035\n",
      "OK",
      "udp port 53 is listened on",
    ],
    [
      { port: 25, listening: false },
      "",
      "UNKNOWN",
      "/proc/net/tcp could not be read: the host printed nothing",
    ],
  ])("%j judges", (written, output, state, summary) => {
    expect(judgeWritten("port", written, output)).toMatchObject({ state, summary });
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    const written = { port: 1, listening: false };
    expect(judgeWritten("port", written, await runWritten(command, "port", written)).state).toBe("OK");
  });

  it.each([
    ["10.0.0.127, little-endian", "7F00000A", "", false],
    ["::ffff:10.0.0.127, little-endian", "0000000000000000FFFF00007F00000A", "", false],
    ["127.0.0.53, little-endian", "3500007F", "order  01\n", true],
    ["127.0.0.53, big-endian", "7F000035", "order  02\n", true],
    ["10.0.0.127, big-endian", "0A00007F", "order  02\n", false],
    ["::1, big-endian", "00000000000000000000000000000001", "order  02\n", true],
    ["::ffff:127.0.0.1, big-endian", "00000000000000000000FFFF7F000001", "order  02\n", true],
  ])("knows whether %s is loopback", (_name, address, order, loopback) => {
    const printedOutput = `${order}file /proc/net/tcp\nsocket ${address}:0050\n`;
    expect(judgeWritten("port", { port: 80, public: false }, printedOutput).state).toBe(
      loopback ? "OK" : "CRITICAL",
    );
  });

  it.each(shells)("asks for the byte order in $name where it matters", async ({ command }) => {
    const written = { port: 1, listening: false, public: false };
    const output = await runWritten(command, "port", written);
    expect(output.stdout).toMatch(/^order +0[12]$/m);
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("port", { port: 22 }, printed(sockets, { exitCode: 2 })).state).toBe("UNKNOWN");
  });
});
