"""Reading JSON that others wrote: what has the wrong shape reads as nothing, never as an exception."""

import json
from collections.abc import Mapping
from typing import cast

Json = Mapping[str, object]
"""A JSON object from outside; nothing in it is to be relied on."""

_NOTHING: Json = {}


def obj(value: object) -> Json:
    """The value if it is a JSON object, else an empty one."""
    return cast(Json, value) if isinstance(value, dict) else _NOTHING


def text(value: object) -> str:
    """The value if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> list[str]:
    """The strings of a JSON list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def canonical(value: Json) -> bytes:
    """Canonical JSON without `signatures` and `unsigned`, as Matrix signs it (appendix "Signing JSON").

    :raises ValueError: if a string cannot be encoded.
    """
    signed = {key: part for key, part in value.items() if key not in ("signatures", "unsigned")}
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
