"""Tables of cases and their notes, of what comes in and goes out, and of what undo needs."""

SCHEMA = """
CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE numbers (
    ref TEXT PRIMARY KEY,
    given_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE REFERENCES numbers (ref),
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    channel TEXT,
    caller TEXT,
    concern TEXT,
    age TEXT,
    about_child INTEGER NOT NULL DEFAULT 0 CHECK (about_child IN (0, 1)),
    child_caller INTEGER NOT NULL DEFAULT 0 CHECK (child_caller IN (0, 1)),
    ring TEXT CHECK (ring IN ('yes', 'no')),
    language TEXT,
    region TEXT,
    interpreter INTEGER NOT NULL DEFAULT 0 CHECK (interpreter IN (0, 1)),
    via TEXT,
    taken_by TEXT,
    closed_at TEXT,
    close_reason TEXT,
    CHECK ((closed_at IS NULL) = (close_reason IS NULL))
) STRICT;
CREATE INDEX cases_opened ON cases (opened_at);
CREATE INDEX cases_open ON cases (id) WHERE closed_at IS NULL;
CREATE TABLE wants (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    word TEXT NOT NULL,
    UNIQUE (case_id, word)
) STRICT;
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('new', 'repeat')),
    channel TEXT NOT NULL
) STRICT;
CREATE INDEX contacts_case ON contacts (case_id, at);
CREATE INDEX contacts_at ON contacts (at);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    event_id TEXT NOT NULL,
    text TEXT
) STRICT;
CREATE INDEX notes_case ON notes (case_id, at);
CREATE INDEX notes_event ON notes (event_id);
CREATE TABLE supports (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    word TEXT NOT NULL,
    note_id INTEGER REFERENCES notes (id)
) STRICT;
CREATE INDEX supports_case ON supports (case_id, at);
CREATE INDEX supports_at ON supports (at);
CREATE INDEX supports_note ON supports (note_id);
CREATE TABLE closings (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    reopened_at TEXT,
    reopened_by TEXT
) STRICT;
CREATE INDEX closings_case ON closings (case_id, at);
CREATE INDEX closings_at ON closings (at);
CREATE TABLE assessments (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    answer TEXT NOT NULL,
    agreed_at TEXT,
    agreed_by TEXT
) STRICT;
CREATE INDEX assessments_case ON assessments (case_id, at);
CREATE INDEX assessments_at ON assessments (at);
CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'edit', 'reaction', 'deletion')),
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    body TEXT NOT NULL,
    reply_to TEXT,
    thread TEXT,
    target TEXT,
    settled_at TEXT,
    command INTEGER NOT NULL DEFAULT 0 CHECK (command IN (0, 1))
) STRICT;
CREATE INDEX inbox_pending ON inbox (seq) WHERE settled_at IS NULL;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    verb TEXT NOT NULL,
    code TEXT NOT NULL,
    case_id INTEGER REFERENCES cases (id) ON DELETE SET NULL,
    ref TEXT,
    event_id TEXT NOT NULL,
    undoable INTEGER NOT NULL DEFAULT 0 CHECK (undoable IN (0, 1)),
    undone_at TEXT
) STRICT;
CREATE INDEX audit_by ON audit (by, id);
CREATE INDEX audit_case ON audit (case_id, id);
CREATE INDEX audit_event ON audit (event_id);
CREATE TABLE effects (
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audit (id) ON DELETE CASCADE,
    "table" TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    case_id INTEGER,
    before TEXT
) STRICT;
CREATE INDEX effects_audit ON effects (audit_id);
CREATE INDEX effects_row ON effects ("table", row_id);
CREATE INDEX effects_case ON effects (case_id);
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    txn_id TEXT NOT NULL UNIQUE,
    cause TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'redaction', 'edit')),
    code TEXT,
    ref TEXT,
    items TEXT NOT NULL DEFAULT '[]',
    thread TEXT,
    target TEXT,
    body TEXT NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    queued_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    event_id TEXT,
    confirmed_at TEXT,
    UNIQUE (cause, ordinal)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (live DESC, seq) WHERE event_id IS NULL;
CREATE INDEX outbox_event ON outbox (event_id);
CREATE INDEX outbox_thread ON outbox (thread);
CREATE TABLE questions (
    txn_id TEXT PRIMARY KEY REFERENCES outbox (txn_id) ON DELETE CASCADE,
    verb TEXT NOT NULL,
    asked_of TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX questions_expiry ON questions (expires_at);
"""
"""Migration 0001."""
