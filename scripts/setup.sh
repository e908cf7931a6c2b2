#!/bin/sh
# Sets up .venv with the locked dependencies. Does nothing when all is there.
#   scripts/setup.sh        what the guide needs to run
#   scripts/setup.sh dev    what its tests need besides
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "$1" >&2
    exit 1
}

command -v python3 >/dev/null 2>&1 || fail "python3 is missing: install it (on Debian or Ubuntu: sudo apt-get install python3) and try again."

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# pip fetches uv where there is no uv. Debian keeps pip apart from python3.
need_pip() {
    python3 -m pip --version >/dev/null 2>&1 && return
    if command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1; }; then
        echo "Installing python3-pip ..."
        as_root apt-get update -qq >/dev/null && as_root apt-get install -y -qq python3-pip >/dev/null \
            || fail "python3-pip could not be installed: install it, or uv, and try again."
    else
        fail "Neither uv nor pip is here: install one of them and try again."
    fi
}

if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    uv=.tools/bin/uv
    if ! [ -x "$uv" ]; then
        need_pip
        echo "Getting uv into .tools ..."
        python3 -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore \
            --require-hashes --target .tools --upgrade -r tools.lock \
            || fail "uv could not be fetched: check the network and try again, or install uv yourself."
    fi
fi

if ! [ -x .venv/bin/python ]; then
    echo "Making .venv with Python $(cat .python-version) ..."
    "$uv" venv --quiet --python "$(cat .python-version)" .venv \
        || fail "Python $(cat .python-version) could not be found or fetched: install it and try again."
fi

# $1: a lock file. A copy of it in .venv says that it has been installed.
install() {
    cmp -s "$1" ".venv/installed-$1" && return
    echo "Installing what $1 lists: some minutes the first time ..."
    # With bytecode compiled the guide starts four times faster.
    "$uv" pip install --quiet --python .venv/bin/python --require-hashes --compile-bytecode -r "$1" \
        || fail "The dependencies could not be installed: check the network and try again."
    cp "$1" ".venv/installed-$1"
}

install requirements.lock
[ "${1:-}" != dev ] || install requirements-dev.lock
if ! cmp -s pyproject.toml .venv/installed-pyproject.toml; then
    # The project itself, so that the commands `careers-guide` and `rasa` find it from anywhere.
    "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
    cp pyproject.toml .venv/installed-pyproject.toml
fi
# Rasa sends usage data to its makers unless told otherwise. A .pth file is read by every Python of this .venv, so it is off
# for `rasa train`, `rasa run` and the rest as well as for make.
for packages in .venv/lib/python*/site-packages; do
    echo 'import os; os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")' >"$packages/no_telemetry.pth"
done
