"""The directory: organisations that callers are pointed to, and when staff last rang them themselves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes, Value
from orosbot.casebook.moments import from_text, to_text
from orosbot.rules.actors import Entry, name_key
from orosbot.values import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """One organisation; coded words are keys of the categories. Without ages or a region it helps any.

    `verified_by` is the role of who rang it, never the person.
    """

    id: int
    name: str
    kind: str | None
    region: str | None
    ages: tuple[str, ...]
    plan: bool
    parents: bool
    contact: Mapping[str, str] = field(repr=False)
    """Function, phone, email, url, hours, note: those that are known."""
    verified_at: datetime | None
    verified_by: Role | None
    retired_at: datetime | None


_COLUMNS = {"note": "text"}
"""Fields that stand in a column of another name: free text is where whoever erases looks for it."""

_CONTACT = ("function", "phone", "email", "url", "hours", "note")


class Actors:
    """Reads actors; writes through `Changes`, so that every write can be undone."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def living(self) -> list[Actor]:
        """Every actor that is not retired, by name."""
        return [actor for actor in self.all() if actor.retired_at is None]

    def all(self) -> list[Actor]:
        """Every actor, retired ones too, by name."""
        return self._where("1 ORDER BY key", [])

    def names(self) -> list[str]:
        """The names of all actors, retired ones too: names of organisations, never of persons."""
        return [actor.name for actor in self.all()]

    def get(self, actor_id: int) -> Actor:
        """The actor with this id. :raises LookupError: if there is none."""
        found = self._where("id = ?", [actor_id])
        if not found:
            raise LookupError(actor_id)
        return found[0]

    def named(self, name: str) -> Actor | None:
        """The actor with exactly this name, retired or not, however it is spelled."""
        found = self._where("key = ?", [name_key(name)])
        return found[0] if found else None

    def add(self, entry: Entry, *, at: datetime) -> Actor:
        """Add an actor; a retired one of this name comes back, with all that the entry does not say as it was.
        Nobody has rung it yet."""
        values: dict[str, Value] = {
            "name": entry.name,
            "key": name_key(entry.name),
            "kind": entry.kind,
            "region": entry.region,
            "ages": json.dumps(entry.ages),
            "plan": int(entry.plan),
            "parents": int(entry.parents),
        }
        before = self.named(entry.name)
        if before is None:
            row_id = self._changes.insert("actors", {**values, "added_at": to_text(at)})
            return self.get(row_id)
        fresh: dict[str, Value] = {"retired_at": None, "verified_at": None, "verified_by": None}
        said: dict[str, Value] = {
            name: value for name, value in values.items() if value not in (None, 0, "[]")
        }
        self._changes.update("actors", before.id, said | fresh)
        return self.get(before.id)

    def change(self, actor: Actor, values: Mapping[str, str | bool | tuple[str, ...] | None]) -> Actor:
        """Change fields (see rules/actorfields.py); `None` or an empty text clears one."""
        row: dict[str, Value] = {}
        for field_name, value in values.items():
            if isinstance(value, tuple):
                row[field_name] = json.dumps(value)
            elif isinstance(value, bool):
                row[field_name] = int(value)
            else:
                row[_COLUMNS.get(field_name, field_name)] = value or None
        if (name := row.get("name")) is not None:
            row["key"] = name_key(str(name))
        self._changes.update("actors", actor.id, row)
        return self.get(actor.id)

    def verify(self, actor: Actor, *, at: datetime, role: Role) -> Actor:
        """Somebody in this role has rung the actor: it answers and can help."""
        self._changes.update("actors", actor.id, {"verified_at": to_text(at), "verified_by": role.value})
        return self.get(actor.id)

    def retire(self, actor: Actor, *, at: datetime) -> None:
        """Nobody is pointed there any more."""
        self._changes.update("actors", actor.id, {"retired_at": to_text(at)})

    def _where(self, where: str, values: list[Value]) -> list[Actor]:
        rows = self._db.query(f"SELECT * FROM actors WHERE {where}", values)
        return [_actor(row) for row in rows]


def _actor(row: Mapping[str, Value]) -> Actor:
    def text(name: str) -> str | None:
        value = row[_COLUMNS.get(name, name)]
        return None if value is None else str(value)

    def moment(name: str) -> datetime | None:
        value = text(name)
        return None if value is None else from_text(value)

    role = text("verified_by")
    return Actor(
        id=int(str(row["id"])),
        name=str(row["name"]),
        kind=text("kind"),
        region=text("region"),
        ages=tuple(json.loads(str(row["ages"]))),
        plan=bool(row["plan"]),
        parents=bool(row["parents"]),
        contact={name: value for name in _CONTACT if (value := text(name)) is not None},
        verified_at=moment("verified_at"),
        verified_by=None if role is None else Role(role),
        retired_at=moment("retired_at"),
    )
