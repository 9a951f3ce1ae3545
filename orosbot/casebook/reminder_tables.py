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

TABLES = frozenset({"snoozes"})
"""Those whose rows `undo` may take back."""
