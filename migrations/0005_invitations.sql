-- People whom DingTalk asked for their agreement before they join (40103): no read shows them until then.
CREATE TABLE invitation (
    source      TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    userid      TEXT NOT NULL,
    name        TEXT NOT NULL,
    mobile      TEXT NOT NULL,
    since       INTEGER NOT NULL,
    asked       INTEGER NOT NULL,
    PRIMARY KEY (source, employee_id)
) WITHOUT ROWID;
