"""What each figure of the tally counts: one definition for the rows as they stand and for the counters into
which a case dissolves.

A figure counts rows of `source` in the month of `at`, apart by `one` and `two` (SQL expressions; `''` where
something was not said). Region and concern stand in no figure together.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure. `case` is the column with the case it hangs on; without it the rows outlive all cases."""

    figure: str
    source: str
    at: str
    one: str = "''"
    two: str = "''"
    where: str = "1"
    case: str | None = None

    @property
    def apart(self) -> bool:
        """Whether it is counted apart by two things."""
        return self.two != "''"

    @property
    def of_case(self) -> str:
        """A query for `month, one, two, n` of the case `:case`."""
        return (
            f"SELECT local_month({self.at}), {self.one}, {self.two}, count(*) FROM {self.source}"
            f" WHERE {self.case} = :case AND {self.where} GROUP BY 1, 2, 3"
        )


def _cases(name: str, one: str, *, where: str = "1", source: str = "cases") -> Definition:
    return Definition(name, source, "cases.opened_at", one, where=where, case="cases.id")


def _told(column: str) -> str:
    return f"coalesce({column}, '')"


_LAST = (
    "NOT EXISTS (SELECT 1 FROM assessments AS later"
    " WHERE later.case_id = assessments.case_id AND later.id > assessments.id)"
)
_ASKED = (
    "CASE WHEN EXISTS (SELECT 1 FROM followups WHERE followups.case_id = cases.id)"
    " OR EXISTS (SELECT 1 FROM callbacks WHERE callbacks.case_id = cases.id) THEN 'yes' ELSE 'no' END"
)
_SAME_DAY = (
    "CASE coalesce(assessments.same_day, local_date(assessments.at) = local_date(cases.opened_at))"
    " WHEN 1 THEN 'yes' ELSE 'no' END"
)
_TRIES = "CAST((SELECT count(*) + 1 FROM attempts WHERE followup_id = followups.id AND outcome = 'no-answer') AS TEXT)"
_WITH_CASE = "assessments JOIN cases ON cases.id = assessments.case_id"
_WITH_ACTOR = "referrals JOIN actors ON actors.id = referrals.actor_id"
_CLOSED = "closings JOIN cases ON cases.id = closings.case_id"
_STANDING = "closings.reopened_at IS NULL"

DEFINITIONS = (
    Definition("contacts.kind", "contacts", "contacts.at", "kind", case="case_id"),
    Definition("contacts.channel", "contacts", "contacts.at", "channel", case="case_id"),
    Definition("contacts.part", "contacts", "contacts.at", "part_of_day(contacts.at)", case="case_id"),
    Definition("contacts.weekday", "contacts", "contacts.at", "weekday(contacts.at)", case="case_id"),
    _cases("cases.all", "''"),
    _cases("cases.concern", _told("concern")),
    _cases("cases.caller", _told("caller")),
    _cases("cases.age", _told("age")),
    _cases("cases.region", _told("region")),
    _cases("cases.via", _told("via")),
    _cases("cases.about_child", "''", where="about_child = 1"),
    _cases("cases.child_caller", "''", where="child_caller = 1"),
    _cases("cases.interpreter", _told("language"), where="interpreter = 1"),
    _cases("cases.followup_asked", _ASKED),
    _cases("wants.word", "wants.word", source="cases JOIN wants ON wants.case_id = cases.id"),
    Definition("supports.word", "supports", "supports.at", "word", case="case_id"),
    Definition("closings.reason", _CLOSED, "closings.at", "reason", where=_STANDING, case="closings.case_id"),
    Definition(
        "closings.days",
        _CLOSED,
        "closings.at",
        "CAST(days_between(cases.opened_at, closings.at) AS TEXT)",
        where=_STANDING,
        case="closings.case_id",
    ),
    Definition(
        "followups.offered",
        "followups",
        "followups.at",
        "CASE status WHEN 'declined' THEN 'declined' ELSE 'booked' END",
        case="case_id",
    ),
    Definition(
        "followups.ended", "followups", "ended_at", "status", where="ended_at IS NOT NULL", case="case_id"
    ),
    Definition(
        "followups.reached_at", "followups", "ended_at", _TRIES, where="status = 'reached'", case="case_id"
    ),
    Definition("attempts.outcome", "attempts", "attempts.at", "outcome", case="case_id"),
    Definition(
        "callbacks.ended", "callbacks", "ended_at", "status", where="ended_at IS NOT NULL", case="case_id"
    ),
    Definition(
        "assessments.answer",
        _WITH_CASE,
        "assessments.at",
        "answer",
        where=_LAST,
        case="assessments.case_id",
    ),
    Definition(
        "assessments.same_day",
        _WITH_CASE,
        "assessments.at",
        _SAME_DAY,
        where=f"{_LAST} AND answer <> 'consult'",
        case="assessments.case_id",
    ),
    Definition(
        "referrals.kind",
        _WITH_ACTOR,
        "referrals.made_at",
        _told("actors.kind"),
        "referrals.kind",
        where="status = 'made'",
        case="referrals.case_id",
    ),
    Definition(
        "referrals.outcome",
        _WITH_ACTOR,
        "referrals.made_at",
        _told("outcome"),
        where="status = 'made'",
        case="referrals.case_id",
    ),
    Definition("gaps.place", "gaps", "gaps.at", _told("age"), _told("region"), case="case_id"),
    Definition("gaps.word", "gaps", "gaps.at", "word", case="case_id"),
    Definition("noncases.kind", "noncases", "noncases.at", "kind", "channel"),
    Definition("journal.kind", "journal", "journal.at", "kind"),
)
"""Every figure that can be added up month by month."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Several figures of the same rows, read in one pass: reading a row costs more than counting it."""

    figures: tuple[Definition, ...]

    @property
    def query(self) -> str:
        """From `:start` to before `:end`, a row for each: `one` of each figure, then `two` of those that have
        one; `one` is null where the figure does not count the row."""
        first = self.figures[0]
        ones = [f"CASE WHEN {figure.where} THEN {figure.one} END" for figure in self.figures]
        twos = [figure.two for figure in self.figures if figure.apart]
        return f"SELECT {', '.join(ones + twos)} FROM {first.source} WHERE {first.at} >= :start AND {first.at} < :end"


def _passes() -> tuple[Pass, ...]:
    found: dict[tuple[str, str], list[Definition]] = {}
    for definition in DEFINITIONS:
        found.setdefault((definition.source, definition.at), []).append(definition)
    return tuple(Pass(tuple(figures)) for figures in found.values())


PASSES = _passes()
"""All of them, each in one of as few passes as there can be."""

WORKED = "cases.worked"
"""Cases in which something was done or settled: the months of a year do not add up to it. What only puts a record
right, moves a date or says who has taken it is no work on the case."""

_TOUCHED = (
    ("contacts", "at"),
    ("notes", "at"),
    ("supports", "at"),
    ("attempts", "at"),
    ("followups", "at"),
    ("callbacks", "at"),
    ("promises", "at"),
    ("assessments", "at"),
    ("referrals", "at"),
    ("gaps", "at"),
    ("closings", "at"),
    ("closings", "reopened_at"),
    ("followups", "ended_at"),
    ("callbacks", "ended_at"),
    ("promises", "ended_at"),
    ("referrals", "made_at"),
    ("referrals", "outcome_at"),
    ("slips", "shredded_at"),
)

WORKED_OF_SPAN = (
    "SELECT count(DISTINCT id) FROM (SELECT id FROM cases WHERE opened_at >= :start AND opened_at < :end "
    + " ".join(
        f"UNION ALL SELECT case_id FROM {table} WHERE {at} >= :start AND {at} < :end"
        for table, at in _TOUCHED
    )
    + ")"
)
WORKED_OF_CASE = (
    "SELECT DISTINCT local_month(at) FROM (SELECT opened_at AS at FROM cases WHERE id = :case "
    + " ".join(f"UNION SELECT {at} FROM {table} WHERE case_id = :case" for table, at in _TOUCHED)
    + ") WHERE at IS NOT NULL"
)
