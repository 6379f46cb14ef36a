#!/usr/bin/env bash
# The browser tests: installs what is missing (Debian's chromium, Node.js, the packages of the lock file), checks types, runs them.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
command -v npm >/dev/null || missing+=(nodejs npm)
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || { echo "needs ${missing[*]}: install them, and set CHROMIUM to the browser's path" >&2; exit 1; }
  root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

cd tests/browser
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci
npm run --silent types
npm test --silent
