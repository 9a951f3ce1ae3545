"""Tables of contacts that are no case, and of corrected facts."""

SCHEMA = """
CREATE TABLE noncases (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL
) STRICT;
CREATE INDEX noncases_at ON noncases (at);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    name TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX corrections_case ON corrections (case_id);
"""
"""Migration 0004."""

TABLES = frozenset({"noncases", "corrections"})
"""Those whose rows `undo` may take back."""
