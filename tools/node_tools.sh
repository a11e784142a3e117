#!/bin/sh
# Install the JavaScript development tools, or do nothing: they are there, or node is not.
set -eu
command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || exit 0
cmp -s package-lock.json node_modules/installed-lock.json && exit 0
npm ci --loglevel=error --no-audit --no-fund
cp package-lock.json node_modules/installed-lock.json
