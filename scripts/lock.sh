#!/bin/sh
# Resolves the dependencies anew: requirements.lock for running, requirements-dev.lock for testing, tools.lock for uv.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .tools/bin/uv)
lock() { "$uv" pip compile --quiet --generate-hashes --no-header --python-version "$(cat .python-version)" "$@"; }
lock pyproject.toml -o requirements.lock
lock pyproject.toml --extra dev --constraint requirements.lock -o requirements-dev.lock
echo uv | lock - -o tools.lock
