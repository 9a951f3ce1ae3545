"""A tally as a picture, for those who would rather look: tall, for a phone; dark and hatched bars, so that it
also speaks in black and white. Matplotlib is imported only where a picture is drawn.

Nothing in the file says who drew it, where, when or with what, and the same figures give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from babel.dates import format_date

from orosbot.rules.periods import Period
from orosbot.tally import report
from orosbot.tally.summary import Edition
from orosbot.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

SHOWN = ("cases.concern", "cases.caller", "cases.age", "gaps.place")
"""The figures that are drawn beside the contacts; they stand apart by one thing."""

DARK, LIGHT, INK = "#00507d", "#f5c26b", "#1a1a1a"
_WIDTH, _DPI = 4.5, 192
_ROW, _TITLE, _BELOW, _MONTHS, _LABELS = 0.34, 0.5, 0.3, 3.1, 2.0
"""Inches: a bar, the title above a chart, what is free below, the chart of the months, room for labels."""
_LETTERS = 24
"""So many fit into a line of a label."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows: a bar for each label, with one number or, stacked, one for each of `series`."""

    title: str
    labels: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    series: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The same in words, for those who do not see the picture."""
        return f"{self.title}: {'; '.join(self._told(at) for at in range(len(self.labels)))}"

    def _told(self, at: int) -> str:
        if not self.series:
            return f"{self.labels[at]} {self.values[0][at]}"
        parts = ", ".join(f"{name} {row[at]}" for name, row in zip(self.series, self.values, strict=True))
        return f"{self.labels[at]}: {parts}"

    @property
    def height(self) -> float:
        """Inches."""
        return _MONTHS if self.series else _TITLE + _BELOW + _ROW * len(self.labels)


def charts(edition: Edition, texts: Texts) -> tuple[Chart, ...]:
    """Contacts month by month, then concern, caller, age, and whom there was nobody to refer to."""
    drawn = {table.title: table for table in report.tables(edition.tally, texts) if table.figure in SHOWN}
    firsts = {table.figure: table for table in reversed(drawn.values())}
    found = [_months(edition, texts)] if edition.months else []
    for figure in SHOWN:
        rows = firsts[figure].rows
        found.append(
            Chart(firsts[figure].title, tuple(row.label for row in rows), (tuple(row.n for row in rows),))
        )
    return tuple(found)


def _months(edition: Edition, texts: Texts) -> Chart:
    _ = texts.get
    return Chart(
        _("Contacts month by month, {year}").format(year=edition.tally.period.year),
        tuple(
            format_date(Period.read(one.name).first_day, "LLL", locale=texts.language).rstrip(".")
            for one in edition.months
        ),
        (tuple(one.new for one in edition.months), tuple(one.repeat for one in edition.months)),
        (_("new"), _("repeat")),
    )


def told(edition: Edition, texts: Texts) -> str:
    """The text alternative of the whole picture."""
    return "\n".join([report.title(edition.tally, texts), *(one.told for one in charts(edition, texts))])


def write(edition: Edition, texts: Texts) -> bytes:
    """All charts below each other, as one PNG."""
    return drawn(charts(edition, texts), report.title(edition.tally, texts))


def drawn(charts: Sequence[Chart], title: str = "") -> bytes:
    """Charts below each other, as one PNG 864 pixels wide."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["hatch.linewidth"] = 1.6
        head = 0.55 if title else 0.0
        figure = Figure(
            figsize=(_WIDTH, head + sum(one.height for one in charts)), dpi=_DPI, facecolor="white"
        )
        FigureCanvasAgg(figure)
        top = figure.get_figheight()
        if title:
            figure.text(0.03, 1 - 0.2 / top, title, va="top", color=INK, font=_font(13, bold=True))
        down = head
        for chart in charts:
            figure.text(
                0.03, 1 - (down + 0.15) / top, chart.title, va="top", color=INK, font=_font(12, bold=True)
            )
            left = 0.15 if chart.series else _LABELS
            above = _TITLE + (0.3 if chart.series else 0)
            high = chart.height - above - _BELOW
            place = (
                left / _WIDTH,
                1 - (down + above + high) / top,
                1 - (left + 0.15) / _WIDTH,
                high / top,
            )
            (_stacked if chart.series else _lying)(figure.add_axes(place), chart)
            down += chart.height
        written = BytesIO()
        figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _font(size: int, *, bold: bool = False) -> "FontProperties":
    """The font that comes with matplotlib, whatever else is installed: the same bytes everywhere."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=Path(mpl.get_data_path(), "fonts", "ttf", name), size=size)


def _lying(axes: "Axes", chart: Chart) -> None:
    values, at = chart.values[0], range(len(chart.labels))
    axes.barh(at, values, height=0.66, color=DARK, edgecolor=INK, linewidth=0.8)
    for place, n in zip(at, values, strict=True):
        axes.annotate(
            str(n), (n, place), (5, 0), textcoords="offset points", va="center", color=INK, font=_font(11)
        )
    labels = ["\n".join(wrap(label, _LETTERS)) for label in chart.labels]
    axes.set_yticks(at, labels, font=_font(11), color=INK)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.15 * max(*values, 1))
    axes.set_xticks([])
    _plain(axes, ("top", "right", "bottom"))


def _stacked(axes: "Axes", chart: Chart) -> None:
    at, below = range(len(chart.labels)), [0] * len(chart.labels)
    for name, values, colour, hatch in zip(
        chart.series, chart.values, (DARK, LIGHT), (None, "///"), strict=True
    ):
        axes.bar(
            at,
            values,
            0.7,
            bottom=below,
            label=name,
            color=colour,
            hatch=hatch,
            edgecolor=INK,
            linewidth=0.8,
        )
        below = [low + n for low, n in zip(below, values, strict=True)]
    for place, n in zip(at, below, strict=True):
        axes.annotate(
            str(n), (place, n), (0, 4), textcoords="offset points", ha="center", color=INK, font=_font(11)
        )
    axes.set_xticks(at, chart.labels, font=_font(10), color=INK)
    axes.set_xlim(-0.6, max(len(at), 4) - 0.4)
    axes.set_ylim(0, 1.2 * max(*below, 1))
    axes.set_yticks([])
    axes.legend(prop=_font(11), loc="lower left", bbox_to_anchor=(-0.02, 0.97), ncols=2, frameon=False)
    _plain(axes, ("top", "right", "left"))


def _plain(axes: "Axes", hidden: tuple[str, ...]) -> None:
    axes.tick_params(length=0)
    for side in hidden:
        axes.spines[side].set_visible(False)
