-- Accounts that somebody said are not this person's: no rule ties them together again.
CREATE TABLE person_apart (
    source      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    userid      TEXT NOT NULL,
    PRIMARY KEY (source, employee_id, userid)
) WITHOUT ROWID;
