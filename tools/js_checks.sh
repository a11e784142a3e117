#!/bin/sh
# Types of the JavaScript, and the guard for old wall engines. One line says so when they are left out.
set -eu
if [ ! -f node_modules/installed-lock.json ]; then
    [ "${CI:-}" != true ] || { echo "CI must not leave out the JavaScript checks: install nodejs and npm." >&2; exit 1; }
    echo "Left out: the checks of JavaScript and CSS (Debian packages: nodejs npm)."
    exit 0
fi
node tools/old_engine.mjs
node_modules/.bin/tsc --project tsconfig.json
