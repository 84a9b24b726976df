import { createSocket } from "node:dgram";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNtpPort } from "../../../src/connections/ntp/ntp-port.js";
import { decodeAnswer } from "../../../src/connections/ntp/packet.js";
import { startNtpServer, type NtpServerOptions } from "../../../src/demo/network/ntp-server.js";
import type { NtpAnswer } from "../../../src/ports/ntp.js";

/** Long enough for a busy machine where an answer comes, short where none is expected. */
async function ask(options: NtpServerOptions, timeoutMs = 20_000): Promise<NtpAnswer> {
  const server = await startNtpServer(options);
  try {
    const signal = new AbortController().signal;
    return await createNtpPort().query({ address: "127.0.0.1", port: server.port, timeoutMs, signal });
  } finally {
    await server.close();
  }
}

describe("createNtpPort", () => {
  it("tells the server's clock against ours, and its word for itself", async () => {
    const answer = await ask({ offsetMs: 3_600_000, stratum: 1, leap: 1 });
    expect(answer).toMatchObject({ stratum: 1, leap: 1, reference: "GPS", address: "127.0.0.1" });
    expect(Math.abs(answer.offsetMs - 3_600_000)).toBeLessThanOrEqual(answer.delayMs / 2 + 5);
    expect(answer.rootDelayMs).toBeCloseTo(10, 0);
    expect(answer.rootDispersionMs).toBeCloseTo(20, 0);
    expect(answer.kiss).toBeUndefined();
  });

  it("reads a kiss-o'-death", async () => {
    expect(await ask({ stratum: 0, reference: "DENY" })).toMatchObject({ kiss: "DENY" });
  });

  it("asks again where a packet is lost", async () => {
    expect(await ask({ losses: 1 }, 2_000)).toMatchObject({ stratum: 2 });
  });

  it.each([
    ["garbage", "of 28 bytes"],
    ["another origin", "another question"],
    ["a client's packet", "mode 3"],
    ["no time", "without a time"],
    ["backwards", "before the question"],
  ] as const)("does not listen to %s, and says so when the time is up", async (instead, why) => {
    await expect(ask({ instead }, 300)).rejects.toMatchObject({
      kind: "PROTOCOL",
      message: expect.stringContaining(why),
    });
  });

  it("takes the right answer after a forged one", async () => {
    expect(await ask({ instead: "another origin", thenWell: true })).toMatchObject({ stratum: 2 });
  });

  it("tells silence, a closed port and a stop apart", async () => {
    await expect(ask({ instead: "nothing" }, 200)).rejects.toMatchObject({ kind: "TIMEOUT" });
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const { port } = socket.address();
    await new Promise<void>((resolve) => socket.close(() => resolve()));
    const query = { address: "127.0.0.1", port, timeoutMs: 20_000 };
    const { signal } = new AbortController();
    await expect(createNtpPort().query({ ...query, signal })).rejects.toMatchObject({ kind: "REFUSED" });
    const stopped = AbortSignal.abort();
    await expect(createNtpPort().query({ ...query, signal: stopped })).rejects.toMatchObject({
      kind: "CANCELLED",
    });
  });
});

describe("decodeAnswer", () => {
  it("knows the era after 2036", () => {
    const packet = Buffer.alloc(48);
    packet[0] = (4 << 3) | 4;
    packet[1] = 2;
    packet.writeUInt32BE(10, 32);
    packet.writeUInt32BE(11, 40);
    const read = decodeAnswer(packet, Date.UTC(2036, 1, 8));
    expect(read).toMatchObject({
      receivedAt: Date.UTC(2036, 1, 7, 6, 28, 26),
      sentAt: Date.UTC(2036, 1, 7, 6, 28, 27),
    });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(["string", "object"]).toContain(typeof decodeAnswer(Buffer.from(bytes), 1.8e12));
      }),
    );
  });
});
