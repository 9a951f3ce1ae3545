"""Tables and columns of forgetting: what was announced, what was destroyed, and slips that outlive their case."""

SCHEMA = """
ALTER TABLE numbers ADD COLUMN erased_on TEXT;
ALTER TABLE cases ADD COLUMN prolonged INTEGER NOT NULL DEFAULT 0 CHECK (prolonged >= 0);
CREATE TABLE notices (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('idle', 'leads', 'early', 'late')),
    due TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (case_id, kind, due)
) STRICT, WITHOUT ROWID;
CREATE TABLE destructions (
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (day, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE slips_kept (
    id INTEGER PRIMARY KEY,
    case_id INTEGER REFERENCES cases (id),
    number INTEGER NOT NULL CHECK (number > 0),
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    shredded_at TEXT,
    shredded_by TEXT
) STRICT;
INSERT INTO slips_kept SELECT id, case_id, number, made_at, made_by, shredded_at, shredded_by FROM slips;
DROP TABLE slips;
ALTER TABLE slips_kept RENAME TO slips;
CREATE UNIQUE INDEX slips_living ON slips (number) WHERE shredded_at IS NULL;
CREATE INDEX slips_case ON slips (case_id);
"""
"""Migration 0014. A slip is paper: it can outlive the rows of its case, and is then a number alone. `notices` says
which case was announced to be closed or erased on which day (`due`), so that each is announced once; a
destruction is a count of one kind of thing on one day."""
