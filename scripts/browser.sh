#!/bin/sh
# Makes sure that there is a Chromium for the browser tests: the system's, else Debian's package, else Playwright's own.
set -u
cd "$(dirname "$0")/.."
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
.venv/bin/python -c 'import sys; from playwright.sync_api import sync_playwright as p
with p() as play: import os; sys.exit(not os.path.exists(play.chromium.executable_path))' 2>/dev/null && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing chromium for the browser tests ..."
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1 && exit 0
fi
echo "Fetching Playwright's Chromium for the browser tests ..."
.venv/bin/python -m playwright install chromium >/dev/null 2>&1 && exit 0
echo "No Chromium could be installed: the browser tests will be skipped." >&2
exit 1
