"""A picture that is still to be drawn, as text: what it shows was counted, it only has not been painted yet.

Who writes in a transaction keeps this; painting takes a second and is done by others, later (painter.py).
"""

from dataclasses import dataclass

from pydantic import TypeAdapter

from orosbot.tally import pictures, report
from orosbot.tally.charts import Chart, charts
from orosbot.tally.summary import Edition
from orosbot.texts import Texts

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class _Drawing:
    title: str
    charts: tuple[Chart, ...]


_JSON = TypeAdapter(_Drawing)


def drawing_of(edition: Edition, texts: Texts) -> str:
    """The whole picture of an edition, in JSON, as `paint` takes it."""
    drawing = _Drawing(report.title(edition.tally, texts), charts(edition, texts))
    return _JSON.dump_json(drawing).decode()


def paint(drawing: str) -> bytes:
    """The picture as a PNG.

    :raises Exception: whatever goes wrong in matplotlib, also that it is not there.
    """
    read = _JSON.validate_json(drawing)
    return pictures.drawn(read.charts, read.title)


def info(png: bytes) -> dict[str, object]:
    """The `info` of an `m.image` event: mimetype, size in bytes, width and height in pixels.

    :raises ValueError: if it is no PNG.
    """
    if not png.startswith(_SIGNATURE) or len(png) < 24:
        raise ValueError("no PNG")
    wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    return {"mimetype": "image/png", "size": len(png), "w": wide, "h": high}
