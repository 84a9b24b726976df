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

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("port", { port: 22 }, printed(sockets, { exitCode: 2 })).state).toBe("UNKNOWN");
  });
});
