"""Tables of the directory of actors, of referrals to them, and of what nobody could be referred to for."""

SCHEMA = """
CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    kind TEXT,
    region TEXT,
    ages TEXT NOT NULL DEFAULT '[]',
    plan INTEGER NOT NULL DEFAULT 0 CHECK (plan IN (0, 1)),
    parents INTEGER NOT NULL DEFAULT 0 CHECK (parents IN (0, 1)),
    function TEXT,
    phone TEXT,
    email TEXT,
    url TEXT,
    hours TEXT,
    text TEXT,
    added_at TEXT NOT NULL,
    verified_at TEXT,
    verified_by TEXT CHECK (verified_by IN ('staff', 'lead')),
    retired_at TEXT,
    CHECK ((verified_at IS NULL) = (verified_by IS NULL))
) STRICT;
CREATE TABLE referrals (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    actor_id INTEGER NOT NULL REFERENCES actors (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('tip', 'refer', 'mediate')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'made', 'cancelled')),
    due_at TEXT,
    made_at TEXT,
    cancelled_at TEXT,
    outcome TEXT CHECK (outcome IN ('helped', 'waiting', 'denied', 'not-contacted', 'unknown')),
    outcome_at TEXT,
    outcome_by TEXT,
    CHECK ((status = 'made') = (made_at IS NOT NULL)),
    CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
    CHECK (status = 'made' OR outcome IS NULL)
) STRICT;
CREATE INDEX referrals_case ON referrals (case_id);
CREATE INDEX referrals_actor ON referrals (actor_id);
CREATE INDEX referrals_made ON referrals (made_at);
CREATE INDEX referrals_pending ON referrals (due_at) WHERE status = 'pending';
CREATE TABLE gaps (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    word TEXT NOT NULL,
    age TEXT,
    region TEXT
) STRICT;
CREATE INDEX gaps_case ON gaps (case_id);
CREATE INDEX gaps_at ON gaps (at);
"""
"""Migration 0005. Nothing of an actor is about a caller: `text` is the note on the organisation."""

TABLES = frozenset({"actors", "referrals", "gaps"})
"""Those whose rows `undo` may take back."""
