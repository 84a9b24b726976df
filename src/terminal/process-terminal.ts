import { fstatSync } from "node:fs";
import process from "node:process";
import type { WriteStream } from "node:tty";
import { colourLevel } from "./colour-level.js";
import type { OutputStream, Terminal } from "./terminal.js";
import { writeAll } from "./write-all.js";

/** The terminal of this process. `colour` is `--no-color`'s value, undefined where it was not given. */
export function processTerminal(colour: boolean | undefined): Terminal {
  const stdout = outputStream(process.stdout, 1);
  return {
    stdout,
    stderr: outputStream(process.stderr, 2),
    stdinIsTTY: process.stdin.isTTY === true,
    async colours() {
      const { Chalk } = await import("chalk");
      return new Chalk({ level: colourLevel(colour, process.env, stdout.isTTY) });
    },
    readStdin,
  };
}

function outputStream(stream: WriteStream, fd: number): OutputStream {
  const write = isFile(fd) ? fileWriter(stream, fd) : (text: string) => void stream.write(text);
  return {
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns > 0 ? stream.columns : 80;
    },
    write,
  };
}

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false; // a closed one is the stream's to judge
  }
}

function fileWriter(stream: WriteStream, fd: number): OutputStream["write"] {
  return (text) => {
    try {
      writeAll(fd, text);
    } catch (error) {
      stream.emit("error", error);
    }
  };
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}
