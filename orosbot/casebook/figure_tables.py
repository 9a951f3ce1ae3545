"""Tables of the figures that outlive what they were counted from."""

SCHEMA = """
CREATE TABLE counters (
    period TEXT NOT NULL,
    figure TEXT NOT NULL,
    one TEXT NOT NULL,
    two TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (period, figure, one, two)
) STRICT, WITHOUT ROWID;
CREATE INDEX followups_at ON followups (at);
CREATE INDEX callbacks_ended ON callbacks (ended_at);
CREATE INDEX attempts_at ON attempts (at);
ALTER TABLE assessments ADD COLUMN same_day INTEGER CHECK (same_day IN (0, 1));
"""
"""Migration 0010. A counter says how many there were of one thing in one month (or quarter, or year, where the
parts of a longer period do not add up to it); region and concern never stand in the same counter."""
