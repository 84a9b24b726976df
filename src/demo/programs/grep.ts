import type { DemoMount } from "./df.js";

/** A `grep` that finds this host's disks in /proc/self/mountinfo (proc(5)), and is the machine's own for everything else. */
export function grep(mounts: readonly DemoMount[]): string {
  return `#!/bin/sh
case $* in
  *' /proc/self/mountinfo')
    cat <<'END'
${mounts.map(mountLine).join("\n")}
END
    exit ;;
esac
PATH=\${PATH#*:}
export PATH
exec grep "$@"
`;
}

function mountLine({ device, type, at }: DemoMount, index: number): string {
  return `${20 + index} 1 252:${index} / ${at} rw,relatime - ${type} ${device} rw`;
}
