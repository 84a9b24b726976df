/** Asks the package manager that is there, without new lists and without its lock; ends with `ended STATUS`. */
export const updatesScript = `if command -v apt-get >/dev/null 2>&1;then echo manager apt
for q in /var/lib/apt/lists/*_Packages*;do [ -e "$q" ]&&break;done
[ -e "$q" ]||echo 'no lists'
apt-get -s -q -o Debug::NoLocking=1 upgrade --with-new-pkgs 2>&1
echo "ended $?"
elif command -v dnf >/dev/null 2>&1;then echo manager dnf
dnf -q -C check-update 2>&1
echo "ended $?"
elif command -v yum >/dev/null 2>&1;then echo manager yum
yum -q -C check-update 2>&1
echo "ended $?"
elif command -v zypper >/dev/null 2>&1;then echo manager zypper
zypper -n -q --no-refresh list-updates 2>&1
echo "ended $?"
elif command -v apk >/dev/null 2>&1;then echo manager apk
apk version -q -l '<' 2>&1
echo "ended $?"
elif command -v pacman >/dev/null 2>&1;then echo manager pacman
pacman -Qu 2>&1
echo "ended $?"
fi`;

export interface Updates {
  readonly total: number;
  /** Undefined where the manager does not tell. */
  readonly security: number | undefined;
  readonly names: readonly string[];
}

interface Manager {
  /** The exit statuses on which the list is to be believed. */
  readonly statuses: readonly number[];
  readonly line: RegExp;
  readonly isSecurity?: (line: string) => boolean;
}

const rpmLine = /^([A-Za-z0-9][^\s]*)\.[a-z0-9_]+ +\S+ +\S+$/gm;

/** How each manager writes an update; check-update of dnf and yum ends with 100 where there are any (their manuals). */
const managers: Readonly<Record<string, Manager>> = {
  apt: {
    statuses: [0],
    line: /^Inst (\S+) .*$/gm,
    // Any origin with the label Debian-Security or a suite that ends in -security.
    isSecurity: (line) => /Debian-Security:|-security[ ,[]/.test(line),
  },
  dnf: { statuses: [0, 100], line: rpmLine },
  yum: { statuses: [0, 100], line: rpmLine },
  zypper: { statuses: [0, 106], line: /^v \| [^|]+ \| (\S+) .*$/gm },
  apk: { statuses: [0], line: /^([A-Za-z0-9][\w.+-]*)$/gm },
  // Ends with 1 and prints nothing where there is no update.
  pacman: { statuses: [0, 1], line: /^(\S+) \S+ -> \S+$/gm },
};

/** Pure. What waits, or why that could not be determined. */
export function readUpdates(stdout: string): Updates | string {
  const name = /^manager (\w+)$/m.exec(stdout)?.[1];
  if (name === undefined) return "the host has none of apt, dnf, yum, zypper, apk and pacman";
  if (/^no lists$/m.test(stdout)) return "apt has no package lists: apt-get update was never run there";
  const manager = managers[name];
  const status = /^ended (\d+)$/m.exec(stdout)?.[1];
  const said = stdout.replace(/^manager .*\n/, "").replace(/^ended .*$/m, "");
  // Obsoleted packages are listed a second time below this line.
  const [body = ""] = said.split(/^Obsoleting Packages$/m);
  if (!manager || status === undefined) return `${name} gave no whole answer`;
  if (!manager.statuses.includes(Number(status))) return `${name} ended with ${status}: ${lastLine(said)}`;
  if (name === "pacman" && status === "1" && body.trim() !== "")
    return `pacman ended with 1: ${lastLine(said)}`;
  const lines = [...body.matchAll(manager.line)];
  const { isSecurity } = manager;
  return {
    total: lines.length,
    security: isSecurity ? lines.filter(([line]) => isSecurity(line)).length : undefined,
    names: lines.map((match) => match[1] ?? ""),
  };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.slice(0, 160) ?? "";
}
