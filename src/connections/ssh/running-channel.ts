import type { ClientChannel } from "ssh2";
import type { Running } from "../shell/follow.js";

/**
 * A command in a channel. The events are caught from the first moment on: a short command's whole output, its status
 * and the end can arrive in one packet, before anybody else has had a chance to listen.
 */
export function runningChannel(channel: ClientChannel): Running {
  let exit: [code: number | null, signal: string | undefined] | undefined;
  let tellExit: ((code: number | null, signal: string | undefined) => void) | undefined;
  let open = 2;
  let tellClose: (() => void) | undefined;
  const closed = (): void => {
    open -= 1;
    if (open === 0) tellClose?.();
  };
  channel.on("error", () => {});
  channel.stderr.on("error", () => {});
  channel.once("close", closed);
  channel.stderr.once("close", closed);
  channel.once("exit", (code: number | null, signal?: string) => {
    exit = [code, signal];
    tellExit?.(code, signal);
  });
  const release = (): void => drop(channel);
  return {
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    onExit(listener) {
      tellExit = listener;
      if (exit) listener(...exit);
    },
    onClose(listener) {
      tellClose = listener;
      if (open <= 0) listener();
    },
    kill() {
      try {
        channel.signal("KILL");
      } catch {
        // The channel has ended by itself.
      }
      release();
    },
    release,
  };
}

/** Closes our side and lets what still comes run into nothing; an unread channel would never close. */
function drop(channel: ClientChannel): void {
  for (const stream of [channel, channel.stderr]) {
    stream.removeAllListeners("data");
    stream.resume();
  }
  channel.close();
}
