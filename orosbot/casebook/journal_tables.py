"""Tables of the journal and of handovers between shifts."""

SCHEMA = """
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT,
    approved_at TEXT,
    approved_by TEXT
) STRICT;
CREATE INDEX journal_at ON journal (at);
CREATE INDEX journal_event ON journal (event_id);
CREATE TABLE handovers (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    event_id TEXT NOT NULL,
    text TEXT
) STRICT;
CREATE INDEX handovers_at ON handovers (at);
CREATE INDEX handovers_event ON handovers (event_id);
"""
"""Migration 0006."""

ACTOR_SCHEMA = """
ALTER TABLE journal ADD COLUMN actor_id INTEGER REFERENCES actors (id);
"""
"""Migration 0009: which actor we were in touch with."""

TABLES = frozenset({"journal", "handovers"})
"""Those whose rows `undo` may take back."""
