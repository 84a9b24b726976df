# shellcheck shell=bash
# `lab down`: finds everything by the namespaces' names, so that it also clears what a killed `up` left.

lab_namespaces() {
  local file
  for file in "$netns_folder/$prefix"*; do
    if [ -e "$file" ]; then echo "${file##*/}"; fi
  done
}

# Every process in one of the lab's network namespaces, by one pass over /proc.
lab_processes() {
  local own
  own=$(stat -Lc '%i' "$netns_folder/$prefix"* 2>/dev/null) || return 0
  stat -Lc '%i %n' /proc/[0-9]*/ns/net 2>/dev/null |
    awk -v own="$own" 'BEGIN { split(own, list, "\n"); for (i in list) mine[list[i]] = 1 }
      $1 in mine { split($2, path, "/"); print path[3] }'
}

# Mounts of the hosts are in their own mount namespaces and end with the processes.
clear_lab() {
  local try pids namespace
  rm -f "$folder/up"
  for try in $(seq 100); do
    mapfile -t pids < <(lab_processes)
    [ "${#pids[@]}" -gt 0 ] || break
    [ "$try" -lt 100 ] || die "processes do not end: ${pids[*]}"
    kill -KILL "${pids[@]}" 2>/dev/null || true
    sleep 0.1
  done
  lab_namespaces | sed 's/^/netns delete /' | ip -batch - || true
  for namespace in $(lab_namespaces); do
    # A namespace file that a killed `ip netns add` left unmounted is a plain file.
    ip netns delete "$namespace" 2>/dev/null || rm -f "$netns_folder/$namespace"
  done
  rm -rf "$folder"
}

lab_down() {
  take_lock
  clear_lab
  rm -f "$folder.lock"
  say "down"
}
