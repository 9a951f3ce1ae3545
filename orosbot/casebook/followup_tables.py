"""Tables of what was agreed for later: follow-ups with their attempts and slips, callbacks, promises."""

SCHEMA = """
CREATE TABLE slips (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL CHECK (number > 0),
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    shredded_at TEXT,
    shredded_by TEXT
) STRICT;
CREATE UNIQUE INDEX slips_living ON slips (number) WHERE shredded_at IS NULL;
CREATE INDEX slips_case ON slips (case_id);
CREATE TABLE followups (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    due_at TEXT,
    timed INTEGER NOT NULL DEFAULT 0 CHECK (timed IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN
        ('booked', 'paused', 'reached', 'declined', 'off', 'wrong-number', 'no-answer', 'closed')),
    ended_at TEXT,
    ended_by TEXT,
    CHECK ((status IN ('booked', 'paused')) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX followups_living ON followups (case_id) WHERE ended_at IS NULL;
CREATE INDEX followups_due ON followups (due_at) WHERE status = 'booked';
CREATE INDEX followups_ended ON followups (ended_at);
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    followup_id INTEGER NOT NULL REFERENCES followups (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('no-answer', 'not-now', 'other', 'wrong-number', 'reached'))
) STRICT;
CREATE INDEX attempts_followup ON attempts (followup_id, at);
CREATE TABLE callbacks (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    due_at TEXT,
    timed INTEGER NOT NULL DEFAULT 0 CHECK (timed IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN ('booked', 'invited', 'came', 'off', 'closed')),
    ended_at TEXT,
    ended_by TEXT,
    CHECK ((status IN ('booked', 'invited')) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX callbacks_living ON callbacks (case_id) WHERE ended_at IS NULL;
CREATE INDEX callbacks_due ON callbacks (due_at) WHERE status = 'booked';
CREATE TABLE promises (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    event_id TEXT NOT NULL,
    due_at TEXT NOT NULL,
    timed INTEGER NOT NULL DEFAULT 0 CHECK (timed IN (0, 1)),
    text TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'kept', 'closed')),
    ended_at TEXT,
    ended_by TEXT,
    CHECK ((status = 'open') = (ended_at IS NULL))
) STRICT;
CREATE INDEX promises_case ON promises (case_id);
CREATE INDEX promises_due ON promises (due_at) WHERE status = 'open';
CREATE INDEX promises_event ON promises (event_id);
"""
"""Migration 0003."""

TABLES = frozenset({"slips", "followups", "attempts", "callbacks", "promises"})
"""Those whose rows `undo` may take back."""
