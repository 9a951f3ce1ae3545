"""A tally as one page of HTML that stands by itself: readable by ear and on a phone, printable, and nothing
in it is loaded from elsewhere. Its pictures say in words what they show; the tables have every number."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from orosbot.tally import beside, outside, pictures, report
from orosbot.tally.charts import Chart, charts, charts_outside
from orosbot.tally.outside import HIDDEN, Outside
from orosbot.tally.summary import Edition
from orosbot.texts import Texts

COLOURS = {"ink": "#1a1a1a", "paper": "#ffffff", "quiet": "#4d4d4d", "line": "#8a8a8a", "draft": "#fff3d6"}
"""Ink and quiet text stand on paper or on the draft's ground."""

_STYLE = """
body {{ color: {ink}; background: {paper}; font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem;
  padding: 1rem; overflow-wrap: anywhere }}
h1 {{ font-size: 1.6rem; line-height: 1.2 }}
.draft {{ background: {draft}; padding: .5rem .75rem }}
.many {{ display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  align-items: start }}
figure {{ margin: 0 }}
img {{ max-width: 100%; height: auto }}
table {{ border-collapse: collapse; width: 100% }}
caption {{ text-align: left; font-weight: bold; padding-bottom: .25rem }}
th, td {{ border-bottom: 1px solid {line}; padding: .2rem .25rem; text-align: left; font-weight: normal }}
td, thead th + th {{ text-align: right; font-variant-numeric: tabular-nums }}
thead th {{ color: {quiet} }}
tfoot th, tfoot td {{ font-weight: bold }}
@media print {{ body {{ max-width: none; padding: 0 }} table, figure {{ break-inside: avoid }} h2 {{ break-after: avoid }} }}
"""


_MOST_ROWS = 10


def write(edition: Edition, texts: Texts) -> str:
    """The whole page."""
    _ = texts.get
    tables = report.tables(edition.tally, texts)
    none = ", ".join(table.title for table in tables if not table.total)
    return _page(
        report.title(edition.tally, texts),
        [
            *_beginning(edition, texts),
            _element("h2", _("In pictures")),
            *_many(_figure(chart) for chart in charts(edition, texts)),
            *_titled(_("Events"), [one.plain for one in beside.events(edition, texts)]),
            _element("h2", _("All figures")),
            *_many(
                _table(table.title, _rows(table, texts), table.total, texts)
                for table in tables
                if table.total
            ),
            _list(report.further(edition.tally, texts)),
            *([_element("p", _("Nothing was counted: {tables}.").replace("{tables}", none))] if none else []),
        ],
        texts,
    )


def write_outside(shown: Outside, texts: Texts) -> str:
    """The page of what leaves the team."""
    _ = texts.get
    body = [_warned(sentence) for sentence in outside.standing(shown, texts)]
    body.append(_list(outside.totals(shown, texts)))
    body += [_element("p", note) for note in outside.notes(shown, texts)]
    if drawn := charts_outside(shown, texts):
        body += [_element("h2", _("In pictures")), *_many(_figure(chart) for chart in drawn)]
    if tables := list(_tables_outside(shown, texts)):
        body += [_element("h2", _("All figures")), *_many(tables)]
    body += _titled(_("What we have learned"), [one.plain for one in shown.lessons or ()])
    return _page(outside.title(shown, texts), body, texts, found=outside.for_all(shown))


def _page(title: str, body: Iterable[str], texts: Texts, *, found: bool = False) -> str:
    """A page; search engines may find it if it is `found`."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{texts.language}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            *([] if found else ['<meta name="robots" content="noindex">']),
            '<meta http-equiv="Content-Security-Policy"'
            " content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">",
            _element("title", title),
            f"<style>{_STYLE.format(**COLOURS)}</style>",
            "</head>",
            "<body>",
            "<main>",
            _element("h1", title),
            *body,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _beginning(edition: Edition, texts: Texts) -> list[str]:
    _ = texts.get
    draft = _("This is a draft: the figures may still change.")
    parts = [_warned(draft)] if edition.tally.draft else []
    parts.append(_list(report.summary(edition.tally, texts)))
    parts += _titled(_("Compared"), report.comparisons(edition, texts))
    parts += _titled(_("Changed since it was frozen:").rstrip(":"), report.corrections(edition, texts))
    return parts + _titled(_("Lessons"), [one.plain for one in beside.lessons(edition, texts)])


def _titled(heading: str, lines: Sequence[str]) -> list[str]:
    """A list under its heading, if there is anything in it."""
    return [_element("h2", heading), _list(lines)] if lines else []


def _warned(sentence: str) -> str:
    return f'<p class="draft">{escape(sentence)}</p>'


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"


def _list(lines: Iterable[str]) -> str:
    items = "".join(_element("li", line) for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _many(parts: Iterable[str]) -> list[str]:
    return ['<div class="many">', *parts, "</div>"]


def _figure(chart: Chart) -> str:
    source = b64encode(pictures.drawn([chart])).decode("ascii")
    return f'<figure><img alt="{escape(chart.told)}" src="data:image/png;base64,{source}"></figure>'


def _tables_outside(shown: Outside, texts: Texts) -> Iterator[str]:
    _ = texts.get
    for table in outside.tables(shown, texts):
        if not table.is_total:
            rows = [(row.label, HIDDEN if row.n is None else str(row.n)) for row in table.rows]
            rows += [
                (_("{words} together").format(words=row.label), str(row.n)) for row in table.worth_telling
            ]
            yield _table(table.title, rows, table.total, texts)


def _rows(table: report.Table, texts: Texts) -> list[tuple[str, str]]:
    """All rows; of a long table, as that of the regions, those of which there is any."""
    _ = texts.get
    if len(table.rows) <= _MOST_ROWS:
        return [(row.label, str(row.n)) for row in table.rows]
    rows = [(row.label, str(row.n)) for row in table.counted]
    return rows if len(rows) == len(table.rows) else [*rows, (_("all others"), "0")]


def _table(title: str, rows: Iterable[tuple[str, str]], total: int, texts: Texts) -> str:
    _ = texts.get
    head = _head((_("What"), _("Number")))
    body = "".join(_row(label, n) for label, n in rows)
    foot = _row(_("Total"), str(total))
    return (
        f"<table>{_element('caption', title)}<thead>{head}</thead>"
        f"<tbody>{body}</tbody><tfoot>{foot}</tfoot></table>"
    )


def _head(names: Sequence[str]) -> str:
    return "<tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in names) + "</tr>"


def _row(label: str, n: str) -> str:
    return f'<tr><th scope="row">{escape(label)}</th><td>{n}</td></tr>'
