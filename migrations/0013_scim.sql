-- What identity providers and HR suites wrote into the SCIM server, each source by itself. `sequence` grows
-- with every change of a source that its next read has to look at; `version` is that of the content.
CREATE TABLE scim_resource (
    row      INTEGER PRIMARY KEY,
    source   TEXT NOT NULL,
    type     TEXT NOT NULL,
    id       TEXT NOT NULL,
    display  TEXT NOT NULL,
    created  INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    doc      TEXT NOT NULL,
    UNIQUE (source, id)
);
CREATE INDEX scim_resource_type ON scim_resource (source, type);
CREATE INDEX scim_resource_sequence ON scim_resource (source, sequence);

-- By what a resource is found: userName, externalId, mail, manager, member, ...
CREATE TABLE scim_key (
    source TEXT NOT NULL,
    type   TEXT NOT NULL,
    key    TEXT NOT NULL,
    row    INTEGER NOT NULL REFERENCES scim_resource (row) ON DELETE CASCADE,
    PRIMARY KEY (source, type, key, row)
) WITHOUT ROWID;
CREATE INDEX scim_key_row ON scim_key (row);

-- Resources as they were before they were deleted or got another identity; until a read was told.
CREATE TABLE scim_former (
    source   TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    type     TEXT NOT NULL,
    id       TEXT NOT NULL,
    doc      TEXT NOT NULL,
    PRIMARY KEY (source, sequence)
) WITHOUT ROWID;

CREATE TABLE scim_source (
    source   TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL
) WITHOUT ROWID;
