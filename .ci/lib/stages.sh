# shellcheck shell=bash
# Stages: each has a name, a bound in seconds and a command; each prints one line, and its output where it failed.

child='' watcher=''

# bounded SECONDS COMMAND…: in a process group of its own, ended as a whole when its time is up. COMMAND may be a function.
bounded() {
  local seconds=$1 status
  shift
  set -m
  ("$@") </dev/null &
  child=$!
  (sleep "$seconds" && echo "no end after $seconds s" && kill -KILL -- "-$child") &
  watcher=$!
  set +m
  wait "$child"
  status=$?
  end_stage
  return "$status"
}

# What a stage left running must not disturb the next, nor outlive this script.
end_stage() {
  [ -n "$child" ] || return 0
  kill -KILL -- "-$watcher" "-$child" 2>/dev/null
  wait "$watcher" 2>/dev/null
  child='' watcher=''
}

# report NAME STATUS START LOG
report() {
  local seconds=$((SECONDS - $3))
  if [ "$2" = 0 ]; then
    printf 'ok    %-28s %4d s%s\n' "$1" "$seconds" "${5:+  $5}"
  else
    printf 'FAIL  %-28s %4d s%s\n' "$1" "$seconds" "${5:+  $5}"
    echo "----- $1: the last lines of its output"
    tail -n 400 "$4"
    echo "-----"
  fi
}

stage() {
  local name=$1 seconds=$2 start=$SECONDS log=$work/stage.log status
  shift 2
  bounded "$seconds" "$@" >"$log" 2>&1
  status=$?
  if [ "$status" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  report "$name" "$status" "$start" "$log"
}

# tests NAME SECONDS COMMAND…: a vitest run, counted by its own report; one that ran no test has failed.
tests() {
  local name=$1 seconds=$2 start=$SECONDS log=$work/tests.log json=$work/tests.json status good bad
  shift 2
  rm -f "$json" && touch "$json" && chmod 666 "$json"
  bounded "$seconds" "$@" --reporter=default --reporter=json --outputFile.json="$json" >"$log" 2>&1
  status=$?
  read -r good bad < <(node .ci/lib/count.mjs "$json")
  if [ "$status" != 0 ] && [ "${bad:-0}" = 0 ]; then bad=1; fi
  if [ "${good:-0}" = 0 ] && [ "${bad:-0}" = 0 ]; then bad=1; fi
  passed=$((passed + ${good:-0})) failed=$((failed + bad))
  report "$name" "$bad" "$start" "$log" "${good:-0} passed, $bad failed"
}
