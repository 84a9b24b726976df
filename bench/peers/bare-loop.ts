import { readFileSync } from "node:fs";
import { Client } from "ssh2";

/**
 * What a script of one's own would do over the same library: bare-loop.js HOSTS KEY USER SCRIPT AT-ONCE connects to each address in the file
 * HOSTS, runs the text of SCRIPT in one exec and keeps its output. Prints how many hosts came to the script's end.
 */
const [, , hostsFile = "", keyFile = "", username = "", scriptFile = "", atOnce = "100"] = process.argv;
const addresses = readFileSync(hostsFile, "utf8").trim().split("\n");
const privateKey = readFileSync(keyFile);
const script = readFileSync(scriptFile, "utf8");

function once(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.on("error", reject);
    client.on("ready", () => {
      client.exec(script, (error, channel) => {
        if (error) return reject(error);
        let output = "";
        channel.on("data", (data: Buffer) => (output += data.toString()));
        channel.stderr.resume();
        channel.on("close", () => {
          client.end();
          resolve(output);
        });
      });
    });
    client.connect({ host, username, privateKey, readyTimeout: 60_000, hostVerifier: () => true });
  });
}

let done = 0;
async function work(): Promise<void> {
  for (let host = addresses.shift(); host !== undefined; host = addresses.shift()) {
    const output = await once(host);
    if (output.trim().endsWith("all done")) done += 1;
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, work));
console.log(done);
