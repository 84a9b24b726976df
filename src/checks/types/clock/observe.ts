import { ConnectionError } from "../../../lib/connection-error.js";
import type { ShellSession } from "../../../ports/shell.js";
import type { ProbeContext } from "../../contract.js";
import { boundsOf, hostOf } from "../../probe-support/target.js";

export interface ClockSeen {
  /** What the host printed as its time. */
  readonly printed: string;
  readonly exitCode: number | null;
  /** Our clock before it was asked and after it had answered, milliseconds since 1970: it printed between the two. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** What its time daemon says, as sync-state.ts reads it. */
  readonly sync: string;
}

/** busybox's date may not know %N. */
const timeCommand = "LC_ALL=C date +%s.%N";

/** The first of these programs that is there answers; each line has its name before it. */
const syncCommand = `LC_ALL=C PATH=$PATH:/usr/sbin:/sbin;export LC_ALL PATH
if command -v chronyc >/dev/null 2>&1&&r=$(chronyc -c tracking 2>/dev/null);then echo "chronyc $r"
elif command -v ntpq >/dev/null 2>&1&&r=$(ntpq -c rv 2>/dev/null)&&[ -n "$r" ];then echo "ntpq $r"
elif command -v timedatectl >/dev/null 2>&1&&r=$(timedatectl show -p NTPSynchronized 2>/dev/null);then echo "timedatectl $r"
else echo none
fi`;

const syncTimeoutMs = 5_000;

/** Asks in a session of its own: in the script of all checks nobody could say when the host's time was printed. */
export async function observeClock(context: ProbeContext): Promise<ClockSeen> {
  const { timeoutMs, signal } = boundsOf(context);
  const start = performance.now();
  const left = (): number => Math.max(1, timeoutMs - (performance.now() - start));
  const session = await context.ports.shell.connect(hostOf(context.target), { timeoutMs, signal });
  try {
    const askedAt = context.now().getTime();
    const { stdout, exitCode } = await session.run({
      command: timeCommand,
      timeoutMs: left(),
      maxOutputBytes: 1_024,
      signal,
    });
    const answeredAt = context.now().getTime();
    const sync = await askSync(session, Math.min(left(), syncTimeoutMs), signal);
    return { printed: stdout.toString(), exitCode, askedAt, answeredAt, sync };
  } finally {
    await session.close();
  }
}

/** A daemon that does not answer leaves the host's clock known. */
async function askSync(session: ShellSession, timeoutMs: number, signal: AbortSignal): Promise<string> {
  try {
    const { stdout } = await session.run({ command: syncCommand, timeoutMs, maxOutputBytes: 16_384, signal });
    return stdout.toString();
  } catch (error) {
    if (error instanceof ConnectionError && error.kind === "TIMEOUT") return "none";
    throw error;
  }
}
