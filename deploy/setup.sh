#!/usr/bin/env bash
# Sets up this checkout for `run` or `dev`: system packages (Debian, through apt), a virtual
# environment, the pinned Python packages. Does nothing, fast, when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${1:?run or dev}

# What Qt loads at run time, the letters of the screens, and the sound of the board.
packages=(libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libpulse0 fonts-inter
          libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0
          libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxcb-randr0)
# A browser for the pages and libatomic1 for its driver, the voice of the clips, objdump and strip,
# the other database the hall server stands on, clocks that jump.
[ "$profile" = dev ] && packages+=(chromium espeak-ng binutils libatomic1 postgresql strace
                                   libfaketime)

# With the version of Python in its name where Debian has it; another Python brings its own venv.
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)

if command -v dpkg-query >/dev/null; then
    missing=()
    for package in "${packages[@]}"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        if [ "$(id -u)" = 0 ]; then as_root=(); else as_root=(sudo); fi
        echo "setup: installing Debian packages: ${missing[*]}${as_root[0]:+ (sudo will ask)}"
        if [ ${#as_root[@]} -gt 0 ] && ! command -v sudo >/dev/null; then
            echo "setup: no sudo here. As root: apt-get install ${missing[*]}" >&2
            exit 1
        fi
        # Tests start a PostgreSQL of their own; left alone, Debian makes and starts another one.
        no_cluster=/etc/postgresql-common/createcluster.d/mpp-kiosk.conf
        (
            if [[ " ${missing[*]} " == *" postgresql "* ]]; then
                trap '"${as_root[@]}" rm -f "$no_cluster"' EXIT
                "${as_root[@]}" install -D -m 644 /dev/stdin "$no_cluster" \
                    <<< "create_main_cluster = false"
            fi
            "${as_root[@]}" apt-get -qq update
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
        )
    fi
else
    echo "setup: not a Debian machine; these packages are needed: ${packages[*]}" >&2
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "setup: Python 3.11 or newer is needed; python3 is $(python3 -V)" >&2
    exit 1
}

# The stamp carries what was installed: other pins or another Python set up again.
wanted=$( (python3 -V; cat "deploy/pins/$profile.txt" pyproject.toml) | sha256sum | cut -d' ' -f1)
stamp=.venv/.ready-$profile
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    echo "setup: installing the pinned Python packages of '$profile' into .venv"
    [ -x .venv/bin/python ] || python3 -m venv .venv
    # --no-deps: the pins are complete, and leave out what only names itself as needed.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
        --require-hashes -r "deploy/pins/$profile.txt"
    # The command mpp-kiosk; setuptools warns of every editable install, this checkout is meant.
    PYTHONWARNINGS=ignore .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --no-deps --no-build-isolation --editable .
    echo "$wanted" > "$stamp"
    # dev holds everything run needs; the other way round its stamp is out of date.
    if [ "$profile" = dev ]; then
        (python3 -V; cat deploy/pins/run.txt pyproject.toml) | sha256sum | cut -d' ' -f1 \
            > .venv/.ready-run
    fi
fi
