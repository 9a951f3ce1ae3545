"""Log events as key=value lines on stderr.

An event names what happened and in numbers how much; never what anybody wrote. So there is no free
text, and of an exception only its class and the place are given: a message may quote its input.
"""

import logging
import sys
import traceback
from contextlib import suppress
from typing import TextIO

import structlog


def set_up(stream: TextIO | None = None, *, debug: bool = False) -> None:
    """Send orosbot's log events as logfmt lines to `stream` (stderr)."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "event"], drop_missing=True, bool_as_flag=False
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if debug else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


class Log:
    """Log events of one module: `log.info("ready", rooms=1)`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _write(self, level: str, event: str, fields: dict[str, str | int | float | bool | None]) -> None:
        # A stderr that has been closed must not turn a commit into a failure.
        with suppress(OSError, ValueError):
            getattr(structlog.get_logger(), level)(event, module=self._name, **fields)

    def debug(self, event: str, **fields: str | int | float | bool | None) -> None:
        self._write("debug", event, fields)

    def info(self, event: str, **fields: str | int | float | bool | None) -> None:
        self._write("info", event, fields)

    def warning(self, event: str, **fields: str | int | float | bool | None) -> None:
        self._write("warning", event, fields)

    def error(self, event: str, **fields: str | int | float | bool | None) -> None:
        self._write("error", event, fields)

    def failure(self, event: str, error: BaseException, **fields: str | int | float | bool | None) -> None:
        """Log an exception by its class and the places it passed, without its message."""
        frames = traceback.extract_tb(error.__traceback__)[-4:]
        places = " ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames)
        self._write("error", event, {**fields, "error": type(error).__name__, "places": places})


def get_logger(name: str) -> Log:
    """The log of one module."""
    return Log(name.removeprefix("orosbot."))
