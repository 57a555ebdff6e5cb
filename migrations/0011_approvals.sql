-- Who has let a hold pass so far, where more than one has to.
CREATE TABLE approval (
    hold   INTEGER NOT NULL REFERENCES hold (id),
    person TEXT NOT NULL,
    at     INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (hold, person)
) WITHOUT ROWID;
-- Nobody decided in time, or what was decided was not carried out in time.
ALTER TABLE hold ADD COLUMN expired INTEGER NOT NULL DEFAULT 0;
