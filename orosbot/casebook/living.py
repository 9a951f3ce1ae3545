"""What is to come up and not done, found by the database: a tick every five seconds must not read every case.

A subject is due at the moment that was agreed on, or at that until which somebody put it off. Putting off
holds for the moment that was put off: what is booked anew comes up when it is booked for. What `keeps` its own
moment comes up at that first, and so does a call of theirs: nobody puts off what somebody else does.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Living:
    """One thing that is agreed on. `at` is when it is due now, put off or not (UTC), `first_at` when it was
    due before. `timed` and `first_timed`: staff set that time. `claimed`: somebody was reminded of it as it is due
    now."""

    subject: str
    kind: str
    ref: str
    at: datetime
    first_at: datetime
    timed: bool
    first_timed: bool
    claimed: bool


@dataclass(frozen=True, slots=True)
class Unassessed:
    """An open child case, since when it is one as it stands, and the last answer to its question (or `None`).

    `until` is until when it was put off, `timed` whether with a time, `keeps` whether it comes up before that
    when it is due; `reminded` is the moment of which somebody was reminded last since then, `claimed` whether of
    `until`.
    """

    case_id: int
    ref: str
    since: datetime
    answer: str | None
    until: datetime | None
    timed: bool
    keeps: bool
    claimed: bool
    reminded: datetime | None


_LIVING = """
WITH things (kind, number, case_id, due_at, timed) AS (
    SELECT 'followup', id, case_id, due_at, timed FROM followups WHERE status = 'booked'
    UNION ALL SELECT 'callback', id, case_id, due_at, 1 FROM callbacks WHERE status = 'booked' AND timed = 1
    UNION ALL SELECT 'promise', id, case_id, due_at, timed FROM promises WHERE status = 'open'
    UNION ALL SELECT 'task', min(id), case_id, coalesce(due_at, at), 0 FROM referrals
        WHERE status = 'pending' GROUP BY case_id, actor_id
), named AS (
    SELECT kind || ':' || number AS subject, kind, number, case_id, ref, due_at, timed
    FROM things JOIN cases ON cases.id = case_id
), living AS (
    SELECT named.subject, kind, number, ref, coalesce(snoozes.until, named.due_at) AS at,
        named.due_at AS first_at, coalesce(snoozes.timed, named.timed) AS timed,
        named.timed AS first_timed
    FROM named LEFT JOIN snoozes ON snoozes.id = (
        SELECT max(id) FROM snoozes AS put_off
        WHERE put_off.subject = named.subject AND put_off.case_id = named.case_id
        AND CASE WHEN put_off.due_at IS NULL THEN put_off.until > named.due_at
            ELSE put_off.due_at = named.due_at END
    ) AND CASE WHEN snoozes.until > named.due_at THEN named.kind <> 'callback' AND (NOT snoozes.keeps OR EXISTS (
        SELECT 1 FROM reminded
        WHERE reminded.subject = named.subject AND reminded.ref = named.ref AND reminded.due_at = named.due_at
    )) ELSE NOT EXISTS (
        SELECT 1 FROM reminded
        WHERE reminded.subject = named.subject AND reminded.ref = named.ref AND reminded.due_at = snoozes.until
    ) END
)
SELECT subject, kind, ref, at, first_at, timed, first_timed, EXISTS (
    SELECT 1 FROM reminded
    WHERE reminded.subject = living.subject AND reminded.ref = living.ref AND reminded.due_at = living.at
) AS claimed FROM living
"""

_UNASSESSED = """
WITH children AS (
    SELECT id, ref, 'assessment:' || id AS subject, max(
        opened_at,
        coalesce((SELECT max(at) FROM corrections WHERE case_id = cases.id AND name IN ('age', 'child_caller')), ''),
        coalesce((SELECT max(reopened_at) FROM closings WHERE case_id = cases.id), '')
    ) AS since, (SELECT answer FROM assessments WHERE case_id = cases.id ORDER BY id DESC LIMIT 1) AS answer
    FROM cases WHERE closed_at IS NULL AND (about_child = 1 OR child_caller = 1)
)
SELECT children.id, ref, since, answer, snoozes.until, coalesce(snoozes.timed, 0), coalesce(snoozes.keeps, 0), EXISTS (
    SELECT 1 FROM reminded
    WHERE reminded.subject = children.subject AND reminded.ref = children.ref AND due_at = snoozes.until
), (
    SELECT due_at FROM reminded
    WHERE reminded.subject = children.subject AND reminded.ref = children.ref AND reminded.at >= since
    ORDER BY reminded.id DESC LIMIT 1
) FROM children LEFT JOIN snoozes ON snoozes.id = (
    SELECT max(id) FROM snoozes AS put_off
    WHERE put_off.subject = children.subject AND put_off.case_id = children.id AND put_off.at >= since
)
"""


class LivingThings:
    """Reads what is agreed on in all cases at once."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def agreed(self) -> list[Living]:
        """Every follow-up, timed callback, promise and task that is not done."""
        return self._living("")

    def waiting(self, until: datetime) -> list[Living]:
        """Those that are due by a moment and that nobody was reminded of."""
        return self._living("WHERE at <= ? AND NOT claimed", to_text(until))

    def next_after(self, moment: datetime) -> datetime | None:
        """When the next of them falls due after a moment."""
        row = self._db.execute(
            f"SELECT min(at) FROM ({_LIVING}) WHERE at > ? AND NOT claimed", [to_text(moment)]
        ).fetchone()
        return None if row[0] is None else from_text(row[0])

    def unassessed(self) -> list[Unassessed]:
        """Every open child case; whether its question is answered is for the rules to say."""
        return [
            Unassessed(
                case_id=row[0],
                ref=row[1],
                since=from_text(row[2]),
                answer=row[3],
                until=None if row[4] is None else from_text(row[4]),
                timed=bool(row[5]),
                keeps=bool(row[6]),
                claimed=bool(row[7]),
                reminded=None if row[8] is None else from_text(row[8]),
            )
            for row in self._db.execute(_UNASSESSED).fetchall()
        ]

    def _living(self, where: str, *values: str) -> list[Living]:
        rows = self._db.execute(f"SELECT * FROM ({_LIVING}) {where}", list(values)).fetchall()
        return [
            Living(row[0], row[1], row[2], from_text(row[3]), from_text(row[4]), *map(bool, row[5:8]))
            for row in rows
        ]
