import type { Socket } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import { excerptOf } from "../network/excerpt-of.js";
import type { StartTls } from "../../ports/tls.js";

/** More than any greeting; a server that says more before TLS is none of ours. */
const mostBytes = 16_384;

interface Dialogue {
  /** Waits for bytes that `done` finds complete, and gives them. */
  read(done: (text: string) => boolean): Promise<string>;
  write(data: string | Buffer): void;
}

/** A whole SMTP or FTP reply: only lines before its last have a hyphen behind the code (RFC 5321 4.2.1). */
const wholeReply = (text: string): boolean => /(?:^|\n)(?!\d{3}-)[^\n]*\n$/.test(text);
const wholeLine = (text: string): boolean => text.endsWith("\n");

/** The plain part of each protocol, up to the moment when TLS starts. */
const protocols: Readonly<Record<StartTls, (dialogue: Dialogue) => Promise<void>>> = {
  async smtp({ read, write }) {
    expectStart("220", await read(wholeReply));
    write("EHLO itom\r\n");
    expectStart("250", await read(wholeReply));
    write("STARTTLS\r\n");
    expectStart("220", await read(wholeReply));
  },
  async imap({ read, write }) {
    expectStart("* ", await read(wholeLine));
    write("a STARTTLS\r\n");
    const answer = await read((text) => /(?:^|\n)a [^\n]*\n$/.test(text));
    expectStart("a OK", answer.slice(Math.max(0, answer.search(/^a /m))));
  },
  async pop3({ read, write }) {
    expectStart("+OK", await read(wholeLine));
    write("STLS\r\n");
    expectStart("+OK", await read(wholeLine));
  },
  async ftp({ read, write }) {
    expectStart("220", await read(wholeReply));
    write("AUTH TLS\r\n");
    expectStart("234", await read(wholeReply));
  },
  async ldap({ read, write }) {
    // An ExtendedRequest for 1.3.6.1.4.1.1466.20037 (RFC 4511 4.14.1).
    const oid = Buffer.from("1.3.6.1.4.1.1466.20037");
    write(Buffer.concat([Buffer.from([0x30, 0x1d, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16]), oid]));
    const answer = await read((text) => text.length >= 2 && text.length >= 2 + text.charCodeAt(1));
    const success = /\x78.{1,5}\x0a\x01\x00/s.test(answer);
    if (!success) throw refusal(answer);
  },
  async postgres({ read, write }) {
    // SSLRequest: length 8, code 80877103 (PostgreSQL, message formats).
    write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
    expectStart("S", await read((text) => text.length > 0));
  },
};

/** Talks until TLS may start. Rejects with PROTOCOL when the server does not want to, LOST when it hangs up. */
export async function startTls(socket: Socket, protocol: StartTls): Promise<void> {
  const reader = createDialogue(socket);
  try {
    await protocols[protocol](reader);
  } finally {
    reader.end();
  }
}

function createDialogue(socket: Socket): Dialogue & { end(): void } {
  let text = "";
  let wake: (() => void) | undefined;
  let closed = false;
  const onData = (data: Buffer): void => {
    text += data.toString("latin1");
    wake?.();
  };
  const onClose = (): void => {
    closed = true;
    wake?.();
  };
  socket.on("data", onData).on("close", onClose).on("end", onClose);
  return {
    async read(done) {
      for (;;) {
        if (done(text)) {
          const whole = text;
          text = "";
          return whole;
        }
        if (text.length > mostBytes)
          throw new ConnectionError("PROTOCOL", "the server talks too much before TLS");
        if (closed) throw new ConnectionError("LOST", "the server hung up before TLS started");
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    write: (data) => void socket.write(data),
    end() {
      socket.off("data", onData).off("close", onClose).off("end", onClose);
      socket.pause();
    },
  };
}

function expectStart(start: string, answer: string): void {
  if (!answer.startsWith(start)) throw refusal(answer);
}

function refusal(answer: string): ConnectionError {
  const line = excerptOf(answer);
  return new ConnectionError("PROTOCOL", `the server does not start TLS: ${line}`, "check port and starttls");
}
