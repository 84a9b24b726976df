import type { Socket } from "node:net";
import { execWithin } from "../../lib/match-within.js";
import type { TcpObservation, TcpStep } from "../../ports/tcp.js";

type Unmet = NonNullable<TcpObservation["unmet"]>;
type Talk = Pick<TcpObservation, "received" | "unmet">;

/** Runs the steps on an open connection. Resolves also when a step is never met; `timeUp` tells when to give up. */
export function runDialogue(
  socket: Socket,
  steps: readonly TcpStep[],
  maxBytes: number,
  timeUp: AbortSignal,
): Promise<Talk> {
  return new Promise((resolve) => {
    let received = "";
    let matchedUpTo = 0;
    let step = 0;
    const finish = (why?: Unmet["why"]): void => {
      socket.off("data", onData);
      timeUp.removeEventListener("abort", onTimeUp);
      resolve({ received, ...(why !== undefined && { unmet: { step, why } }) });
    };
    /** Goes on until a step has to wait, or all are done. */
    const advance = (): boolean => {
      for (; step < steps.length; step++) {
        const current = steps[step];
        if (!current) break;
        if ("send" in current) socket.write(current.send);
        else {
          const found = execWithin(current.expect, received.slice(matchedUpTo));
          if (found === undefined) {
            finish("too slow");
            return true;
          }
          if (!found) return false;
          matchedUpTo += found.index + found[0].length;
        }
      }
      finish();
      return true;
    };
    const onData = (data: Buffer): void => {
      const room = maxBytes - received.length;
      received += data.subarray(0, room).toString("latin1");
      if (!advance() && data.length > room) finish("too large");
    };
    const onTimeUp = (): void => finish("timeout");
    timeUp.addEventListener("abort", onTimeUp, { once: true });
    socket.on("data", onData);
    socket.once("end", () => finish("closed"));
    socket.once("close", () => finish("closed"));
    advance();
  });
}
