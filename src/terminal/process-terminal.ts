import process from "node:process";
import type { WriteStream } from "node:tty";
import { colourLevel } from "./colour-level.js";
import type { OutputStream, Terminal } from "./terminal.js";

/** The terminal of this process. `colour` is `--no-color`'s value, undefined where it was not given. */
export function processTerminal(colour: boolean | undefined): Terminal {
  const stdout = outputStream(process.stdout);
  return {
    stdout,
    stderr: outputStream(process.stderr),
    stdinIsTTY: process.stdin.isTTY === true,
    async colours() {
      const { Chalk } = await import("chalk");
      return new Chalk({ level: colourLevel(colour, process.env, stdout.isTTY) });
    },
    readStdin,
  };
}

function outputStream(stream: WriteStream): OutputStream {
  return {
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns > 0 ? stream.columns : 80;
    },
    write: (text) => void stream.write(text),
  };
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}
