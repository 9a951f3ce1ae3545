"""When and by whom a report was made stands beside the assessment too: in what came in and what was answered, and in
the edits of the reminders. It is forgotten there with it.
"""

from sqlite_utils import Database

_CASES = "SELECT case_id FROM assessments WHERE answer = 'report' AND at < :before"

_TYPED = (
    "SELECT event_id FROM audit WHERE verb = 'child' AND event_id <> '' AND at < :before"
    f" AND case_id IN ({_CASES})"
)

_REMINDED = (
    f"subject LIKE 'assessment:%' AND at < :before AND ref IN (SELECT ref FROM cases WHERE id IN ({_CASES}))"
)

_STANDS = (
    "SELECT ref FROM cases JOIN (SELECT case_id, answer, max(id) FROM assessments GROUP BY case_id)"
    " ON case_id = cases.id WHERE answer = 'report'"
)
"""Of others somebody may have to be reminded yet, and what was claimed is not claimed again."""


def forget_trail(db: Database, before: str) -> None:
    """Leave nothing but the month of what was typed and answered about reports from before a moment; SQL knows
    `month_of` and `role` already (see `Coarsening.by`)."""
    values = {"before": before}
    for statement in (
        "UPDATE inbox SET sender = '', at = month_of(at), received_at = month_of(received_at),"
        f" settled_at = month_of(settled_at) WHERE event_id IN ({_TYPED})",
        "UPDATE outbox SET queued_at = month_of(queued_at), confirmed_at = month_of(confirmed_at)"
        f" WHERE queued_at < :before AND (cause IN ({_TYPED}) OR cause IN (SELECT 'edit:' || event_id FROM"
        f" ({_TYPED})) OR cause IN (SELECT 'mended:' || txn_id FROM reminded WHERE {_REMINDED}))",
        f"DELETE FROM reminded WHERE {_REMINDED} AND ref IN ({_STANDS})",
        "UPDATE audit SET at = month_of(at), by = role(by) WHERE verb = 'child' AND at < :before"
        f" AND case_id IN ({_CASES})",
    ):
        db.execute(statement, values)
