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
    _run(db, _FIRST)


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


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)


_FIRST = """
CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE numbers (
    ref TEXT PRIMARY KEY,
    given_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE REFERENCES numbers (ref),
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    channel TEXT,
    caller TEXT,
    concern TEXT,
    age TEXT,
    about_child INTEGER NOT NULL DEFAULT 0 CHECK (about_child IN (0, 1)),
    child_caller INTEGER NOT NULL DEFAULT 0 CHECK (child_caller IN (0, 1)),
    ring TEXT CHECK (ring IN ('yes', 'no')),
    language TEXT,
    region TEXT,
    interpreter INTEGER NOT NULL DEFAULT 0 CHECK (interpreter IN (0, 1)),
    via TEXT,
    taken_by TEXT,
    closed_at TEXT,
    close_reason TEXT,
    CHECK ((closed_at IS NULL) = (close_reason IS NULL))
) STRICT;
CREATE INDEX cases_opened ON cases (opened_at);
CREATE INDEX cases_open ON cases (id) WHERE closed_at IS NULL;
CREATE TABLE wants (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    word TEXT NOT NULL,
    UNIQUE (case_id, word)
) STRICT;
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('new', 'repeat')),
    channel TEXT NOT NULL
) STRICT;
CREATE INDEX contacts_case ON contacts (case_id, at);
CREATE INDEX contacts_at ON contacts (at);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    event_id TEXT NOT NULL,
    text TEXT
) STRICT;
CREATE INDEX notes_case ON notes (case_id, at);
CREATE INDEX notes_event ON notes (event_id);
CREATE TABLE supports (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    word TEXT NOT NULL,
    note_id INTEGER REFERENCES notes (id)
) STRICT;
CREATE INDEX supports_case ON supports (case_id, at);
CREATE INDEX supports_at ON supports (at);
CREATE INDEX supports_note ON supports (note_id);
CREATE TABLE closings (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    reopened_at TEXT,
    reopened_by TEXT
) STRICT;
CREATE INDEX closings_case ON closings (case_id, at);
CREATE INDEX closings_at ON closings (at);
CREATE TABLE assessments (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    answer TEXT NOT NULL,
    agreed_at TEXT,
    agreed_by TEXT
) STRICT;
CREATE INDEX assessments_case ON assessments (case_id, at);
CREATE INDEX assessments_at ON assessments (at);
CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'edit', 'reaction', 'deletion')),
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    body TEXT NOT NULL,
    reply_to TEXT,
    thread TEXT,
    target TEXT,
    settled_at TEXT,
    command INTEGER NOT NULL DEFAULT 0 CHECK (command IN (0, 1))
) STRICT;
CREATE INDEX inbox_pending ON inbox (seq) WHERE settled_at IS NULL;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    verb TEXT NOT NULL,
    code TEXT NOT NULL,
    case_id INTEGER REFERENCES cases (id) ON DELETE SET NULL,
    ref TEXT,
    event_id TEXT NOT NULL,
    undoable INTEGER NOT NULL DEFAULT 0 CHECK (undoable IN (0, 1)),
    undone_at TEXT
) STRICT;
CREATE INDEX audit_by ON audit (by, id);
CREATE INDEX audit_case ON audit (case_id, id);
CREATE INDEX audit_event ON audit (event_id);
CREATE TABLE effects (
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audit (id) ON DELETE CASCADE,
    "table" TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    case_id INTEGER,
    before TEXT
) STRICT;
CREATE INDEX effects_audit ON effects (audit_id);
CREATE INDEX effects_row ON effects ("table", row_id);
CREATE INDEX effects_case ON effects (case_id);
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    txn_id TEXT NOT NULL UNIQUE,
    cause TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'redaction', 'edit')),
    code TEXT,
    ref TEXT,
    items TEXT NOT NULL DEFAULT '[]',
    thread TEXT,
    target TEXT,
    body TEXT NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    queued_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    event_id TEXT,
    confirmed_at TEXT,
    UNIQUE (cause, ordinal)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (live DESC, seq) WHERE event_id IS NULL;
CREATE INDEX outbox_event ON outbox (event_id);
CREATE INDEX outbox_thread ON outbox (thread);
CREATE TABLE questions (
    txn_id TEXT PRIMARY KEY REFERENCES outbox (txn_id) ON DELETE CASCADE,
    verb TEXT NOT NULL,
    asked_of TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX questions_expiry ON questions (expires_at);
"""
