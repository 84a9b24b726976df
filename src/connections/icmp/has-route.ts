import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { messageOf } from "../../lib/errors.js";

/** Why this machine has no way to an address, or undefined when it has one. Connecting a UDP socket asks the routing table and sends nothing. */
export function routeProblem(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
    const end = (error?: unknown): void => {
      socket.close();
      resolve(error === undefined ? undefined : messageOf(error).replace(/^connect /, ""));
    };
    socket.once("error", end);
    socket.once("connect", () => end());
    // Port 9 is discard; no packet is sent to it.
    socket.connect(9, address);
  });
}
