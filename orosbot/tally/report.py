"""A tally as people read it: a short summary, then table after table. Text, page and message share it."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.dates import format_date
from babel.numbers import format_decimal

from orosbot.casebook.figures import Cell
from orosbot.tally import labels
from orosbot.tally.keys import AXES, SECOND, shown_key
from orosbot.tally.summary import Edition, Headlines, Tally
from orosbot.texts import Texts


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: the key as programs know it, what it is called, how many."""

    key: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Table:
    """A figure apart by one thing; `rows` has zeros too and adds up to `total`."""

    figure: str
    title: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        return sum(row.n for row in self.rows)

    @property
    def counted(self) -> tuple[Row, ...]:
        """The rows without zeros."""
        return tuple(row for row in self.rows if row.n)


def tables(tally: Tally, texts: Texts) -> tuple[Table, ...]:
    """Every table of a tally, in the order in which it is read."""
    found: list[Table] = []
    for figure, title in labels.TITLES.items():
        found.append(_table(tally, texts, figure, title))
        if figure in labels.SECOND_TITLES:
            found.append(_table(tally, texts, figure, labels.SECOND_TITLES[figure], second=True))
    return tuple(found)


def _table(tally: Tally, texts: Texts, figure: str, title: str, *, second: bool = False) -> Table:
    parts = tally.by_second(figure) if second else tally.by(figure)
    rows = tuple(
        Row(key, labels.key(figure, key, tally.words, texts, second=second), n) for key, n in parts.items()
    )
    return Table(figure, texts.get(title), rows)


def title(tally: Tally, texts: Texts) -> str:
    """`Tally of February 2017 (draft)`."""
    _ = texts.get
    sentence = _("Tally of {period} (draft)") if tally.draft else _("Tally of {period}")
    return sentence.replace("{period}", labels.of_period(tally.period, texts.language))


def summary(tally: Tally, texts: Texts) -> list[str]:
    """What a colleague would say of the period, a sentence each."""
    _ = texts.get
    contacts = tally.by("contacts.kind")
    lines = [
        _("Contacts: {all} (new {new}, repeat {repeat}).").format(
            all=sum(contacts.values()), new=contacts["new"], repeat=contacts["repeat"]
        ),
        _("Cases opened: {opened}, {children} of them about children. Closed: {closed}.").format(
            opened=tally.total("cases.all"),
            children=tally.total("cases.about_child"),
            closed=tally.total("closings.reason"),
        ),
        _("Follow-ups: reached {reached}, ended without an answer {missed}. Slips living: {slips}.").format(
            reached=tally.total("followups.ended", one="reached"),
            missed=tally.total("followups.ended", one="no-answer"),
            slips=tally.slips_living,
        ),
    ]
    if gaps := tally.total("gaps.word"):
        lines.append(_("Nobody to refer to: {count}.").format(count=gaps))
    return lines


def further(tally: Tally, texts: Texts) -> list[str]:
    """Single figures that stand in no table, a sentence each."""
    _ = texts.get
    lines = [
        _("Cases worked on: {count}.").format(count=tally.total("cases.worked")),
        _("Children who called: {count}.").format(count=tally.total("cases.child_caller")),
    ]
    if (days := tally.days_open) is not None:
        lines.append(_("Days open, median: {days}.").format(days=format_decimal(days, locale=texts.language)))
    for sentence, share in (
        (_("Asked about a follow-up: {share}."), tally.share("cases.followup_asked", "yes")),
        (_("Known what referrals led to: {share}."), tally.outcomes_known),
        (_("Assessed the same day: {share}."), tally.share("assessments.same_day", "yes")),
    ):
        if share is not None:
            lines.append(sentence.format(share=_("{percent} %").format(percent=round(100 * share))))
    return lines


def comparisons(edition: Edition, texts: Texts) -> list[str]:
    """The period before, the same one a year earlier, the year so far: a line each. Of a time in which
    there was no line yet nothing is said."""
    _ = texts.get
    period = edition.tally.period
    earlier = {period.before: edition.before, period.year_before: edition.year_before}  # of a year the same
    found = [
        (labels.period(one, texts.language), headlines)
        for one, headlines in earlier.items()
        if edition.since is None or edition.since <= one.each_month()[-1]
    ]
    if period.months < 12:
        month = format_date(period.each_month()[-1].first_day, "LLLL", locale=texts.language)
        name = _("the year up to and including {month}").format(month=month)
        found.append((name, edition.year_to_date))
    return [_compared(name, headlines, texts) for name, headlines in found]


def _compared(name: str, headlines: Headlines, texts: Texts) -> str:
    _ = texts.get
    sentence = _("{period}: contacts {contacts}, cases {cases}, about children {children}, closed {closed}.")
    told = sentence.format(
        period=name,
        contacts=headlines.new + headlines.repeat,
        cases=headlines.cases,
        children=headlines.about_child,
        closed=headlines.closings,
    )
    return told[:1].upper() + told[1:]


def corrections(edition: Edition, texts: Texts) -> list[str]:
    """What has changed since the tally was frozen, a line for each figure: `+1` or `-1`."""
    tally = edition.tally
    return [
        f"{_figure(figure, tally, texts)}: {', '.join(parts)}"
        for figure, parts in _changes(edition.corrections, tally, texts).items()
    ]


def _changes(cells: Mapping[Cell, int], tally: Tally, texts: Texts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for (figure, one, two), n in sorted(cells.items()):
        if figure in ("closings.days", "cases.followup_asked", "assessments.same_day"):
            continue
        names = []
        if figure in AXES:
            names.append(labels.key(figure, shown_key(figure, one), tally.words, texts))
        if two:
            names.append(labels.key(figure, two, tally.words, texts, second=figure in SECOND))
        sign = "+" if n > 0 else "\u2212"
        found.setdefault(figure, []).append(f"{' · '.join(names)} {sign}{abs(n)}".strip())
    return found


def _figure(figure: str, tally: Tally, texts: Texts) -> str:
    return texts.get(labels.TITLES.get(figure) or labels.SINGLE[figure])
