#!/bin/sh
# Write the lock files anew: versions and hashes, no address. Needs uv in .venv (pip install uv).
set -eu
cd "$(dirname "$0")/.."
unset UV_DEFAULT_INDEX UV_INDEX_URL UV_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS PIP_FIND_LINKS

lock() {
    out=$1
    shift
    .venv/bin/uv pip compile "$@" --universal --generate-hashes --no-annotate --no-header --quiet -o "$out"
}

lock requirements.lock pyproject.toml
lock requirements-dev.lock pyproject.toml --group dev
lock requirements-build.lock --group build
lock requirements-node.lock --group node
lock requirements-fidelity.lock --group fidelity
