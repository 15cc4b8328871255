"""Run pytest on PostgreSQL, with the arguments given.

The server is the one at TEST_DATABASE_URL, else one on 127.0.0.1:5432 that trusts local people. Where none answers
the run is left out with a sentence; with CI set it fails instead, since nobody reads sentences there.
"""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

ADDRESS = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def main() -> int:
    try:
        psycopg.connect(ADDRESS.replace("postgres://", "postgresql://", 1), connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"PostgreSQL does not answer, so its tests did not run: {error}", file=sys.stderr)
        print("Start one on 127.0.0.1:5432, or name one in TEST_DATABASE_URL.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0

    print("On PostgreSQL:", flush=True)
    server = ADDRESS.rsplit("/", 1)[0]
    # Django makes and drops test_branddesk beside it.
    environment = {**os.environ, "DATABASE_URL": f"{server}/branddesk"}
    return subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
