-- Every entry of the audit trail is sealed by a hash over itself and the seal before it, so that what is
-- changed, removed or slipped in later is found. `audit_head` is the last of them; 0 entries: none yet;
-- -1: the entries of older versions have yet to be sealed.
ALTER TABLE audit ADD COLUMN answer TEXT NOT NULL DEFAULT 'null'; -- DingTalk's code and request id
CREATE TABLE audit_seal (
    id   INTEGER PRIMARY KEY, -- of the entry
    seal TEXT NOT NULL        -- SHA-256, hexadecimal
);
CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
CREATE TABLE audit_head (
    entries INTEGER NOT NULL,
    seal    TEXT NOT NULL
);
INSERT INTO audit_head VALUES (-1, '');
