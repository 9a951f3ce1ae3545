"""`orosbot run`, which dies by SIGKILL at one point, and by a clock that stands still if one is given:
`python -m tests.e2e.mortal run --config FILE POINT [MOMENT]`.
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from orosbot import app
from orosbot.clock import SetClock
from tests.crash.lives import Points


def main() -> int:
    _, _, config, point, *moment = sys.argv[1:]
    clock = SetClock(datetime.fromisoformat(moment[0])) if moment else app.CLOCK
    points = Points(point, lambda: os.kill(os.getpid(), signal.SIGKILL))

    def reached(name: str) -> None:
        points(name)

    return app.run(Path(config), reached=reached, clock=clock)


if __name__ == "__main__":
    sys.exit(main())
