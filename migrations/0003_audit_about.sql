-- What was done to one account or department, found at once; and whether the last accepted read of a
-- source was a complete one.
CREATE INDEX audit_employee ON audit (employee_id);
CREATE INDEX audit_target ON audit (target);
ALTER TABLE source ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
