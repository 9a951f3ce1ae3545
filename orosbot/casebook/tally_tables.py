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

TABLES = frozenset({"tallies"})
"""Tables whose rows `undo` may take back."""
