import { createServer, type Server, type Socket } from "node:net";

/**
 * `silent` accepts and says nothing, `close` hangs up at once, `reset` resets, `garbage` sends what no protocol knows,
 * `endless` sends garbage without an end, `drip` sends a byte a second.
 */
export type ServerFault = "silent" | "close" | "reset" | "garbage" | "endless" | "drip";

const garbage = Buffer.from("\u001b]0;owned\u0007\u0000\u00ff!!! no protocol !!!\r\n\r\n", "latin1");

/** A TCP server that misbehaves; `greeting` comes first where given. */
export function createFaultyServer(fault: ServerFault, greeting = ""): Server {
  return createServer((socket) => {
    socket.on("error", () => socket.destroy());
    if (greeting !== "") socket.write(greeting);
    misbehave(socket, fault);
  });
}

function misbehave(socket: Socket, fault: ServerFault): void {
  // Without a reader the end of the other side would never be seen.
  socket.resume();
  if (fault === "close") socket.end();
  else if (fault === "reset") socket.resetAndDestroy();
  else if (fault === "garbage") socket.end(garbage);
  else if (fault === "endless") pour(socket);
  else if (fault === "drip") {
    const timer = setInterval(() => socket.write("x"), 1_000);
    socket.on("close", () => clearInterval(timer));
  }
}

function pour(socket: Socket): void {
  const block = Buffer.alloc(65_536, garbage);
  const more = (): void => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on("drain", more);
  more();
}
