"""A tally as plain text: the summary first, then a line for each table."""

from collections.abc import Iterable, Sequence

from orosbot.tally import beside, outside, report
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition
from orosbot.texts import Texts


def write(edition: Edition, texts: Texts) -> str:
    """The text, with a line's end."""
    _ = texts.get
    tally = edition.tally
    parts = [
        [report.title(tally, texts)],
        report.summary(tally, texts),
        report.comparisons(edition, texts),
        [*lines(edition, texts), *report.further(tally, texts)],
    ]
    if changed := report.corrections(edition, texts):
        parts.append([_("Changed since it was frozen:"), *changed])
    for heading, told in ((_("Events"), beside.events), (_("Lessons"), beside.lessons)):
        if found := told(edition, texts):
            parts.append([f"{heading}:", *(one.plain for one in found)])
    return _text(parts)


def write_outside(shown: Outside, texts: Texts) -> str:
    """What leaves the team, in the same way."""
    _ = texts.get
    parts = [
        [outside.title(shown, texts)],
        outside.totals(shown, texts),
        outside_lines(shown, texts),
        [*outside.standing(shown, texts), *outside.notes(shown, texts)],
    ]
    if shown.lessons:
        parts.append([_("What we have learned") + ":", *(f"\u2022 {one.plain}" for one in shown.lessons)])
    return _text(parts)


def outside_lines(shown: Outside, texts: Texts) -> list[str]:
    """A line for each table that may be told and is more than a total."""
    return [
        f"{table.title}: {outside.numbers(table, texts)}"
        for table in outside.tables(shown, texts)
        if not table.is_total
    ]


def _text(parts: Iterable[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def lines(edition: Edition, texts: Texts) -> list[str]:
    """A line for each table in which anything was counted: `Cases by concern: right 2, general 1`."""
    return [
        f"{table.title}: {', '.join(f'{row.label} {row.n}' for row in table.counted)}"
        for table in report.tables(edition.tally, texts)
        if table.total
    ]
