#!/usr/bin/env bash
# Sees to a browser for the browser tests: one that is there, else Debian's (as root), else Playwright's own.
# Without one these tests skip and say so; in CI that is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

main() {
    local source
    for source in nowhere_new debian playwright; do
        if "from_$source" && found; then
            return
        fi
    done
    without_browser
}

found() {
    # The driver is a program of its own and needs a library that a bare Debian lacks.
    .venv/bin/playwright --version >/dev/null 2>&1 && .venv/bin/python -m tests.browser >/dev/null
}

from_nowhere_new() {
    true
}

from_debian() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing Chromium and Chinese fonts for the browser tests"
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-noto-cjk libatomic1 >/dev/null
}

from_playwright() {
    echo "Downloading Playwright's Chromium for the browser tests"
    .venv/bin/playwright install chromium
}

without_browser() {
    echo "No browser could be found or installed (Chromium by apt-get, or 'playwright install chromium')." >&2
    if [ -n "${CI:-}" ]; then
        exit 1
    fi
    echo "The browser tests will skip." >&2
}

main
