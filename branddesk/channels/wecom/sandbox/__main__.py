"""python -m branddesk.channels.wecom.sandbox --port 8145 --callback http://localhost:8140/wecom/callback/<key>/"""

from __future__ import annotations

import argparse
import sys

from branddesk.channels.wecom.sandbox.company import Company
from branddesk.channels.wecom.sandbox.server import make_server


def main() -> None:
    parser = argparse.ArgumentParser(prog="wecom sandbox", description="A small WeCom that runs on this machine alone.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8145)
    parser.add_argument("--callback", default="", help="the desk's callback address")
    given = parser.parse_args()
    server = make_server(Company(callback=given.callback), host=given.host, port=given.port)
    sys.stdout.write(f"WeCom sandbox on http://{given.host}:{server.server_address[1]}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
