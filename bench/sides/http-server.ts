import { createServer } from "node:net";

/** The cheapest server that answers as HTTP does: it must not be what is measured. Prints its port. */
const body = "ok\n";
const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

const server = createServer({ noDelay: true }, (socket) => {
  // The requests have no body, so that each ends with its head; one that comes in pieces has it in the last.
  socket.on("data", (data) => {
    if (data.includes("\r\n\r\n")) socket.end(answer);
  });
  socket.on("error", () => socket.destroy());
});

server.listen({ port: 0, host: "0.0.0.0", backlog: 4096 }, () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(address.port);
});
