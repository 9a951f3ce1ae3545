"""What waits to be sent when a case is erased: a message about it goes, a list loses its line and keeps the others.

Numbers of lines stay as they are, for staff reply with them.
"""

import json
import re

from sqlite_utils import Database

from orosbot.rules.reference import shown
from orosbot.values import mark

BRIEFING = "briefing-morning"
"""The code of the one list that says something without its lines: that the day begins, and what stands beside them."""

GONE = "…"
"""What stands in the place of what is erased."""

_PLAIN = re.compile(r"^(\d+\. ).*$", re.MULTILINE)
_HTML = re.compile(r"<li>.*?</li>", re.DOTALL)


def let_go(db: Database, ref: str) -> None:
    """Let no message that waits name the case with this reference any more."""
    db.execute(
        "UPDATE outbox SET failed = 'dissolved', body = '{}', written = '[]'"
        " WHERE event_id IS NULL AND kind <> 'redaction' AND ref = ?",
        [ref],
    )
    rows = db.execute(
        "SELECT txn_id, code, body, items, written FROM outbox WHERE event_id IS NULL AND failed IS NULL"
        " AND kind <> 'redaction' AND EXISTS"
        " (SELECT 1 FROM json_each(outbox.items) WHERE value = ?1 OR value LIKE ?1 || ' %')",
        [ref],
    ).fetchall()
    for txn_id, code, body, items, written in rows:
        lines = [str(item).partition(" ")[0] == ref for item in json.loads(items)]
        nothing_left = all(lines) and code != BRIEFING
        kept = None if nothing_left else _without(json.loads(body), json.loads(written), lines, ref)
        if kept is None:
            db.execute(
                "UPDATE outbox SET failed = 'dissolved', body = '{}', written = '[]' WHERE txn_id = ?",
                [txn_id],
            )
        else:
            content, texts = kept
            db.execute("UPDATE outbox SET body = ?, written = ? WHERE txn_id = ?", [content, texts, txn_id])


def _without(
    content: dict[str, object], written: list[list[str]], gone: list[bool], ref: str
) -> tuple[str, str] | None:
    """A message's content and the texts of staff in it without some of its numbered lines; `None` if its lines
    cannot be told apart."""
    plain, html = content.get("body"), content.get("formatted_body")
    if not isinstance(plain, str) or not isinstance(html, str):
        return None
    if len(_PLAIN.findall(plain)) != len(gone) or len(_HTML.findall(html)) != len(gone):
        return None
    each = iter(gone)
    plain = _PLAIN.sub(lambda found: found[1] + GONE if next(each) else found[0], plain)
    each = iter(gone)
    html = _HTML.sub(lambda found: f"<li>{GONE}</li>" if next(each) else found[0], html)
    for form in (shown(ref), ref):
        plain, html = plain.replace(form, GONE), html.replace(form, GONE)
    texts = [one if mark(number) in plain else ["", "", ""] for number, one in enumerate(written)]
    content = {**content, "body": plain, "formatted_body": html}
    return json.dumps(content, ensure_ascii=False), json.dumps(texts)
