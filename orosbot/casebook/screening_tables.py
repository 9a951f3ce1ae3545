"""Tables of what is to be removed from the room, of hints that were given, of words that may pass."""

REDACTIONS_SCHEMA = """
CREATE TABLE redactions (
    event_id TEXT PRIMARY KEY,
    why TEXT NOT NULL CHECK (why IN ('personal-data', 'dissolved')),
    due_at TEXT NOT NULL,
    queued_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX redactions_due ON redactions (due_at) WHERE queued_at IS NULL;
ALTER TABLE inbox ADD COLUMN quotes INTEGER NOT NULL DEFAULT 0 CHECK (quotes IN (0, 1));
CREATE INDEX inbox_target ON inbox (target);
CREATE INDEX inbox_reply ON inbox (reply_to) WHERE quotes = 1;
"""
"""Migration 0012. `inbox.quotes` tells that a reply carries the old kind of quotation of what it answers."""

HINTED_SCHEMA = """
CREATE TABLE hinted (
    term TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (term, who)
) STRICT, WITHOUT ROWID;
CREATE TABLE allowed (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    by TEXT NOT NULL
) STRICT;
"""
"""Migration 0015."""

TABLES = frozenset({"allowed"})
"""Those whose rows `undo` may take back."""
