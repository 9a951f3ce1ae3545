"""`orosbot run`, which dies by SIGKILL at one point: `python -m tests.e2e.mortal run --config FILE POINT`."""

import os
import signal
import sys
from pathlib import Path

from orosbot import app
from tests.crash.lives import Points


def main() -> int:
    _, _, config, point = sys.argv[1:]
    points = Points(point, lambda: os.kill(os.getpid(), signal.SIGKILL))

    def reached(name: str) -> None:
        points(name)

    return app.run(Path(config), reached=reached)


if __name__ == "__main__":
    sys.exit(main())
