-- What rosterd remembers, first version. Times are milliseconds since 1970, documents compact JSON.

CREATE TABLE source (
    name           TEXT PRIMARY KEY,
    ingest_version TEXT NOT NULL DEFAULT '',
    cursor         TEXT NOT NULL DEFAULT '',
    records        INTEGER NOT NULL DEFAULT -1,
    last_read      INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- The records of the last accepted read in its order, packed: fingerprint, person, row.
CREATE TABLE seen (
    source TEXT NOT NULL,
    chunk  INTEGER NOT NULL,
    data   BLOB NOT NULL,
    PRIMARY KEY (source, chunk)
) WITHOUT ROWID;

CREATE TABLE person (
    id           INTEGER PRIMARY KEY,
    source       TEXT NOT NULL,
    employee_id  TEXT NOT NULL,
    present      INTEGER NOT NULL DEFAULT 1,
    told         INTEGER NOT NULL DEFAULT 0,
    absent_since INTEGER NOT NULL DEFAULT 0,
    mobile       TEXT,
    email        TEXT,
    org_email    TEXT,
    telephone    TEXT,
    userid       TEXT,
    doc          TEXT NOT NULL
);
CREATE UNIQUE INDEX person_key ON person (employee_id, source);
CREATE INDEX person_mobile ON person (mobile) WHERE mobile IS NOT NULL;
CREATE INDEX person_email ON person (email) WHERE email IS NOT NULL;
CREATE INDEX person_org_email ON person (org_email) WHERE org_email IS NOT NULL;
CREATE INDEX person_telephone ON person (telephone) WHERE telephone IS NOT NULL;
CREATE INDEX person_userid ON person (userid) WHERE userid IS NOT NULL;

-- People whose desired and observed state may differ; everybody else was found equal. Apart from the
-- person's row, so that marking a million people writes a few bytes for each.
CREATE TABLE unsettled (person INTEGER PRIMARY KEY);
CREATE TABLE due (
    person INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL
);
CREATE INDEX due_at ON due (at);

-- Counted along, so that nobody needs to look at a million people.
CREATE TABLE department_use (
    key    TEXT PRIMARY KEY,
    people INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE leader (
    department  TEXT NOT NULL,
    source      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    PRIMARY KEY (department, source, employee_id)
) WITHOUT ROWID;
CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE department_record (
    source TEXT NOT NULL,
    key    TEXT NOT NULL,
    doc    TEXT NOT NULL,
    PRIMARY KEY (source, key)
) WITHOUT ROWID;

CREATE TABLE finding (
    id          INTEGER PRIMARY KEY,
    source      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    person      INTEGER NOT NULL DEFAULT 0,
    doc         TEXT NOT NULL
);
CREATE INDEX finding_employee ON finding (source, employee_id);

CREATE TABLE mirror_department (
    dept_id INTEGER PRIMARY KEY,
    doc     TEXT NOT NULL
);
CREATE TABLE mirror_user (
    userid     TEXT PRIMARY KEY,
    job_number TEXT,
    mobile     TEXT,
    email      TEXT,
    org_email  TEXT,
    telephone  TEXT,
    doc        TEXT NOT NULL
);
CREATE INDEX mirror_user_job_number ON mirror_user (job_number) WHERE job_number IS NOT NULL;
CREATE INDEX mirror_user_mobile ON mirror_user (mobile) WHERE mobile IS NOT NULL;
CREATE INDEX mirror_user_email ON mirror_user (email) WHERE email IS NOT NULL;
CREATE INDEX mirror_user_org_email ON mirror_user (org_email) WHERE org_email IS NOT NULL;
CREATE INDEX mirror_user_telephone ON mirror_user (telephone) WHERE telephone IS NOT NULL;
CREATE TABLE mirror_member (
    dept_id INTEGER NOT NULL,
    userid  TEXT NOT NULL,
    PRIMARY KEY (dept_id, userid)
) WITHOUT ROWID;
CREATE TABLE mirror_administrator (
    userid TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE person_link (
    source         TEXT NOT NULL,
    employee_id    TEXT NOT NULL,
    userid         TEXT NOT NULL UNIQUE,
    created        INTEGER NOT NULL,
    since          INTEGER NOT NULL,
    disabled_since INTEGER,
    PRIMARY KEY (source, employee_id)
) WITHOUT ROWID;
CREATE TABLE department_link (
    key     TEXT PRIMARY KEY,
    dept_id INTEGER NOT NULL UNIQUE,
    created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
    id      TEXT PRIMARY KEY,
    trigger TEXT NOT NULL,
    started INTEGER NOT NULL,
    ended   INTEGER,
    outcome TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT 'null'
) WITHOUT ROWID;
CREATE INDEX run_started ON run (started);

CREATE TABLE journal (
    id          INTEGER PRIMARY KEY,
    run_id      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    rule        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    operation   TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('sending', 'done', 'failed', 'skipped')),
    started     INTEGER NOT NULL,
    ended       INTEGER,
    attempts    INTEGER NOT NULL DEFAULT 1,
    code        TEXT NOT NULL DEFAULT '',
    request_id  TEXT NOT NULL DEFAULT '',
    message     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX journal_sending ON journal (id) WHERE state = 'sending';
CREATE INDEX journal_run ON journal (run_id);
CREATE INDEX journal_employee ON journal (employee_id);
CREATE INDEX journal_ended ON journal (ended) WHERE state = 'done';
CREATE INDEX journal_fingerprint ON journal (fingerprint) WHERE state = 'done';

CREATE TABLE hold (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    guard      TEXT NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('open', 'approved', 'rejected', 'gone')),
    created    INTEGER NOT NULL,
    decided    INTEGER,
    decided_by TEXT NOT NULL DEFAULT '',
    reason     TEXT NOT NULL DEFAULT '',
    doc        TEXT NOT NULL
);
CREATE TABLE hold_operation (
    hold        INTEGER NOT NULL REFERENCES hold (id),
    operation   TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    doc         TEXT NOT NULL,
    void        INTEGER NOT NULL DEFAULT 0, -- a later plan no longer had it: the decision is over
    PRIMARY KEY (hold, operation)
) WITHOUT ROWID;

CREATE TABLE audit (
    id          INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    run_id      TEXT NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    target      TEXT NOT NULL,
    before      TEXT NOT NULL,
    after       TEXT NOT NULL,
    cause       TEXT NOT NULL
);
CREATE INDEX audit_run ON audit (run_id);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE pushed (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    source   TEXT NOT NULL,
    received INTEGER NOT NULL,
    body     TEXT NOT NULL
);
CREATE INDEX pushed_source ON pushed (source, id);

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
