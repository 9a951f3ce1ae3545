"""What leaves the team: the public figures, and the same for the commissioner with the lessons that a lead has approved.

Small numbers are hidden in both (`orosbot.tally.public`). Here they become tables that people read.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from orosbot.casebook import Casebook
from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary
from orosbot.tally import beside, labels, public, reading
from orosbot.tally.beside import Line
from orosbot.tally.public import PublicEdition
from orosbot.tally.publishing import Publishing
from orosbot.texts import N_, Texts

HIDDEN = "\u2013"
"""Stands for a number that is hidden."""

_FIGURES = {
    "contacts": "contacts.kind",
    "cases": "cases.all",
    "concern": "cases.concern",
    "caller": "cases.caller",
    "age": "cases.age",
    "about_child": "cases.about_child",
    "channel": "contacts.channel",
    "closings": "closings.reason",
}
"""The public tables by what they count, for their titles and for what their words are called."""

_TOTAL_ELSEWHERE = frozenset(_FIGURES) - {"closings"}
"""Tables whose total stands in the summary: that of the contacts, or of the cases."""

_TITLES = labels.SINGLE | labels.TITLES
_WORDS = {"all": N_("all"), "unlisted": N_("other"), "yes": N_("yes"), "no": N_("no")}


@dataclass(frozen=True, slots=True)
class Outside:
    """An edition that may leave the team; without `lessons` it is the public one, with them the commissioner's."""

    edition: PublicEdition
    lessons: tuple[Line, ...] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A word as programs and as people know it, with its number; `None` is hidden."""

    key: str
    label: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A public table; `together` has what hidden words come to, each block as a row of its own."""

    name: str
    title: str
    rows: tuple[Row, ...]
    together: tuple[Row, ...]
    total: int

    @property
    def worth_telling(self) -> tuple[Row, ...]:
        """What hidden words come to, but for what the total says already."""
        return tuple(row for row in self.together if row.n != self.total)

    @property
    def is_total(self) -> bool:
        """Whether there is nothing in it but the total."""
        return len(self.rows) == 1 or self.total == 0


def edition_of(
    book: Casebook,
    period: Period,
    zone: ZoneInfo,
    words: Vocabulary,
    threshold: int,
    now: datetime,
    *,
    commissioner: bool = False,
) -> Outside:
    """What may be told of a period: to all, or to the commissioner."""
    told = Publishing(book, zone, words, threshold, now).edition(period)
    lessons = beside.approved(reading.lessons(book, period, zone)) if commissioner else None
    return Outside(told, lessons)


def as_json(shown: Outside) -> str:
    """The JSON object of the public edition; with `lessons` for the commissioner."""
    told = public.as_json(shown.edition)
    if shown.lessons is None:
        return told
    whole = {**json.loads(told), "lessons": [one.text for one in shown.lessons]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def title(shown: Outside, texts: Texts) -> str:
    """`Public figures of February 2017 (draft)`."""
    _ = texts.get
    draft = shown.edition.draft
    if shown.lessons is None:
        sentence = _("Public figures of {period} (draft)") if draft else _("Public figures of {period}")
    elif draft:
        sentence = _("Figures for the commissioner, {period} (draft)")
    else:
        sentence = _("Figures for the commissioner, {period}")
    return sentence.replace("{period}", labels.of_period(shown.edition.period, texts.language))


def caption(shown: Outside, texts: Texts) -> str:
    """The title of what travels without any other words, as a picture: it says itself that nobody has agreed to it."""
    _ = texts.get
    told = title(shown, texts)
    return _("{title} (not published)").replace("{title}", told) if _unpublished(shown) else told


def for_all(shown: Outside) -> bool:
    """Whether it is published, and the public edition."""
    return shown.edition.published is not None and shown.lessons is None


def standing(shown: Outside, texts: Texts) -> list[str]:
    """A sentence for the reader of figures that are a draft, or public ones that nobody has agreed to."""
    _ = texts.get
    if shown.edition.draft:
        return [_("This is a draft: the figures may still change.")]
    return [_("It is final, but not published.")] if _unpublished(shown) else []


def _unpublished(shown: Outside) -> bool:
    return status(shown) == "not-published"


def tables(shown: Outside, texts: Texts) -> tuple[Table, ...]:
    """The tables that are told, in their order."""
    return tuple(_table(table, shown.edition.words, texts) for table in shown.edition.tables)


def status(shown: Outside) -> str:
    """`draft`, `not-published` or `published`, for programs; `final` is the commissioner's, which needs nobody's yes."""
    if shown.edition.published is not None:
        return "published"
    if shown.edition.draft:
        return "draft"
    return "not-published" if shown.lessons is None else "final"


def totals(shown: Outside, texts: Texts) -> list[str]:
    """A sentence for each table that is nothing but a total."""
    return [f"{table.title}: {table.total}." for table in tables(shown, texts) if table.is_total]


def notes(shown: Outside, texts: Texts) -> list[str]:
    """What a reader must know: what a hidden number is, what is not told at all, and when there is more."""
    _ = texts.get
    found = []
    if (day := shown.edition.published) is not None:
        found.append(_("Published on {day}.").format(day=format_date(day, "d MMMM y", locale=texts.language)))
    told = tables(shown, texts)
    if any(row.n is None for table in told for row in table.rows):
        found.append(_("{sign} is a hidden number: a small one could tell of somebody.").format(sign=HIDDEN))
    if shown.edition.withheld:
        names = ", ".join(_title(name, texts) for name in shown.edition.withheld)
        found.append(_("Not shown, as there are too few: {tables}.").replace("{tables}", names))
    if shown.edition.period.months == 1:
        found.append(_("A month tells its total alone; quarters and years tell more."))
    return found


def numbers(table: Table, texts: Texts) -> str:
    """A table in one line: `right –, left –, religious 9, right + left together 7`."""
    _ = texts.get
    parts = [f"{row.label} {HIDDEN if row.n is None else row.n}" for row in table.rows]
    told = together(table, texts)
    if table.together and not told and table.name not in _TOTAL_ELSEWHERE:
        told = [_("{total} together").format(total=table.total)]
    return ", ".join([*parts, *told])


def together(table: Table, texts: Texts) -> list[str]:
    """What hidden words come to: `right + left together 7`."""
    _ = texts.get
    return [_("{words} together {total}").format(words=row.label, total=row.n) for row in table.worth_telling]


def _table(table: public.Table, words: Vocabulary, texts: Texts) -> Table:
    called = {key: _word(table.name, key, words, texts) for key in table.cells}
    return Table(
        table.name,
        _title(table.name, texts),
        tuple(Row(key, called[key], n) for key, n in table.cells.items()),
        tuple(_block(block, called, n) for block, n in table.merged),
        table.total,
    )


def _block(block: Sequence[str], called: dict[str, str], n: int) -> Row:
    return Row("+".join(block), " + ".join(called.get(key, key) for key in block), n)


def _title(name: str, texts: Texts) -> str:
    found = _TITLES.get(_FIGURES.get(name, ""))
    return name if found is None else texts.get(found)


def _word(name: str, key: str, words: Vocabulary, texts: Texts) -> str:
    if key in _WORDS:
        return texts.get(_WORDS[key])
    return labels.key(_FIGURES[name], key, words, texts) if name in _FIGURES else key
