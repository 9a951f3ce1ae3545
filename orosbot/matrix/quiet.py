"""Keeps other people's libraries from logging what was written in the room.

nio 0.26 logs decrypted content at WARNING (tests/matrix/test_quiet.py), and exceptions of its JSON checks
quote what they checked. Nothing of it helps anybody who runs the bot: `orosbot.log` says what happened.
"""

import logging

SILENT = ("nio", "peewee", "aiohttp", "jsonschema")
"""Loggers that may see decrypted events, keys or tokens. Their children inherit the silence."""


def silence() -> None:
    """Silence those loggers for good, whatever level the root logger has."""
    for name in SILENT:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    logger = logging.getLogger("asyncio")
    if not any(isinstance(present, ClassNamesOnly) for present in logger.filters):
        logger.addFilter(ClassNamesOnly())


class ClassNamesOnly(logging.Filter):
    """Takes an exception's message and stack out of a record and leaves its class.

    asyncio logs exceptions that nobody awaited, and those may quote an event.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            kind = record.exc_info[0]
            record.msg, record.args = f"unhandled {kind.__name__ if kind else 'exception'} in a task", ()
            record.exc_info = record.exc_text = record.stack_info = None
        return True
