"""Cases: their coded facts, contacts and closings."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from orosbot.casebook import numbers
from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import from_text, to_text
from orosbot.values import Case, Facts


@dataclass(frozen=True, slots=True)
class Contact:
    at: datetime
    by: str
    kind: str
    channel: str


@dataclass(frozen=True, slots=True)
class Closing:
    at: datetime
    by: str
    reason: str
    reopened_at: datetime | None


class Cases:
    """Reads cases; writes through `Changes`, so that every write can be undone."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def open(
        self,
        facts: Facts,
        *,
        about_child: bool,
        at: datetime,
        by: str,
        digits: int,
        rng: secrets.SystemRandom,
    ) -> Case:
        """Open a case under a new reference number, taken by who opens it, with its first contact."""
        ref = numbers.give_out(self._db, at, digits, rng)
        case_id = self._changes.insert(
            "cases",
            {
                "ref": ref,
                "opened_at": to_text(at),
                "opened_by": by,
                "channel": facts.channel,
                "caller": facts.caller,
                "concern": facts.concern,
                "age": facts.age,
                "about_child": int(about_child),
                "child_caller": int(facts.child_caller),
                "ring": facts.ring,
                "language": facts.language,
                "region": facts.region,
                "interpreter": int(facts.interpreter),
                "via": facts.via,
                "taken_by": by,
            },
        )
        for word in facts.wants:
            self._changes.insert("wants", {"case_id": case_id, "word": word}, case_id=case_id)
        if facts.channel is not None:
            self.add_contact(case_id, kind="new", channel=facts.channel, at=at, by=by)
        return self._cases("id = ?", [case_id])[0]

    def find(self, ref: str) -> Case | None:
        """The case with this reference number (digits alone)."""
        found = self._cases("ref = ?", [ref])
        return found[0] if found else None

    def given_out(self, ref: str) -> bool:
        """Whether this number was ever given to anybody."""
        return numbers.given_out(self._db, ref)

    def erased_on(self, ref: str) -> date | None:
        """The day on which the case with this number was erased; `None` if none was."""
        return numbers.erased_on(self._db, ref)

    def start_anew(self, ref: str, *, at: datetime, by: str) -> None:
        """Open an empty case under the number of one that was erased."""
        self._changes.insert("cases", {"ref": ref, "opened_at": to_text(at), "opened_by": by, "taken_by": by})

    def prolong(self, case: Case) -> None:
        """Keep a case for the time of retention once more."""
        self._changes.update("cases", case.id, {"prolonged": case.prolonged + 1})

    def list_open(self, *, taken_by: str | None = None, child: bool = False) -> list[Case]:
        """Open cases, the oldest first; only somebody's, or only child cases."""
        where, values = "closed_at IS NULL", []
        if taken_by is not None:
            where += " AND taken_by = ?"
            values.append(taken_by)
        if child:
            where += " AND (about_child = 1 OR child_caller = 1)"
        return self._cases(where + " ORDER BY opened_at, id", values)

    def with_facts(self, wanted: dict[str, str | int], most: int) -> list[Case]:
        """Cases with all these facts (columns of the table), the newest first."""
        where = " AND ".join(f"{name} = ?" for name in wanted)
        return self._cases(f"{where} ORDER BY opened_at DESC, id DESC LIMIT {most}", list(wanted.values()))

    def count_open(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM cases WHERE closed_at IS NULL").fetchone()[0])

    def _cases(self, where: str, values: Sequence[str | int]) -> list[Case]:
        rows = self._db.query(f"SELECT * FROM cases WHERE {where}", list(values))
        return [self._case(row) for row in list(rows)]

    def _case(self, row: dict[str, object]) -> Case:
        def text(name: str) -> str | None:
            value = row[name]
            return None if value is None else str(value)

        case_id = int(str(row["id"]))
        wants = self._db.execute("SELECT word FROM wants WHERE case_id = ? ORDER BY id", [case_id]).fetchall()
        closed = text("closed_at")
        return Case(
            id=case_id,
            ref=str(row["ref"]),
            opened_at=from_text(str(row["opened_at"])),
            opened_by=str(row["opened_by"]),
            facts=Facts(
                channel=text("channel"),
                caller=text("caller"),
                concern=text("concern"),
                age=text("age"),
                child_caller=bool(row["child_caller"]),
                ring=text("ring"),
                language=text("language"),
                region=text("region"),
                interpreter=bool(row["interpreter"]),
                via=text("via"),
                wants=tuple(str(want[0]) for want in wants),
            ),
            taken_by=text("taken_by"),
            closed_at=None if closed is None else from_text(closed),
            close_reason=text("close_reason"),
            prolonged=int(str(row["prolonged"])),
        )

    def child_since(self, case: Case) -> datetime:
        """Since when a case has been what it is: opened, put right, or opened again."""
        row = self._db.execute(
            "SELECT max(at) FROM (SELECT max(at) AS at FROM corrections WHERE case_id = ?1"
            " AND name IN ('age', 'child_caller') UNION ALL SELECT max(reopened_at) FROM closings WHERE case_id = ?1)",
            [case.id],
        ).fetchone()
        return case.opened_at if row[0] is None else max(case.opened_at, from_text(row[0]))

    def set_fact(self, case_id: int, name: str, value: str | int | None) -> None:
        """Change one coded fact of a case."""
        self._changes.update("cases", case_id, {name: value})

    def correct(self, case: Case, after: Facts, *, about_child: bool, at: datetime, by: str) -> None:
        """Put coded facts right, and keep what stood there before."""
        columns = (
            "channel",
            "caller",
            "concern",
            "age",
            "child_caller",
            "ring",
            "language",
            "region",
            "interpreter",
            "via",
        )
        values: dict[str, str | int | None] = {"about_child": int(about_child)}
        for name in columns:
            old, new = getattr(case.facts, name), getattr(after, name)
            if old == new:
                continue
            values[name] = int(new) if isinstance(new, bool) else new
            self._changes.insert(
                "corrections",
                {
                    "case_id": case.id,
                    "at": to_text(at),
                    "by": by,
                    "name": name,
                    "before": None if old is None else str(old),
                    "after": None if new is None else str(new),
                },
                case_id=case.id,
            )
        self._changes.update("cases", case.id, values)
        if "channel" in values:
            for (row_id,) in self._db.execute(
                "SELECT id FROM contacts WHERE case_id = ? AND kind = 'new'", [case.id]
            ).fetchall():
                self._changes.update("contacts", row_id, {"channel": values["channel"]}, case_id=case.id)
        for word in after.wants:
            if word not in case.facts.wants:
                self._changes.insert("wants", {"case_id": case.id, "word": word}, case_id=case.id)

    def add_contact(self, case_id: int, *, kind: str, channel: str, at: datetime, by: str) -> None:
        self._changes.insert(
            "contacts",
            {"case_id": case_id, "at": to_text(at), "by": by, "kind": kind, "channel": channel},
            case_id=case_id,
        )

    def contacts(self, case_id: int) -> list[Contact]:
        rows = self._db.execute(
            "SELECT at, by, kind, channel FROM contacts WHERE case_id = ? ORDER BY at, id", [case_id]
        ).fetchall()
        return [Contact(from_text(row[0]), row[1], row[2], row[3]) for row in rows]

    def close(self, case_id: int, *, reason: str, at: datetime, by: str) -> None:
        self._changes.insert(
            "closings", {"case_id": case_id, "at": to_text(at), "by": by, "reason": reason}, case_id=case_id
        )
        self._changes.update("cases", case_id, {"closed_at": to_text(at), "close_reason": reason})

    def reopen(self, case_id: int, *, at: datetime, by: str) -> None:
        row = self._db.execute(
            "SELECT id FROM closings WHERE case_id = ? ORDER BY id DESC LIMIT 1", [case_id]
        ).fetchone()
        self._changes.update(
            "closings", row[0], {"reopened_at": to_text(at), "reopened_by": by}, case_id=case_id
        )
        taken = self._db.execute("SELECT taken_by FROM cases WHERE id = ?", [case_id]).fetchone()[0]
        # Of a matter that was settled long ago nobody knows any more who had it.
        self._changes.update(
            "cases", case_id, {"closed_at": None, "close_reason": None, "taken_by": taken or by}
        )

    def closings(self, case_id: int) -> list[Closing]:
        """Every closing of a case, those that were reopened included."""
        rows = self._db.execute(
            "SELECT at, by, reason, reopened_at FROM closings WHERE case_id = ? ORDER BY id", [case_id]
        ).fetchall()
        return [Closing(from_text(r[0]), r[1], r[2], None if r[3] is None else from_text(r[3])) for r in rows]
