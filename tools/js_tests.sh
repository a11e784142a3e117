#!/bin/sh
# Run the tests of the JavaScript modules. One line says so when they are left out.
set -eu
if [ ! -f node_modules/installed-lock.json ]; then
    [ "${CI:-}" != true ] || { echo "CI must not leave out the JavaScript tests: install nodejs and npm." >&2; exit 1; }
    echo "Left out: the tests of JavaScript (Debian packages: nodejs npm)."
    exit 0
fi
# A list of files, because node changed twice what a folder means here.
find tests -name '*.test.mjs' -o -name '*.test.js' | sort | xargs node --test
