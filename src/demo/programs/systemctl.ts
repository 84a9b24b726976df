/** One unit of a demo host. */
export interface DemoUnit {
  readonly name: string;
  /** `active`, `failed` or `inactive`. */
  readonly active: "active" | "failed" | "inactive";
}

/** A `systemctl` that knows these units (systemctl(1)): show, is-active, is-enabled, is-failed and list-units. */
export function systemctl(units: readonly DemoUnit[]): string {
  return `#!/bin/sh
verb= unit=
for word in "$@"; do
  case $word in
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$word; else unit=$word; fi ;;
  esac
done
case $unit in *.service | '') ;; *) unit=$unit.service ;; esac
load=not-found active=inactive sub=dead result=success enabled=
case $unit in
${units.map(unitCase).join("\n")}
esac
case $verb in
  show) printf 'Id=%s\\nLoadState=%s\\nActiveState=%s\\nSubState=%s\\nResult=%s\\nUnitFileState=%s\\nNRestarts=0\\nExecMainStatus=0\\n' "$unit" $load $active $sub $result "$enabled" ;;
  is-active) echo $active; [ $active = active ] || exit 3 ;;
  is-failed) echo $active; [ $active = failed ] || exit 1 ;;
  is-enabled) [ -n "$enabled" ] || { echo "Failed to get unit file state for $unit" >&2; exit 1; }; echo $enabled ;;
  is-system-running) echo running ;;
  list-units) cat <<'END' ;;
${units.map(listLine).join("\n")}
END
  *) echo "systemctl: this machine of the demo knows no '$verb'" >&2; exit 1 ;;
esac
`;
}

function unitCase({ name, active }: DemoUnit): string {
  const sub = { active: "running", failed: "failed", inactive: "dead" }[active];
  const result = active === "failed" ? "exit-code" : "success";
  return `  ${name}.service) load=loaded active=${active} sub=${sub} result=${result} enabled=enabled ;;`;
}

function listLine({ name, active }: DemoUnit): string {
  return `${name}.service loaded ${active} ${active === "active" ? "running" : "dead"} ${name}`;
}
