-- What DingTalk told of, each event once by its id: kept before it is acknowledged, done once what it
-- names was read again.
CREATE TABLE event (
    id       TEXT PRIMARY KEY,
    type     TEXT NOT NULL,
    born     INTEGER NOT NULL,
    received INTEGER NOT NULL,
    doc      TEXT NOT NULL,
    done     INTEGER
) WITHOUT ROWID;
CREATE INDEX event_open ON event (born) WHERE done IS NULL;
CREATE INDEX event_done ON event (done) WHERE done IS NOT NULL;
