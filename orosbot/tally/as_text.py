"""A tally as plain text: the summary first, then a line for each table."""

from orosbot.tally import report
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
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def lines(edition: Edition, texts: Texts) -> list[str]:
    """A line for each table in which anything was counted: `Cases by concern: right 2, general 1`."""
    return [
        f"{table.title}: {', '.join(f'{row.label} {row.n}' for row in table.counted)}"
        for table in report.tables(edition.tally, texts)
        if table.total
    ]
