import { shellQuote } from "../../lib/shell-quote.js";

/** One process as ps tells it. */
export interface ProcessLine {
  readonly pid: number;
  readonly ppid: number;
  readonly user: string;
  /** Resident memory in bytes. */
  readonly rss: number | null;
  /** Share of one processor over the process's life, in percent; busybox does not tell it. */
  readonly cpu: number | null;
  readonly args: string;
}

export interface ProcessList {
  /** Those that may be of interest; the script leaves the others out. */
  readonly processes: readonly ProcessLine[];
  /** The parent of every process. */
  readonly parents: ReadonlyMap<number, number>;
  /** The script's own shell. */
  readonly self: number;
  /** busybox's ps, which cuts user names after 8 characters. */
  readonly short: boolean;
}

/**
 * Prints `me PID`, then ps's lines whole where they have one of `words` (every line where undefined) or belong to a session,
 * of others only PID and PPID, then `lines NUMBER`. awk takes the words from its environment, so that they are on no command
 * line that ps shows.
 */
export function processScript(words: readonly string[] | undefined): string {
  const wanted = words === undefined ? "1" : "NR==1||has($0)||/sudo|sshd|dropbear/";
  const has = `function has(s,i){for(i=1;i<=n;i++)if(index(s,w[i]))return 1;return 0}BEGIN{n=split(ENVIRON["W"],w,"\\n")}`;
  return `echo "me $$"
{ ps -ww -eo pid,ppid,user:32,rss,pcpu,args 2>/dev/null||ps -o pid,ppid,user,rss,args;}|W=${shellQuote((words ?? []).join("\n"))} awk '${has}{if(${wanted})print substr($0,1,4000);else print $1,$2}END{print "lines",NR}'`;
}

const long = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+(\d+(?:\.\d+)?)\s+(\S.*)$/;
const short = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+(?:\.\d+)?[kmg]?)\s+(\S.*)$/;

/** Undefined where the list did not arrive whole. */
export function readProcessList(stdout: string): ProcessList | undefined {
  const self = Number(/^me (\d+)$/m.exec(stdout)?.[1] ?? Number.NaN);
  const total = Number(/^lines (\d+)$/m.exec(stdout)?.[1] ?? Number.NaN);
  const lines = stdout.split("\n");
  const header = lines.findIndex((line) => /^\s*PID\s+PPID\s+USER\s+RSS\s/.test(line));
  if (Number.isNaN(self) || header === -1) return undefined;
  const isShort = !lines[header]?.includes("%CPU");
  const end = lines.findIndex((line) => /^lines \d+$/.test(line));
  const rows = lines.slice(header + 1, end === -1 ? header : end);
  if (rows.length + 1 !== total || total < 2) return undefined;
  const processes: ProcessLine[] = [];
  const parents = new Map<number, number>();
  for (const row of rows) {
    const process = isShort ? readShort(row) : readLong(row);
    if (process) processes.push(process);
    const pair = /^\s*(\d+)\s+(\d+)/.exec(row);
    if (!pair) return undefined;
    parents.set(Number(pair[1]), Number(pair[2]));
  }
  return { processes, parents, self, short: isShort };
}

function readLong(row: string): ProcessLine | undefined {
  const match = long.exec(row);
  if (!match) return undefined;
  const [, pid, ppid, user = "", rss, cpu, args = ""] = match;
  return { pid: Number(pid), ppid: Number(ppid), user, rss: Number(rss) * 1024, cpu: Number(cpu), args };
}

const factors: Readonly<Record<string, number>> = { k: 1, m: 1024, g: 1024 ** 2 };

function readShort(row: string): ProcessLine | undefined {
  const match = short.exec(row);
  if (!match) return undefined;
  const [, pid, ppid, user = "", amount = "", args = ""] = match;
  const factor = factors[amount.slice(-1)] ?? 1;
  const rss = Math.round(Number.parseFloat(amount) * factor * 1024);
  return { pid: Number(pid), ppid: Number(ppid), user, rss, cpu: null, args };
}

/** The processes that are not of our own connection: not the script, what it started, nor the session that it came in. */
export function withoutOwn({ processes, parents, self }: ProcessList): ProcessLine[] {
  const known = new Map(processes.map((process) => [process.pid, process]));
  let top = self;
  for (let parent = parents.get(top); parent !== undefined && parent > 1; parent = parents.get(top)) {
    const above = known.get(parent);
    if (!above || !isSession(above, known)) break;
    top = parent;
  }
  return processes.filter(({ pid }) => !isBelow(pid, top, parents));
}

function isSession({ args, ppid }: ProcessLine, known: ReadonlyMap<number, ProcessLine>): boolean {
  if (/^(?:\S*\/)?sudo /.test(args)) return true;
  if (/^sshd(?:-session)?: /.test(args)) return !args.includes("[listener]");
  const dropbear = /^(?:\S*\/)?dropbear\b/;
  return dropbear.test(args) && dropbear.test(known.get(ppid)?.args ?? "");
}

function isBelow(pid: number, top: number, parents: ReadonlyMap<number, number>): boolean {
  let at: number | undefined = pid;
  for (let depth = 0; at !== undefined && depth < 1000; depth++) {
    if (at === top) return true;
    at = parents.get(at);
  }
  return false;
}
