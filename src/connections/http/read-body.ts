import type { IncomingMessage } from "node:http";
import { ConnectionError } from "../../lib/connection-error.js";
import { codeOf } from "../network/system-error.js";

export interface Body {
  readonly body: Buffer;
  readonly truncated: boolean;
}

/** Reads up to `maxBytes` and then ends the connection, so that an endless answer costs neither time nor memory. */
export function readBody(message: IncomingMessage, maxBytes: number, host: string): Promise<Body> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const finish = (truncated: boolean): void => {
      resolve({ body: Buffer.concat(pieces, Math.min(length, maxBytes)), truncated });
    };
    message.on("data", (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length <= maxBytes) return;
      finish(true);
      message.destroy();
    });
    message.once("end", () => finish(false));
    message.on("error", (error) => {
      if (codeOf(error).startsWith("HPE_"))
        reject(new ConnectionError("PROTOCOL", `${host} broke HTTP in the middle of the answer`));
      else reject(lost(host));
    });
    message.once("close", () => {
      if (!message.complete) reject(lost(host));
    });
  });
}

function lost(host: string): ConnectionError {
  return new ConnectionError("LOST", `${host} closed the connection before the answer was whole`);
}
