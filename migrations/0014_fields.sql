-- How HR and DingTalk stand in a field for which the newest value counts, for the link to this userid.
CREATE TABLE field_history (
    source         TEXT NOT NULL,
    employee_id    TEXT NOT NULL,
    field          TEXT NOT NULL,
    userid         TEXT NOT NULL,
    agreed         TEXT,
    hr             TEXT NOT NULL,
    hr_since       INTEGER NOT NULL,
    dingtalk       TEXT NOT NULL,
    dingtalk_since INTEGER NOT NULL,
    PRIMARY KEY (source, employee_id, field)
) WITHOUT ROWID;

-- What a source is to be told of its people. `value` waits, and is null where nothing does; `told` is what it was
-- told last, which it is not told again.
CREATE TABLE write_back (
    source      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    field       TEXT NOT NULL,
    value       TEXT,
    queued_at   INTEGER NOT NULL DEFAULT 0,
    attempts    INTEGER NOT NULL DEFAULT 0,
    next_at     INTEGER NOT NULL DEFAULT 0,
    error       TEXT NOT NULL DEFAULT '',
    told        TEXT,
    told_at     INTEGER,
    PRIMARY KEY (source, employee_id, field)
) WITHOUT ROWID;
CREATE INDEX write_back_waiting ON write_back (source, next_at) WHERE value IS NOT NULL;
