#!/usr/bin/env bash
# Writes deploy/pins/*.txt (exact versions and hashes, no addresses) from pyproject.toml.
# pygame is left out on purpose: pytablericons names it, but we only read its SVG files.
set -euo pipefail
cd "$(dirname "$0")/.."
common=(--quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
        --strip-extras --no-header --no-annotate --unsafe-package pygame)
python=.venv/bin/python
"$python" -m piptools compile "${common[@]}" "$@" -o deploy/pins/run.txt pyproject.toml
"$python" -m piptools compile "${common[@]}" "$@" --extra dev -c deploy/pins/run.txt \
    -o deploy/pins/dev.txt pyproject.toml
