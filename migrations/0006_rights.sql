-- Roles and attendance groups that rules name, or rosterd granted once: what DingTalk has of them
-- (id: of a role or role group a number, of an attendance group its key), and who has them.
CREATE TABLE mirror_right (
    kind TEXT NOT NULL, -- role_group, role, attendance
    name TEXT NOT NULL, -- of a role "group/role"
    id   TEXT NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE TABLE right_holder (
    userid  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    granted INTEGER NOT NULL, -- by rosterd: only such a right is taken away once no rule names it
    PRIMARY KEY (userid, kind, name)
) WITHOUT ROWID;
CREATE INDEX right_holder_right ON right_holder (kind, name);
