# shellcheck shell=bash
# `lab up`: what stands already is left alone; anything half made is cleared and made anew.

lab_up() {
  local scenario=small hosts=500 fresh=''
  while [ $# -gt 0 ]; do
    case $1 in
      --scenario) scenario=${2:-} && shift 2 ;;
      --hosts) hosts=${2:-} && shift 2 ;;
      --fresh) fresh=fresh && shift ;;
      *) usage >&2 && return 64 ;;
    esac
  done
  case $scenario in small) hosts='' ;; fleet) ;; *) die "no scenario named '$scenario': small or fleet" ;; esac
  case $hosts in *[!0-9]*) die "--hosts needs a number" ;; esac

  take_lock
  if [ -z "$fresh" ] && stands "$scenario $hosts"; then
    say "$scenario is up: $folder/inventory.yaml"
    return
  fi
  clear_lab
  ensure_base "$fresh"
  mkdir -p "$folder/hosts"
  chmod 700 "$folder"
  make_ssh_keys
  "up_$scenario" ${hosts:+"$hosts"}
  cat "$folder"/hosts/*/known_hosts >"$folder/known_hosts"
  write_ssh_config
  chmod 600 "$folder/inventory.yaml"
  echo "$scenario $hosts" >"$folder/up"
  say "$scenario is up after ${SECONDS} s: $folder/inventory.yaml"
}

# stands WHAT: true where WHAT is complete and each of its hosts still runs.
stands() {
  local file
  [ "$(cat "$folder/up" 2>/dev/null)" = "$1" ] || return 1
  for file in "$folder"/hosts/*/pid; do
    [ -d "/proc/$(cat "$file")" ] || return 1
  done
}

lab_status() {
  [ -e "$folder/up" ] || { echo "down" && return 3; }
  echo "$(cat "$folder/up"): $(lab_namespaces | wc -l) namespaces, $(lab_processes | wc -l) processes"
}
