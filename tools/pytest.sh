#!/bin/sh
# Run pytest. One line says so when the browser tests are left out.
#   usage: tools/pytest.sh all|browser|nobrowser [pytest's arguments]
set -eu

which=$1
shift
pytest=.venv-dev/bin/pytest
without="Left out: the browser tests (Debian packages: chromium fonts-noto-cjk)."

if [ "$which" != nobrowser ] && [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    [ "${CI:-}" != true ] || { echo "CI must not leave out the browser tests: install chromium and fonts-noto-cjk." >&2; exit 1; }
    echo "$without"
    [ "$which" != browser ] || exit 0
    which=nobrowser
fi
case $which in
    all) exec "$pytest" "$@" ;;
    browser) exec "$pytest" -m browser "$@" ;;
    nobrowser)
        status=0
        "$pytest" -m "not browser" "$@" || status=$?
        [ "${KIOSK_TEST_DATABASE_URL:-}" != "" ] || echo "$without"
        exit $status
        ;;
    *) echo "usage: tools/pytest.sh all|browser|nobrowser" >&2; exit 2 ;;
esac
