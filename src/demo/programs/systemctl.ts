/** One service of a demo host. */
export interface DemoUnit {
  readonly name: string;
  readonly active: "active" | "failed" | "inactive";
}

/** A `systemctl` that knows these services: is-active, and its exit status (systemctl(1)). */
export function systemctl(units: readonly DemoUnit[]): string {
  return `#!/bin/sh
if [ "$1" != is-active ] || [ $# -ne 2 ]; then
  echo "systemctl: this host of the demo knows only is-active SERVICE" >&2
  exit 1
fi
state=inactive
case $2 in
${units.map(({ name, active }) => `  ${name} | ${name}.service) state=${active} ;;`).join("\n")}
esac
echo $state
[ $state = active ] || exit 3
`;
}
