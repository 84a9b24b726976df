import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Speaks as sudo 1.9 does: the prompt given with -p on stderr, one try read byte by byte from stdin, then its complaint.
 * A command that names FAKE_SUDO_NOPASSWD is let through without a password.
 */
const script = `#!/bin/sh
ask=yes prompt=
while [ $# -gt 0 ]; do
  case "$1" in
    -n) ask=never; shift ;;
    -S) shift ;;
    -p) prompt=$2; shift 2 ;;
    --) shift; break ;;
    *) break ;;
  esac
done
case "$*" in *FAKE_SUDO_NOPASSWD*) FAKE_SUDO=root exec env FAKE_SUDO=root "$@" ;; esac
if [ "$ask" = never ]; then echo "sudo: a password is required" >&2; exit 1; fi
echo "A lecture on responsibility." >&2
for try in 1 2 3; do
  printf %s "$prompt" >&2
  IFS= read -r answer || break
  if [ "$answer" = "open sesame" ]; then exec env FAKE_SUDO=root "$@"; fi
  echo "Sorry, try again." >&2
done
echo "sudo: 3 incorrect password attempts" >&2
exit 1
`;

/** Puts a `sudo` into a folder that is to stand first in PATH. */
export async function writeFakeSudo(folder: string): Promise<void> {
  const file = join(folder, "sudo");
  await writeFile(file, script);
  await chmod(file, 0o755);
}
