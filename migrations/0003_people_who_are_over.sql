-- What was done to one account or department, found at once; whether the last accepted read of a source
-- was a complete one; and who is still in the roster though the employment has ended, for whom no
-- department is needed.
CREATE INDEX audit_employee ON audit (employee_id);
CREATE INDEX audit_target ON audit (target);
ALTER TABLE source ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN over INTEGER NOT NULL DEFAULT 0;

-- Whose manager an account is: when it goes, they have none.
ALTER TABLE mirror_user ADD COLUMN manager TEXT;
UPDATE mirror_user SET manager = nullif(json_extract(doc, '$.manager_userid'), '');
CREATE INDEX mirror_user_manager ON mirror_user (manager) WHERE manager IS NOT NULL;

-- Faulty records, which a source of changes will not say again: looked at in every read until they are
-- accepted, said anew or gone.
CREATE TABLE waiting (
    id     INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    doc    TEXT NOT NULL
);
CREATE INDEX waiting_source ON waiting (source);
