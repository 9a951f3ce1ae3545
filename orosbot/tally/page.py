"""A tally as one page of HTML that stands by itself: readable by ear and on a phone, printable, and nothing
in it is loaded from elsewhere. Its pictures say in words what they show; the tables have every number."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from orosbot.tally import pictures, report
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


def write(edition: Edition, texts: Texts) -> str:
    """The whole page."""
    _ = texts.get
    title = escape(report.title(edition.tally, texts))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{texts.language}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            '<meta http-equiv="Content-Security-Policy"'
            " content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">",
            f"<title>{title}</title>",
            f"<style>{_STYLE.format(**COLOURS)}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{title}</h1>",
            *_beginning(edition, texts),
            _element("h2", _("In pictures")),
            '<div class="many">',
            *(_figure(chart) for chart in pictures.charts(edition, texts)),
            "</div>",
            _element("h2", _("All figures")),
            '<div class="many">',
            *(_table(table, texts) for table in report.tables(edition.tally, texts)),
            "</div>",
            _list(report.further(edition.tally, texts)),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _beginning(edition: Edition, texts: Texts) -> list[str]:
    _ = texts.get
    parts = []
    if edition.tally.draft:
        draft = _("This is a draft: the figures may still change.")
        parts.append(f'<p class="draft">{escape(draft)}</p>')
    parts.append(_list(report.summary(edition.tally, texts)))
    parts += [_element("h2", _("Compared")), _list(report.comparisons(edition, texts))]
    if changed := report.corrections(edition, texts):
        parts += [_element("h2", _("Changed since it was frozen:").rstrip(":")), _list(changed)]
    return parts


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(_element("li", line) for line in lines) + "</ul>"


def _figure(chart: pictures.Chart) -> str:
    source = b64encode(pictures.drawn([chart])).decode("ascii")
    return f'<figure><img alt="{escape(chart.told)}" src="data:image/png;base64,{source}"></figure>'


def _table(table: report.Table, texts: Texts) -> str:
    _ = texts.get
    head = _head((_("What"), _("Number")))
    rows = "".join(_row(row.label, row.n) for row in table.rows)
    total = _row(_("Total"), table.total)
    return (
        f"<table>{_element('caption', table.title)}<thead>{head}</thead>"
        f"<tbody>{rows}</tbody><tfoot>{total}</tfoot></table>"
    )


def _head(names: Sequence[str]) -> str:
    return "<tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in names) + "</tr>"


def _row(label: str, n: int) -> str:
    return f'<tr><th scope="row">{escape(label)}</th><td>{n}</td></tr>'
