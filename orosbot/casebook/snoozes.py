"""A new time for a thing ends that it was put off: what staff agreed on last holds."""

from sqlite_utils import Database

from orosbot.casebook.changes import Changes


def forget_snoozes(db: Database, changes: Changes, subject: str, *, case_id: int) -> None:
    """Let a subject (`followup:12`) be due again when it says itself."""
    for (row_id,) in db.execute("SELECT id FROM snoozes WHERE subject = ?", [subject]).fetchall():
        changes.delete("snoozes", row_id, case_id=case_id)
