# shellcheck shell=bash
# The package as users get it: packed, installed in a folder of its own without development packages, and run there.

check_scripts() {
  # shellcheck disable=SC2046  # names without blanks
  shellcheck -x $(git ls-files | xargs grep -lE '^#!.*\b(sh|bash)$|^# shellcheck shell=')
}

try_packed_package() (
  set -e
  mkdir -p "$work/packed"
  npm pack --pack-destination "$work/packed" --loglevel=error
  cd "$work/packed"
  echo '{"private":true}' >package.json
  again npm install --omit=dev --no-audit --no-fund --loglevel=error ./itom-*.tgz
  [ ! -e node_modules/typescript ]
  [ "$(node_modules/.bin/itom --version)" = "$(node -p 'require("itom/package.json").version')" ]
  node_modules/.bin/itom --help >/dev/null
  node_modules/.bin/itom demo
)
