"""The casebook: everything that is SQL, behind one narrow door.

    book = Casebook.open(path, key, room="!id")
    with book.transaction():
        book.inbox.put(incoming, received)

All calls are synchronous and short. Writes happen inside `transaction()`.
"""

from contextlib import AbstractContextManager
from pathlib import Path

from orosbot.casebook.actors import Actors
from orosbot.casebook.agreements import Agreements
from orosbot.casebook.assessments import Assessments
from orosbot.casebook.audit import Audit, AuditRow
from orosbot.casebook.cases import Cases
from orosbot.casebook.changes import Changes
from orosbot.casebook.coarsening import Coarsening
from orosbot.casebook.destructions import Destructions
from orosbot.casebook.figures import Figures
from orosbot.casebook.followups import FollowUps
from orosbot.casebook.forgetting import Forgetting
from orosbot.casebook.hinted import Allowed, Hinted
from orosbot.casebook.inbox import Inbox
from orosbot.casebook.journal import Journal
from orosbot.casebook.living import LivingThings
from orosbot.casebook.notes import Notes
from orosbot.casebook.outbox import Outbox, Sent
from orosbot.casebook.publications import Publications
from orosbot.casebook.questions import Question, Questions
from orosbot.casebook.redactions import Redactions
from orosbot.casebook.referrals import Referrals
from orosbot.casebook.reminded import Reminders
from orosbot.casebook.rooms import Pins, Replay, Room, RoomState
from orosbot.casebook.state import State
from orosbot.casebook.store import Store
from orosbot.casebook.tallies import Tallies
from orosbot.casebook.unread import Unread, UnreadEvents

__all__ = ["AuditRow", "Casebook", "Question", "RoomState", "Sent", "Unread"]


class Casebook:
    """One open casebook. `room` is the room whose transaction ids the outbox derives."""

    def __init__(self, store: Store, room: str) -> None:
        self.store = store
        self.state = State(store.db)
        self.inbox = Inbox(store.db)
        self.outbox = Outbox(store.db, room)
        self.audit = Audit(store.db)
        self.changes = Changes(store.db)
        self.cases = Cases(store.db, self.changes)
        self.notes = Notes(store.db, self.changes)
        self.followups = FollowUps(store.db, self.changes)
        self.agreements = Agreements(store.db, self.changes)
        self.actors = Actors(store.db, self.changes)
        self.referrals = Referrals(store.db, self.changes)
        self.journal = Journal(store.db, self.changes)
        self.reminders = Reminders(store.db, self.changes)
        self.living = LivingThings(store.db)
        self.assessments = Assessments(store.db, self.changes)
        self.figures = Figures(store.db)
        self.tallies = Tallies(store.db, self.changes)
        self.publications = Publications(store.db, self.changes)
        self.redactions = Redactions(store.db)
        self.forgetting = Forgetting(store.db, self.figures, self.redactions)
        self.coarsening = Coarsening(store.db)
        self.destructions = Destructions(store.db)
        self.hinted = Hinted(store.db)
        self.allowed = Allowed(store.db, self.changes)
        self.questions = Questions(store.db)
        self.room = Room(store.db)
        self.replay = Replay(store.db)
        self.pins = Pins(store.db)
        self.unread = UnreadEvents(store.db)

    @classmethod
    def open(
        cls, path: Path | None, key: str = "", *, room: str = "console", writer: bool = True
    ) -> "Casebook":
        """Open a casebook's file, or one in memory when `path` is `None`.

        :raises CasebookError: see orosbot.errors; each says what to do.
        """
        return cls(Store(path, key, writer=writer), room)

    def transaction(self) -> AbstractContextManager[None]:
        """BEGIN IMMEDIATE … COMMIT; an exception inside rolls all of it back. Never await inside."""
        return self.store.transaction()

    def reading(self) -> AbstractContextManager[None]:
        """All that is read inside stands as it was at one moment, whatever the bot writes meanwhile."""
        return self.store.reading()

    def trial(self) -> AbstractContextManager[None]:
        """Inside a transaction: try something out and leave nothing of it."""
        return self.store.trial()

    def copied(self) -> "Casebook":
        """The casebook as it stands at this moment, in memory alone: what is done there changes no file."""
        return Casebook(self.store.copied(), "console")

    def version(self) -> int:
        """A number that is another one after each row that was written."""
        return int(self.store.db.conn.total_changes)

    def close(self) -> None:
        """Close the file and give the writer's lock back."""
        self.store.close()
