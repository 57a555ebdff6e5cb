-- What was done to one account or department, found at once; whether the last accepted read of a source
-- was a complete one; and who is still in the roster though the employment has ended, for whom no
-- department is needed.
CREATE INDEX audit_employee ON audit (employee_id);
CREATE INDEX audit_target ON audit (target);
ALTER TABLE source ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN over INTEGER NOT NULL DEFAULT 0;
