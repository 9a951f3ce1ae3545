"""Tables of the figures that outlive what they were counted from, and indexes by which figures are found."""

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

SOON_SHREDDED = 92
"""Most slips are shredded within so many days (it stands in an index: another number needs a migration)."""

_LIVED = "julianday(shredded_at) - julianday(made_at)"

RANGES_SCHEMA = f"""
CREATE INDEX followups_case ON followups (case_id);
CREATE INDEX callbacks_case ON callbacks (case_id);
CREATE INDEX attempts_case ON attempts (case_id);
DROP INDEX contacts_at;
CREATE INDEX contacts_at ON contacts (at, case_id);
DROP INDEX supports_at;
CREATE INDEX supports_at ON supports (at, case_id);
DROP INDEX attempts_at;
CREATE INDEX attempts_at ON attempts (at, case_id);
DROP INDEX followups_at;
CREATE INDEX followups_at ON followups (at, case_id);
DROP INDEX closings_at;
CREATE INDEX closings_at ON closings (at, case_id);
CREATE INDEX notes_at ON notes (at, case_id);
CREATE INDEX callbacks_at ON callbacks (at, case_id);
CREATE INDEX promises_at ON promises (at, case_id);
CREATE INDEX referrals_at ON referrals (at, case_id);
CREATE INDEX promises_ended ON promises (ended_at, case_id);
CREATE INDEX referrals_outcome ON referrals (outcome_at, case_id);
CREATE INDEX closings_reopened ON closings (reopened_at, case_id);
CREATE INDEX slips_shredded ON slips (shredded_at, case_id);
CREATE INDEX slips_soon_shredded ON slips (made_at, shredded_at) WHERE {_LIVED} < {SOON_SHREDDED};
CREATE INDEX slips_late_shredded ON slips (shredded_at, made_at) WHERE {_LIVED} >= {SOON_SHREDDED};
"""
"""Migration 0020: each figure of a month reads that month's rows and no others, however many there are around it.
Of slips that were shredded soon, those that lived at a moment were made shortly before it; of the few others they
were shredded after it."""

SLIPS_LIVING = f"""
SELECT
    (SELECT count(*) FROM slips WHERE shredded_at IS NULL AND made_at < :at)
    + (SELECT count(*) FROM slips WHERE {_LIVED} < {SOON_SHREDDED}
        AND made_at >= :earliest AND made_at < :at AND shredded_at >= :at)
    + (SELECT count(*) FROM slips WHERE {_LIVED} >= {SOON_SHREDDED} AND shredded_at >= :at AND made_at < :at)
"""
"""How many slips there were `:at` a moment; `:earliest` is `SOON_SHREDDED` days before it."""
