-- What is remembered of the account that rosterd removed when its person left: JSON; NULL: it did not.
ALTER TABLE person_link ADD COLUMN former TEXT;

-- Switches of accounts that rosterd turned on since a rule says so; of a mover's, since when no rule does
-- any more, while it is kept.
CREATE TABLE switch_on (
    userid       TEXT NOT NULL,
    field        TEXT NOT NULL,
    ending_since INTEGER,
    PRIMARY KEY (userid, field)
) WITHOUT ROWID;

-- The records of people who have several, or one that is true from a day on; and what these say, taken
-- together, from a later instant on.
CREATE TABLE dated_record (
    source      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    place       INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    doc         TEXT NOT NULL,
    PRIMARY KEY (source, employee_id, place)
) WITHOUT ROWID;
CREATE TABLE dated_version (
    source      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    at          INTEGER NOT NULL,
    doc         TEXT NOT NULL,
    PRIMARY KEY (source, employee_id, at)
) WITHOUT ROWID;
CREATE INDEX dated_version_at ON dated_version (at);

-- What is held back of one person is found at once, however many wait.
CREATE INDEX hold_operation_employee ON hold_operation (json_extract(doc, '$.employee_id'));
