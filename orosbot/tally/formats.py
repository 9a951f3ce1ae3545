"""The forms in which a tally can be written; each module is imported only where it is asked for."""

import importlib
import importlib.util
from typing import Protocol, cast

from orosbot.errors import UsageError
from orosbot.tally.summary import Edition
from orosbot.texts import Texts

_MODULES = {"text": "as_text", "json": "as_json", "csv": "as_csv", "png": "pictures", "html": "page"}

BINARY = frozenset({"png"})
"""Forms that are no text."""


class _Writes(Protocol):
    def write(self, edition: Edition, texts: Texts) -> str | bytes: ...


def available() -> tuple[str, ...]:
    """The forms that there are."""
    return tuple(form for form, name in _MODULES.items() if importlib.util.find_spec(f"orosbot.tally.{name}"))


def write(form: str, edition: Edition, texts: Texts) -> bytes:
    """A tally in one of the forms.

    :raises UsageError: for a form that there is none of.
    """
    if form not in available():
        raise UsageError(f"A tally can be written as {', '.join(available())}, not as {form!r}.")
    module = cast("_Writes", importlib.import_module(f"orosbot.tally.{_MODULES[form]}"))
    written = module.write(edition, texts)
    return written if isinstance(written, bytes) else written.encode("utf-8")
