"""Tables of the tallies that are final."""

SCHEMA = """
CREATE TABLE tallies (
    id INTEGER PRIMARY KEY,
    period TEXT NOT NULL UNIQUE,
    frozen_at TEXT NOT NULL,
    slips_living INTEGER NOT NULL,
    snapshot TEXT NOT NULL
) STRICT;
"""
"""Migration 0016. `snapshot` is a JSON list of `[figure, one, two, n]`."""

PUBLICATIONS_SCHEMA = """
CREATE TABLE publications (
    id INTEGER PRIMARY KEY,
    period TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    lapses_at TEXT NOT NULL,
    ordinal INTEGER UNIQUE,
    agreed_at TEXT,
    agreed_by TEXT,
    editions TEXT NOT NULL,
    basis TEXT NOT NULL
) STRICT;
ALTER TABLE tallies ADD COLUMN published_at TEXT;
"""
"""Migration 0017. `ordinal` counts publications in the order in which they were agreed to; `editions` and `basis` are
JSON (orosbot.tally.published)."""

TABLES = frozenset({"tallies", "publications"})
"""Tables whose rows `undo` may take back."""
