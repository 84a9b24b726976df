import { shellQuote } from "../../../lib/shell-quote.js";
import type { ShellSession } from "../../../ports/shell.js";
import type { ProbeContext } from "../../contract.js";
import { boundsOf, hostOf } from "../../probe-support/target.js";
import type { LogOptions } from "./options.js";
import { planReads, positionAfter, type FileState } from "./plan-reads.js";

export interface LogSeen {
  /** Why nothing could be read. */
  readonly unreadable?: string;
  readonly lines: readonly string[];
  readonly notes: readonly string[];
  /** Bytes that wait for the next run. */
  readonly left: number;
  readonly lost: boolean;
  /** Where the next run goes on. */
  readonly position?: string;
}

const unread = { lines: [], notes: [], left: 0, lost: false };
const mostEntries = 10_000;

type Run = (command: string, maxOutputBytes: number) => ReturnType<ShellSession["run"]>;

/** Reads what is new since the position of the last run, in a session of its own. */
export async function observeLog(options: LogOptions, context: ProbeContext): Promise<LogSeen> {
  const { timeoutMs, signal } = boundsOf(context);
  const start = performance.now();
  const session = await context.ports.shell.connect(hostOf(context.target), { timeoutMs, signal });
  const run: Run = (command, maxOutputBytes) => {
    const left = Math.max(1, timeoutMs - (performance.now() - start));
    return session.run({ command, sudo: options.sudo, timeoutMs: left, maxOutputBytes, signal });
  };
  try {
    const { file } = options;
    return file === undefined
      ? await readJournal(options, context.position, run)
      : await readFile(file, options, context.position, run);
  } finally {
    await session.close();
  }
}

/** `now` or `old`, inode, size and path of the file and of what logrotate may have made of it. */
function statCommand(file: string): string {
  const path = shellQuote(file);
  return `LC_ALL=C;export LC_ALL
f=${path}
[ -e "$f" ]||{ echo missing;exit 0;}
[ -f "$f" ]||{ echo 'no file';exit 0;}
[ -r "$f" ]||{ echo forbidden;exit 0;}
stat -L -c 'now %i %s %n' "$f"||exit
for g in "$f".1 "$f".0 "$f"-*;do [ -f "$g" ]&&[ -r "$g" ]&&stat -L -c 'old %i %s %n' "$g";done
echo end`;
}

const reasons: Readonly<Record<string, string>> = {
  missing: "is not there",
  "no file": "is no file",
  forbidden: "may not be read by this user",
};

async function readFile(
  file: string,
  options: LogOptions,
  position: string | undefined,
  run: Run,
): Promise<LogSeen> {
  const { stdout, exitCode, truncated } = await run(statCommand(file), 262_144);
  const text = stdout.toString();
  const reason = reasons[text.trim()];
  if (reason !== undefined) return { ...unread, unreadable: `${file} ${reason}` };
  const files = [...text.matchAll(/^(now|old) (\d+) (\d+) (.+)$/gm)].map(
    ([, which, inode = "", size, path = ""]) =>
      ({ which, inode, size: Number(size), path }) satisfies FileState & { which: string | undefined },
  );
  const current = files.find(({ which }) => which === "now");
  if (exitCode !== 0 || truncated || !current || !/^end$/m.test(text))
    return { ...unread, unreadable: `${file}: stat says ${text.trim().slice(0, 100) || "nothing"}` };
  const bounds = { maxBytes: options.max_bytes, firstBytes: options.first_bytes };
  const plan = planReads(
    position,
    current,
    files.filter(({ which }) => which === "old"),
    bounds,
  );
  const lines: string[] = [];
  let next = position;
  for (const read of plan.reads) {
    const path = shellQuote(read.path);
    const command = `[ "$(stat -L -c %i ${path})" = ${read.inode} ]||exit 9
tail -c +${read.from + 1} ${path}|head -c ${read.length}`;
    const { stdout: data, exitCode: status } = await run(command, read.length + 1);
    if (status !== 0) return { ...unread, unreadable: `${read.path} was changed while it was read` };
    next = positionAfter(read, data, options.max_bytes);
    // A last line that is not whole is read again; what was rotated away gets no more.
    const isCurrent = read.inode === current.inode;
    const cut = isCurrent ? data.subarray(0, Number(next.split(" ").at(-1)) - read.from) : data;
    lines.push(...linesOf(cut.toString()));
  }
  return {
    lines,
    notes: plan.notes,
    left: plan.left,
    lost: plan.lost,
    ...(next !== undefined && { position: next }),
  };
}

async function readJournal(
  { unit, first_time: firstMs, max_bytes: maxBytes }: LogOptions,
  position: string | undefined,
  run: Run,
): Promise<LogSeen> {
  const cursor = /^journal ([A-Za-z0-9=;]{1,400})$/.exec(position ?? "")?.[1];
  const of = unit === undefined ? "" : ` -u ${shellQuote(unit)}`;
  const since =
    cursor === undefined ? `--since=-${Math.ceil(firstMs / 1_000)}s` : `--after-cursor=${shellQuote(cursor)}`;
  const base = `LC_ALL=C journalctl -q --no-pager -o short-iso --show-cursor${of}`;
  const { stdout, stderr, exitCode, truncated } = await run(`${base} ${since} -n ${mostEntries}`, maxBytes);
  if (exitCode !== 0 && !truncated) {
    const said = stderr.toString().trim().split("\n")[0]?.slice(0, 160);
    return {
      ...unread,
      unreadable: `the journal can't be read: ${said || `exit status ${exitCode ?? "none"}`}`,
    };
  }
  const lines = linesOf(stdout.toString());
  const last = lines.at(-1)?.startsWith("-- cursor: ") === true ? lines.pop() : undefined;
  const now = last ?? (truncated ? (await run(`${base} -n 1`, 65_536)).stdout.toString() : "");
  const next = /^-- cursor: ([A-Za-z0-9=;]{1,400})$/m.exec(now)?.[1] ?? cursor;
  return {
    lines,
    notes:
      cursor === undefined
        ? [`no position is known yet: looked at the last ${Math.ceil(firstMs / 60_000)} min`]
        : [],
    left: 0,
    lost: truncated || lines.length >= mostEntries,
    ...(next !== undefined && { position: `journal ${next}` }),
  };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
