"""The fake as a process of its own: one line of JSON tells where it is and who is on it, until its input ends or SIGTERM."""

import argparse
import json
import signal
import sys
from dataclasses import asdict
from types import FrameType

from tests.fakes.x import XApi


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.x")
    parser.add_argument("--user", action="append", default=[], metavar="HANDLE", help="an account that is on it; several times")
    parser.add_argument("--port", type=int, default=0)
    wishes = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)
    with XApi(port=wishes.port) as x:
        users = [asdict(x.add_user(handle)) for handle in wishes.user]
        print(json.dumps({"url": x.url, "app": asdict(x.app), "users": users}), flush=True)
        sys.stdin.read()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
