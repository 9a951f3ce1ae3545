"""Tables of what was reminded of, and of what was put off."""

SCHEMA = """
CREATE TABLE reminded (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    ref TEXT NOT NULL,
    due_at TEXT NOT NULL,
    at TEXT NOT NULL,
    escalated_at TEXT,
    txn_id TEXT,
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
    edits INTEGER NOT NULL DEFAULT 0,
    UNIQUE (subject, due_at)
) STRICT;
CREATE INDEX reminded_at ON reminded (at);
CREATE TABLE snoozes (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    subject TEXT NOT NULL,
    until TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL
) STRICT;
CREATE INDEX snoozes_subject ON snoozes (subject);
ALTER TABLE outbox ADD COLUMN subject TEXT;
"""
"""Migration 0007. A subject is a thing that falls due: `followup:12`, `promise:5`, `assessment:3`."""

PUT_OFF_SCHEMA = """
ALTER TABLE snoozes ADD COLUMN due_at TEXT;
ALTER TABLE snoozes ADD COLUMN timed INTEGER NOT NULL DEFAULT 0 CHECK (timed IN (0, 1));
CREATE TABLE reminded_of (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    ref TEXT NOT NULL,
    due_at TEXT NOT NULL,
    at TEXT NOT NULL,
    escalated_at TEXT,
    txn_id TEXT,
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
    edits INTEGER NOT NULL DEFAULT 0,
    UNIQUE (subject, ref, due_at)
) STRICT;
INSERT INTO reminded_of SELECT id, subject, ref, due_at, at, escalated_at, txn_id, done, edits FROM reminded;
DROP TABLE reminded;
ALTER TABLE reminded_of RENAME TO reminded;
CREATE INDEX reminded_at ON reminded (at);
"""
"""Migration 0011. `snoozes.due_at` is the moment that was put off (`NULL`: an assessment, or put off before),
`timed` whether till a time that staff set. A row that was undone leaves its number to the next one, in another
case maybe: so an occasion is a subject of a case."""

KEEPS_SCHEMA = """
ALTER TABLE snoozes ADD COLUMN keeps INTEGER NOT NULL DEFAULT 0 CHECK (keeps IN (0, 1));
"""
"""Migration 0019. `snoozes.keeps`: what was put off comes at its own moment all the same, and then once more."""

TABLES = frozenset({"snoozes"})
"""Those whose rows `undo` may take back."""
