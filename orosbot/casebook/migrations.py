"""The casebook's schema, as a list of migrations that only grows.

Moments are UTC text (`2017-02-01T08:05:00Z`): sortable, readable in a debugger, exact to the second.
Coded words are keys of the categories. Free text stands in columns named `text` or `body` alone, so
that whoever erases knows where to look.
"""

from sqlite_utils import Database, Migrations

from orosbot.casebook import (
    actor_tables,
    desk_tables,
    figure_tables,
    first_tables,
    followup_tables,
    forgetting_tables,
    journal_tables,
    outbox,
    reminder_tables,
    rooms,
    screening_tables,
    tally_tables,
)

migrations = Migrations("casebook")

DOMAIN_TABLES = (
    frozenset({"cases", "wants", "contacts", "notes", "supports", "closings", "assessments"})
    | followup_tables.TABLES
    | desk_tables.TABLES
    | actor_tables.TABLES
    | journal_tables.TABLES
    | reminder_tables.TABLES
    | screening_tables.TABLES
    | tally_tables.TABLES
)
"""Tables whose rows `undo` may take back (see changes.py)."""


@migrations(name="0001_first")
def first(db: Database) -> None:
    """Inbox and outbox, audit with what undo needs, and cases with their notes."""
    _run(db, first_tables.SCHEMA)


@migrations(name="0002_matrix")
def matrix(db: Database) -> None:
    """What the bot knows of its room, and events that were refused for good."""
    _run(db, rooms.SCHEMA)


@migrations(name="0003_followups")
def followups(db: Database) -> None:
    """What was agreed for later."""
    _run(db, followup_tables.SCHEMA)


@migrations(name="0004_desk")
def desk(db: Database) -> None:
    """Contacts without a case, and corrected facts."""
    _run(db, desk_tables.SCHEMA)


@migrations(name="0005_actors")
def actors(db: Database) -> None:
    """The directory of actors, referrals and gaps."""
    _run(db, actor_tables.SCHEMA)


@migrations(name="0006_journal")
def journal(db: Database) -> None:
    """The journal, and handovers between shifts."""
    _run(db, journal_tables.SCHEMA)


@migrations(name="0007_reminders")
def reminders(db: Database) -> None:
    """What was reminded of, what was put off, and which message is about which."""
    _run(db, reminder_tables.SCHEMA)


@migrations(name="0008_identities")
def identities(db: Database) -> None:
    """Identities that are not the pinned ones, until a lead vouches for them."""
    _run(db, rooms.CHANGED_SCHEMA)


@migrations(name="0009_contacted")
def contacted(db: Database) -> None:
    """Which actor an entry of the journal is about."""
    _run(db, journal_tables.ACTOR_SCHEMA)


@migrations(name="0010_figures")
def figures(db: Database) -> None:
    """Counters that outlive the cases they were counted from."""
    _run(db, figure_tables.SCHEMA)


@migrations(name="0011_put_off")
def put_off(db: Database) -> None:
    """What exactly was put off, and occasions that are those of one case."""
    _run(db, reminder_tables.PUT_OFF_SCHEMA)


@migrations(name="0012_redactions")
def to_be_removed(db: Database) -> None:
    """Messages that are to be removed from the room."""
    _run(db, screening_tables.REDACTIONS_SCHEMA)


@migrations(name="0013_written")
def written(db: Database) -> None:
    """Texts of staff apart from the messages that wait with them, and events that are no messages."""
    _run(db, outbox.WRITTEN_SCHEMA)


@migrations(name="0014_forgetting")
def forgetting(db: Database) -> None:
    """What was announced and destroyed; slips without a case."""
    _run(db, forgetting_tables.SCHEMA)


@migrations(name="0015_hinted")
def hints(db: Database) -> None:
    """Hints that were given, and words that leads have allowed."""
    _run(db, screening_tables.HINTED_SCHEMA)


@migrations(name="0016_tallies")
def tallies(db: Database) -> None:
    """Tallies that are final."""
    _run(db, tally_tables.SCHEMA)


@migrations(name="0017_publications")
def publications(db: Database) -> None:
    """What was published of the tallies."""
    _run(db, tally_tables.PUBLICATIONS_SCHEMA)


@migrations(name="0019_keeps")
def keeps(db: Database) -> None:
    """What was put off in general words, and is due before that all the same."""
    _run(db, reminder_tables.KEEPS_SCHEMA)


@migrations(name="0020_ranges")
def ranges(db: Database) -> None:
    """Indexes by which a month's figures are found."""
    _run(db, figure_tables.RANGES_SCHEMA)


@migrations(name="0021_pictures")
def pictures(db: Database) -> None:
    """Pictures that wait to be painted."""
    _run(db, outbox.DRAWING_SCHEMA)


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)
