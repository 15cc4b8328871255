"""The command line `branddesk`: everything that is done to a desk from outside its pages."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from importlib import import_module
from textwrap import dedent

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from branddesk.config.mode import use_settings

ENVIRONMENT = """
environment:
  PORT                port of the pages (8000); live streams use the next one, or LIVE_PORT
  BRANDDESK_HOME      folder of the database, the vault and the secrets
  BRANDDESK_DEMO=1    work on a demo desk; without it the settings are production's
  docs/howto/run.md lists the others.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; the exit status is 0 when all is well, 1 when not, 2 for a wrong command line."""
    options = parser().parse_args(arguments)
    if getattr(options, "port", None) is not None:
        os.environ["PORT"] = str(options.port)
    use_settings(demo=getattr(options, "demo", False))
    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(error)
        return 1
    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The commands import tables, which exist only now.
    commands = import_module("branddesk.config.commands")
    try:
        result: int = getattr(commands, options.run)(options)
    except KeyboardInterrupt:
        print("Stopped.")
        return 130
    except OperationalError as error:
        print(f"The database does not do what is asked of it: {error}")
        print("Check DATABASE_URL and BRANDDESK_HOME, and that `branddesk migrate` was run.")
        return 1
    return result


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="branddesk",
        description="Run and look after a desk for brand issues with a marketplace.",
        epilog=ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    serve = _command(
        commands,
        "serve",
        "Start the pages, the live streams and a worker, and watch over them.",
        """
        Ctrl-C stops all of them. When one of them ends by itself, the others are stopped too and the
        exit status is 1, so that whoever started the desk can start it anew.

        examples:
          branddesk serve --demo                 the demo: migrates, fills an empty world, prints its people
          branddesk serve --port 9000            pages on 9000, live streams on 9001
          branddesk serve --no-worker            where other machines run `branddesk worker`
        """,
    )
    serve.add_argument("--demo", action="store_true", help="serve the demo world; anyone may sign in as anyone in it")
    serve.add_argument("--port", type=_port, help="port of the pages, instead of PORT")
    serve.add_argument("--no-worker", dest="worker", action="store_false", help="start no worker here")

    _command(
        commands,
        "worker",
        "Do the background jobs and the periodic ones, until stopped.",
        """
        Any number of workers may run, on any number of machines. SIGTERM or Ctrl-C lets the job at hand
        end first.

        example:
          branddesk worker
        """,
    )
    _command(
        commands,
        "migrate",
        "Bring the database to this version's tables.",
        """
        Run it once after each update, before `branddesk serve`. Running it again changes nothing.

        example:
          branddesk migrate
        """,
    )

    demo = _command(
        commands,
        "demo",
        "Fill an empty desk with the demo world.",
        """
        The same seed gives the same world. A desk that holds anything already is left as it is.

        examples:
          BRANDDESK_DEMO=1 branddesk demo
          BRANDDESK_DEMO=1 branddesk demo --reset --seed 7    throw the demo away and make another
        """,
    )
    demo.add_argument("--seed", type=int, default=1, help="number that the world grows from (1)")
    demo.add_argument(
        "--reset", action="store_true", help="first delete the demo's SQLite file and vault; stop `serve` before"
    )

    sandbox = _command(
        commands,
        "ozon-sandbox",
        "Serve a small Ozon that speaks the Seller API, to try the desk without a store.",
        """
        Set BRANDDESK_OZON_URL to its address and connect a store with one of its keys: Client-Id 1204501
        with sandbox-key-of-the-first-store has all subscriptions, 1204502 with
        sandbox-key-of-the-second-store has none. Its page lets you write as a buyer.

        examples:
          branddesk ozon-sandbox
          branddesk ozon-sandbox --port 8146 --rhythm 5      five things that buyers say in a minute
        """,
    )
    sandbox.add_argument("--port", type=_port, default=8146, help="where it answers (8146)")
    sandbox.add_argument("--home", help="folder of its state, instead of one in BRANDDESK_HOME")
    sandbox.add_argument("--rhythm", default="1", help="things that buyers say in a minute (1)")

    _command(
        commands,
        "verify-journal",
        "Prove that no entry of the journal was changed, removed or added afterwards.",
        """
        Names the first broken entry. The exit status is 0 when the journal is whole, 1 when it is not.

        example:
          branddesk verify-journal
        """,
    )
    _command(
        commands,
        "verify-vault",
        "Prove that every file in the vault still has the content it was sealed with.",
        """
        Reads every byte, so it takes as long as reading the vault does. The exit status is 0 when all
        files are whole, 1 when one is missing or changed.

        example:
          branddesk verify-vault
        """,
    )
    _command(
        commands,
        "reindex",
        "Make the words by which cases are found anew.",
        """
        Needed after an update that reads words differently, or after a restore without the index. The
        desk may go on working meanwhile.

        example:
          branddesk reindex
        """,
    )
    return top


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, promise: str, more: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=promise,
        description=promise,
        epilog=dedent(more).strip() + "\n" + ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=name.replace("-", "_"))
    return command


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65534:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65534")
    return port
