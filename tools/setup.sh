#!/usr/bin/env bash
# Makes .venv, or the environment named, where it is missing and installs one file of pinned requirements into it.
# Usage: tools/setup.sh REQUIREMENTS_FILE [ENVIRONMENT]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
environment=${2:-.venv}

main() {
    "$environment/bin/python" -m pip --version >/dev/null 2>&1 || make_environment
    echo "Installing the packages pinned in $1; the first time takes a few minutes."
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-input -r "$1"
}

make_environment() {
    local python
    python=$(find_python)
    # Debian keeps the venv module in a package of its own.
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_venv_module "$python"
    "$python" -m venv "$environment"
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    stop "Switchboard needs Python 3.11 or newer; found $(python3 --version 2>&1 || true). Say which one to use: make PYTHON=/path/to/python3 ..."
}

install_venv_module() {
    local package
    package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        stop "Python's venv module is missing; install it once: sudo apt-get install $package"
    fi
    echo "Installing $package"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
}

stop() {
    echo "$1" >&2
    exit 1
}

main "$@"
