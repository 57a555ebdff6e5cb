-- Whose change it was, and whether the guards count it: people, not operations, and nothing that a person let pass.
ALTER TABLE journal ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN counted INTEGER NOT NULL DEFAULT 1;
UPDATE journal
    SET source = coalesce(json_extract(operation, '$.source'), ''),
        counted = rule NOT IN ('leaver.grace', 'number.swap', 'manager.ring')
                  AND (kind LIKE 'user.%' OR kind LIKE 'department.%' OR operation NOT LIKE '%"u-create-%')
    WHERE state = 'done' AND kind <> 'user.create';

-- All that the guards ask stands in it, so that no document is read. Creations are many at first and seldom asked for.
CREATE INDEX journal_counted ON journal (kind, ended, rule, source, employee_id)
    WHERE state = 'done' AND counted = 1 AND kind <> 'user.create';
CREATE INDEX hold_operation_fingerprint ON hold_operation (fingerprint);
