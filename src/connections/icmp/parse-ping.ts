/** What the text of the system's `ping` says; undefined where it is no ping output that we know. */
export interface PingReport {
  readonly sent: number;
  readonly received: number;
  /** Milliseconds, in the order answered. */
  readonly timesMs: readonly number[];
}

/** Reads the output of iputils, busybox and BSD ping: the replies and the closing statistics, which must be there. */
export function parsePing(text: string): PingReport | undefined {
  const statistics = /(\d+) packets? transmitted, (\d+) (?:packets? )?received/.exec(text);
  if (!statistics) return undefined;
  const timesMs: number[] = [];
  for (const line of text.split("\n")) {
    const reply = /[=\s]time[=<]\s?([\d.]+)\s?ms/.exec(line);
    // A packet that comes twice is answered once.
    if (reply && !line.includes("DUP!")) timesMs.push(Number(reply[1]));
  }
  const sent = Number(statistics[1]);
  const received = Math.min(Number(statistics[2]), sent);
  return { sent, received, timesMs: timesMs.slice(0, received) };
}

/** The line that says why ping could not probe at all, or undefined when it could. */
export function parsePingFailure(text: string): string | undefined {
  const line = text
    .split("\n")
    .find((candidate) =>
      /(?:not permitted|permission denied|name or service not known|temporary failure|not known|no address|unknown host|bad address|invalid|usage:|cannot|can't|address family)/i.test(
        candidate,
      ),
    );
  return line?.trim().slice(0, 200);
}
