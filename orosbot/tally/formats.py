"""The forms in which a tally can be written; each module is imported only where it is asked for."""

import importlib
from typing import Protocol, cast

from orosbot.errors import UsageError
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition
from orosbot.texts import Texts

_MODULES = {"text": "as_text", "json": "as_json", "csv": "as_csv", "png": "pictures", "html": "page"}

FORMS = tuple(_MODULES)
"""The forms that there are."""
BINARY = frozenset({"png"})
"""Forms that are no text."""


class _Writes(Protocol):
    def write(self, edition: Edition, texts: Texts) -> str | bytes: ...

    def write_outside(self, shown: Outside, texts: Texts) -> str | bytes: ...


def write(form: str, edition: Edition | Outside, texts: Texts) -> bytes:
    """A tally in one of the forms.

    :raises UsageError: for a form that there is none of.
    """
    if form not in FORMS:
        raise UsageError(f"A tally can be written as {', '.join(FORMS)}, not as {form!r}.")
    module = cast("_Writes", importlib.import_module(f"orosbot.tally.{_MODULES[form]}"))
    written = _written(module, edition, texts)
    return written if isinstance(written, bytes) else written.encode("utf-8")


def _written(module: _Writes, edition: Edition | Outside, texts: Texts) -> str | bytes:
    if isinstance(edition, Outside):
        return module.write_outside(edition, texts)
    return module.write(edition, texts)
