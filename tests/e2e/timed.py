"""`orosbot run` by another clock: `python -m tests.e2e.timed run --config FILE 2026-12-09T11:00:00+01:00`.

The clock starts at the moment given and goes on from there, as the clock of a machine that slept till then.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orosbot import app


class ClockFrom:
    """Tells the time as if the process had started at a moment."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        passed = timedelta(seconds=time.monotonic() - self._began)
        return (self._start + passed).replace(microsecond=0)


def main() -> int:
    _, _, config, start = sys.argv[1:]
    return app.run(Path(config), clock=ClockFrom(datetime.fromisoformat(start)))


if __name__ == "__main__":
    sys.exit(main())
