"""python -m branddesk.marketplaces.ozon.sandbox --port 8146 --home var/ozon --rhythm 2"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from branddesk.marketplaces.ozon.sandbox.life import Life
from branddesk.marketplaces.ozon.sandbox.server import make_server, make_world


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="ozon-sandbox", description="A small Ozon that runs on this machine alone.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8146)
    parser.add_argument("--home", type=Path, help="where it keeps its state; without it, it forgets")
    parser.add_argument("--rhythm", type=float, default=1.0, help="things that buyers say in a minute")
    parser.add_argument("--no-contract", action="store_true", help="check nothing against the contract: for speed")
    given = parser.parse_args(arguments)
    world = make_world(given.home, port=given.port, rhythm=given.rhythm)
    world.rhythm, world.keeps_contract = given.rhythm, not given.no_contract
    server = make_server(world, host=given.host, port=given.port)
    life = Life(world)
    life.start()

    def stop(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    sys.stdout.write(f"Ozon sandbox on http://{given.host}:{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever(poll_interval=0.2)
    life.stop()
    world.save()
    server.server_close()


if __name__ == "__main__":
    main()
