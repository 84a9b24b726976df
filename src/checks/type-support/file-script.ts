import { shellQuote } from "../../lib/shell-quote.js";

export interface FileQuestions {
  readonly path: string;
  readonly age: boolean;
  readonly sha256: boolean;
  /** Extended regular expressions of grep(1), judged on the host, so that no content leaves it. */
  readonly patterns: readonly string[];
}

/** Prints `stat MODE USER UID GROUP GID SIZE CHANGED` or stat's error and `failed STATUS`, then what else was asked, then `end`. */
export function fileScript({ path, age, sha256, patterns }: FileQuestions): string {
  const file = shellQuote(path);
  return [
    `p=${file}`,
    `stat -L -c 'stat %f %U %u %G %g %s %Y' "$p"||{ echo "failed $?";[ -L "$p" ]&&echo dangling;echo end;exit 0;}`,
    ...(age ? [`date '+now %s'`] : []),
    ...(sha256 ? [`sha256sum <"$p"||echo "unhashed $?"`] : []),
    ...patterns.map((pattern, index) => `grep -q -E -e ${shellQuote(pattern)} "$p";echo "grep ${index} $?"`),
    "echo end",
  ].join("\n");
}

export interface FileFacts {
  /** POSIX mode with the kind of file in its upper bits. */
  readonly mode: number;
  readonly user: string;
  readonly uid: string;
  readonly group: string;
  readonly gid: string;
  readonly size: number;
  /** Seconds since 1970. */
  readonly changed: number;
  readonly now: number | undefined;
  readonly sha256: string | undefined;
  /** grep's exit status by the pattern's number: 0 found, 1 not found, others could not look. */
  readonly grep: ReadonlyMap<number, number>;
}

/** Pure. The facts, that there is no such file or but a link to none, or undefined where nothing of that was said. */
export function readFileFacts(stdout: string): FileFacts | "absent" | "dangling" | undefined {
  if (!/^end$/m.test(stdout)) return undefined;
  if (/^failed 1$/m.test(stdout)) {
    if (!/^stat: .*: (?:No such file or directory|Not a directory)$/m.test(stdout)) return undefined;
    return /^dangling$/m.test(stdout) ? "dangling" : "absent";
  }
  const match = /^stat ([0-9a-f]{1,8}) (\S+) (\d+) (\S+) (\d+) (\d{1,15}) (-?\d{1,12})$/m.exec(stdout);
  if (!match) return undefined;
  const [, mode = "", user = "", uid = "", group = "", gid = "", size, changed] = match;
  const now = /^now (\d{1,12})$/m.exec(stdout)?.[1];
  const greps = [...stdout.matchAll(/^grep (\d+) (\d+)$/gm)].map(([, index, status]) =>
    [index, status].map(Number),
  );
  return {
    mode: Number.parseInt(mode, 16),
    user,
    uid,
    group,
    gid,
    size: Number(size),
    changed: Number(changed),
    now: now === undefined ? undefined : Number(now),
    sha256: /^([0-9a-f]{64}) [ *]-$/m.exec(stdout)?.[1],
    grep: new Map(greps.map(([index = -1, status = 2]) => [index, status])),
  };
}
