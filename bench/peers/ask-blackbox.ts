import { readFileSync } from "node:fs";
import { connect } from "node:net";

/**
 * Asks blackbox_exporter for one probe of each URL, over connections that stay, as Prometheus does. Bare sockets, so that the
 * asking costs next to nothing. Prints how many probes succeeded.
 */
const [, , file = "", atOnce = "", port = ""] = process.argv;
const urls = readFileSync(file, "utf8").trim().split("\n");
let next = 0;
let good = 0;

function work(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
    let text = "";
    const ask = (): void => {
      const url = urls[next++];
      if (url === undefined) socket.end();
      else
        socket.write(
          `GET /probe?module=http_2xx&target=${encodeURIComponent(url)} HTTP/1.1\r\nHost: blackbox\r\n\r\n`,
        );
    };
    socket.on("data", (data: Buffer) => {
      text += data.toString("latin1");
      if (!isWhole(text)) return;
      // A border between two chunks may stand in the middle of a line.
      if (text.replaceAll(/\r\n[0-9a-f]+\r\n/g, "").includes("\nprobe_success 1\n")) good += 1;
      text = "";
      ask();
    });
    socket.once("connect", ask).once("error", reject).once("close", resolve);
  });
}

function isWhole(text: string): boolean {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /^content-length: (\d+)/im.exec(text.slice(0, head))?.[1];
  return length === undefined ? text.endsWith("\r\n0\r\n\r\n") : text.length >= head + 4 + Number(length);
}

await Promise.all(Array.from({ length: Number(atOnce) }, work));
console.log(good);
