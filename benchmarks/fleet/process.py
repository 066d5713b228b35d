"""``python -m benchmarks.fleet.process HOURS VERB …``: the product's own command by a trial's clock, until its input ends.

The product has no seam for it: this process sets its own clock, and takes that with it when it dies. As the clock runs faster, a
platform is waited for that much shorter: a request keeps its share of a lease. All other waiting is by the machine's own clock.
"""

import os
import sys
import threading

from advocacybot.__main__ import main
from advocacybot.clock import SystemClock
from advocacybot.platforms import wire
from benchmarks.fleet.hours import Hours


def set_the_clock(hours: Hours) -> None:
    """Let this process, and no other, live by it."""
    SystemClock.now = lambda _: hours.now()  # type: ignore[method-assign, assignment]
    wire.CONNECT_SECONDS /= hours.speed
    wire.READ_SECONDS /= hours.speed


def _end_with_the_input() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    set_the_clock(Hours.read(sys.argv.pop(1)))
    threading.Thread(target=_end_with_the_input, daemon=True).start()
    main()
