"""A tally as a picture, for those who would rather look: tall, for a phone; dark and hatched bars, so that it
also speaks in black and white. Matplotlib is imported only where a picture is drawn.

Nothing in the file says who drew it, where, when or with what, and the same figures give the same bytes.
"""

import logging
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from orosbot.errors import UsageError
from orosbot.tally import outside, report
from orosbot.tally.charts import Chart, charts, charts_outside, shown
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition
from orosbot.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

DARK, LIGHT, INK, PAPER = "#00507d", "#f5c26b", "#1a1a1a", "#ffffff"
_WIDTH, _DPI = 4.5, 192
_ROW, _TITLE, _BELOW, _MONTHS, _LABELS, _LEGEND, _LINE = 0.34, 0.5, 0.3, 3.1, 2.0, 0.3, 0.2
"""Inches: a bar, the title above a chart, what is free below, the chart of the months, room for labels, the legend,
a line of what is said beneath."""
_LETTERS, _LETTERS_BELOW = 22, 48
"""So many fit into a line of a label, and of what is said beneath."""


def told(edition: Edition, texts: Texts) -> str:
    """The text alternative of the whole picture."""
    return "\n".join([report.title(edition.tally, texts), *(one.told for one in charts(edition, texts))])


def write(edition: Edition, texts: Texts) -> bytes:
    """All charts below each other, as one PNG."""
    return drawn(charts(edition, texts), report.title(edition.tally, texts))


def write_outside(edition: Outside, texts: Texts) -> bytes:
    """The same of what leaves the team.

    :raises UsageError: if there is nothing but totals.
    """
    found = charts_outside(edition, texts)
    if not found:
        raise UsageError(
            "There is nothing to draw: all that may be told are totals. A longer period may tell more."
        )
    return drawn(found, outside.caption(edition, texts))


def drawn(charts: Sequence[Chart], title: str = "") -> bytes:
    """Charts below each other, as one PNG 864 pixels wide."""
    # What it has to say of folders for its caches helps nobody who wants a picture.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["hatch.linewidth"] = 1.6
        heading = "\n".join(wrap(title, _LETTERS_BELOW - 14))
        down = 0.3 + 0.25 * (heading.count("\n") + 1) if title else 0.0
        figure = Figure(
            figsize=(_WIDTH, down + sum(_height(one) for one in charts)), dpi=_DPI, facecolor=PAPER
        )
        FigureCanvasAgg(figure)
        if title:
            _text(figure, 0.2, heading, 13, bold=True)
        for chart in charts:
            _draw(figure, chart, down)
            down += _height(chart)
        written = BytesIO()
        figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _draw(figure: "Figure", chart: Chart, down: float) -> None:
    """A chart, `down` inches from the top."""
    below = _beneath(chart)
    _text(figure, down + 0.15, chart.title, 12, bold=True)
    left = 0.15 if chart.series else _LABELS
    above = _TITLE + (_LEGEND if chart.series else 0)
    high = _height(chart) - above - _BELOW - _LINE * len(below)
    top = figure.get_figheight()
    place = (left / _WIDTH, 1 - (down + above + high) / top, 1 - (left + 0.15) / _WIDTH, high / top)
    (_stacked if chart.series else _lying)(figure.add_axes(place), chart)
    if below:
        _text(figure, down + above + high + (_BELOW if chart.series else 0.05), "\n".join(below), 10)


def _height(chart: Chart) -> float:
    """Inches."""
    bars = _MONTHS if chart.series else _TITLE + _BELOW + _ROW * len(chart.labels)
    return bars + _LINE * len(_beneath(chart))


def _beneath(chart: Chart) -> list[str]:
    return wrap(chart.below, _LETTERS_BELOW)


def _text(figure: "Figure", down: float, text: str, size: int, *, bold: bool = False) -> None:
    at = 1 - down / figure.get_figheight()
    figure.text(0.03, at, text, va="top", color=INK, font=_font(size, bold=bold))


def _font(size: int, *, bold: bool = False) -> "FontProperties":
    """The font that comes with matplotlib, whatever else is installed: the same bytes everywhere."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=Path(mpl.get_data_path(), "fonts", "ttf", name), size=size)


def _lying(axes: "Axes", chart: Chart) -> None:
    values, at = chart.values[0], range(len(chart.labels))
    long = [n or 0 for n in values]
    axes.barh(at, long, height=0.66, color=DARK, edgecolor=INK, linewidth=0.8)
    for place, n in zip(at, values, strict=True):
        axes.annotate(
            shown(n),
            (n or 0, place),
            (5, 0),
            textcoords="offset points",
            va="center",
            color=INK,
            font=_font(11),
        )
    labels = ["\n".join(wrap(label, _LETTERS)) for label in chart.labels]
    axes.set_yticks(at, labels, font=_font(11), color=INK)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.15 * max(*long, 1))
    axes.set_xticks([])
    _plain(axes, ("top", "right", "bottom"))


def _stacked(axes: "Axes", chart: Chart) -> None:
    at, below = range(len(chart.labels)), [0] * len(chart.labels)
    for name, values, colour, hatch in zip(
        chart.series, chart.values, (DARK, LIGHT), (None, "///"), strict=True
    ):
        high = [n or 0 for n in values]
        axes.bar(
            at,
            high,
            0.7,
            bottom=below,
            label=name,
            color=colour,
            hatch=hatch,
            edgecolor=INK,
            linewidth=0.8,
        )
        below = [low + n for low, n in zip(below, high, strict=True)]
    for place, n in zip(at, below, strict=True):
        axes.annotate(
            str(n), (place, n), (0, 4), textcoords="offset points", ha="center", color=INK, font=_font(11)
        )
    for place, n, mark in zip(at, below, chart.marks, strict=False):
        if mark:
            axes.annotate(
                mark,
                (place, n),
                (0, 24),
                textcoords="offset points",
                ha="center",
                color=PAPER,
                font=_font(9, bold=True),
                bbox={"boxstyle": "round,pad=0.25", "facecolor": INK, "edgecolor": INK},
            )
    axes.set_xticks(at, chart.labels, font=_font(10), color=INK)
    axes.set_xlim(-0.6, max(len(at), 4) - 0.4)
    axes.set_ylim(0, (1.5 if any(chart.marks) else 1.2) * max(*below, 1))
    axes.set_yticks([])
    axes.legend(prop=_font(11), loc="lower left", bbox_to_anchor=(-0.02, 0.97), ncols=2, frameon=False)
    _plain(axes, ("top", "right", "left"))


def _plain(axes: "Axes", hidden: tuple[str, ...]) -> None:
    axes.tick_params(length=0)
    for side in hidden:
        axes.spines[side].set_visible(False)
