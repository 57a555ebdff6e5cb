-- Which people are new, changed or gone between two rosters, in the sqlite3 shell: both files
-- imported into memory, then EXCEPT both ways. A row that is in both differences is a change.
-- The tables have no key and no index, as EXCEPT makes no use of one; nothing is written to disk.
-- Usage, where yesterday.csv and today.csv are: sqlite3 :memory: < compare_sqlite.sql
PRAGMA temp_store = MEMORY;
.import --csv yesterday.csv yesterday
.import --csv today.csv today
CREATE TEMP TABLE arrived AS SELECT * FROM today EXCEPT SELECT * FROM yesterday;
CREATE TEMP TABLE departed AS SELECT * FROM yesterday EXCEPT SELECT * FROM today;
.mode json
WITH both AS (SELECT count(*) AS changed FROM arrived JOIN departed USING (employee_id))
SELECT (SELECT count(*) FROM arrived) - changed AS new, changed,
       (SELECT count(*) FROM departed) - changed AS gone FROM both;
