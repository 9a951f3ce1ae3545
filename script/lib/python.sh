# Sourced by the scripts: sets $ROOT and $PYTHON, a Python that can make the environments of this checkout.
# Does not take a command's word for it: pyenv and others put commands on the path that only fail.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

orosbot_python_works() {
    "$1" -I -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

orosbot_find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} "$ROOT/.venv/bin/python" python3 \
        python3.14 python3.13 python3.12 python3.11 python; do
        if orosbot_python_works "$candidate"; then
            PYTHON=$candidate
            return 0
        fi
    done
    echo "orosbot needs Python 3.11 or newer with its venv module (Debian: apt-get install python3-venv)," \
        "and found none. PYTHON=/path/to/python names one." >&2
    exit 2
}

orosbot_find_python
