#!/bin/sh
# Make a virtual environment, or bring it up to date, and do nothing at all when it already is.
#   usage: tools/venv.sh FOLDER REQUIREMENTS...
# POSIX sh and Debian's essential tools only: it runs on a machine that has nothing but python3.
set -eu

venv=$1
shift
python=${PYTHON:-python3}
stamp=$venv/installed-requirements.txt

fail() {
    echo "$1" >&2
    exit 1
}

# What was installed is compared, not file times: a fresh checkout touches every file.
if [ -f "$stamp" ] && cat "$@" | cmp -s - "$stamp" && "$venv/bin/python" -c "" 2>/dev/null; then
    exit 0
fi

command -v "$python" >/dev/null 2>&1 ||
    fail "The kiosk needs Python 3.11 or newer, and no $python was found: apt install python3 python3-venv"
"$python" -c "import sys; sys.exit(sys.version_info < (3, 11))" ||
    fail "The kiosk needs Python 3.11 or newer; $python is $("$python" -c "import platform; print(platform.python_version())")."
"$python" -c "import ensurepip, venv" 2>/dev/null ||
    fail "Python's venv module is missing: apt install python3-venv"

echo "Installing packages into $venv (only now and when requirements change) ..." >&2
rm -f "$stamp"
# An environment whose interpreter is gone (the system's Python was upgraded) is made anew.
"$venv/bin/python" -c "" 2>/dev/null || "$python" -m venv --clear "$venv" ||
    fail "The virtual environment $venv could not be made: is this folder writable?"
files=
for file in "$@"; do
    files="$files -r $file"
done
# shellcheck disable=SC2086
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes $files ||
    fail "The packages could not be installed (the lines above say why; is the network reachable?)."
cat "$@" >"$stamp"
