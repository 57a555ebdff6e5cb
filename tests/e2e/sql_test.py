#!/usr/bin/env python3
"""HR's facts in a real PostgreSQL, from the configuration to the sandbox: a changed row goes over, and a broken connection
harms nobody. In a real MariaDB: neither does one that is silent."""
import pathlib
import signal
import unittest

from company import Company, people, wait_for
from daemon_case import LISTEN
from databases import PASSWORD, Mariadb, Postgresql

SOURCE = """  - name: hrdb
    connector: sql
    options:
      connection: Driver=PostgreSQL Unicode;Server=127.0.0.1;Port={port};Database=postgres;Uid=boss
      password: ${{env:HR_PASSWORD}}
      query: |
        select p.*, 'ignored' as remark from people p -- the view
      departments_query: select department_id, name, parent_id from departments
      tombstone_query: select employee_id, updated_at from leavers
      key: employee_id
      watermark: updated_at
      page_size: 20"""


class Sql(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Postgresql()
        cls.addClassCleanup(cls.database.close)

    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.company.environment["HR_PASSWORD"] = PASSWORD
        self.company.configure(sources=SOURCE.format(port=self.database.port))
        rows = people(60)
        values = ", ".join(
            f"('{row['employee_id']}', '{row['name']}', '{row['mobile']}', '{row['email']}', 'D{1 + index % 2}', "
            f"'2024-03-01', null, now())" for index, row in enumerate(rows))
        self.database.sql(
            "drop table if exists people, departments, leavers",
            "create table departments (department_id text primary key, name text, parent_id text)",
            "create table people (employee_id text primary key, name text, mobile text, email text, department_id text, "
            "hired_on date, last_day date, updated_at timestamptz)",
            "create table leavers (employee_id text, updated_at timestamptz)",
            "insert into departments values ('D0', '零售', null), ('D1', '旺角店', 'D0'), ('D2', '中環店', 'D0')",
            f"insert into people values {values}")

    def users(self):
        return {one["userid"]: one for one in self.company.sandbox.organisation()["users"]}

    def change(self, employee_id, name):
        self.database.sql(f"update people set name = '{name}', updated_at = now() where employee_id = '{employee_id}'")

    def test_from_configuration_to_dingtalk(self):
        checks = self.company.json("check")["checks"]
        (source,) = [one for one in checks if one["what"] == "source hrdb"]
        self.assertIn("PostgreSQL: 60 rows, 3 departments", source["message"])

        self.company.json("plan", expect=2)
        self.company.run("sync")
        self.assertEqual(len([one for one in self.users() if one.startswith("E")]), 60)
        names = {one["name"] for one in self.company.sandbox.organisation()["departments"]}
        self.assertLessEqual({"零售", "旺角店", "中環店"}, names)
        self.company.run("plan", expect=0)

        self.change("E007", "陳大文")
        plan = self.company.json("plan", expect=2)
        self.assertEqual([(one["kind"], one["cause"]["where"]) for one in plan["operations"]],
                         [("user.update", "query employee_id=E007")])
        self.company.run("sync")
        self.assertEqual(self.users()["E007"]["name"], "陳大文")

        self.database.sql("delete from people where employee_id = 'E009'",
                          "insert into leavers values ('E009', now())")
        self.company.run("sync")
        self.assertNotIn("E009", self.users())

    def test_a_broken_connection_harms_nobody(self):
        self.company.run("sync")
        before = self.users()
        self.company.sandbox.forget_calls()
        self.change("E007", "Lost")
        self.database.stop()
        try:
            done = self.company.json("sync", expect=75)
        finally:
            self.database.start()
        self.assertNotIn(PASSWORD, str(done))
        self.assertEqual(self.company.sandbox.writes(), [])
        self.assertEqual(self.users(), before)

        self.company.run("sync")
        self.assertEqual(self.users()["E007"]["name"], "Lost")

    def test_a_table_that_lost_its_rows_empties_nothing(self):
        self.company.run("sync")
        self.company.sandbox.forget_calls()
        self.database.sql("truncate people")
        self.company.run("sync", "--full", expect=75)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_wrong_password_is_told_with_what_to_do(self):
        self.company.environment["HR_PASSWORD"] = "not-it-at-all"
        checks = self.company.json("check", expect=75)["checks"]
        (source,) = [one for one in checks if one["what"] == "source hrdb"]
        self.assertIn("boss", source["message"])
        self.assertIn("`password`", source["hint"])
        self.assertNotIn("not-it-at-all", str(checks))

    def test_no_password_is_in_an_argument_or_the_environment_of_the_process_it_is_read_in(self):
        self.company.configure(sources=SOURCE.format(port=self.database.port).replace(
            "select p.*, 'ignored' as remark from people p -- the view",
            "select p.*, pg_sleep(0.05)::text as remark from people p"))
        (self.company.folder / "password").write_text(PASSWORD)
        self.company.config.write_text(self.company.config.read_text().replace("${env:HR_PASSWORD}", "${file:password}"))
        del self.company.environment["HR_PASSWORD"]
        reading = self.company.start("sync")
        children = pathlib.Path(f"/proc/{reading.pid}/task/{reading.pid}/children")
        processes = wait_for(lambda: [pathlib.Path("/proc") / child for child in children.read_text().split()
                                      if b"connector-process" in (pathlib.Path("/proc") / child / "cmdline").read_bytes()],
                             what="its process")
        said = (processes[0] / "cmdline").read_bytes() + (processes[0] / "environ").read_bytes()
        _, log = reading.communicate(timeout=60)
        self.assertEqual(reading.returncode, 0, log)
        self.assertIn(b"rosterd", said)
        self.assertNotIn(PASSWORD.encode(), said)


FROZEN = """  - name: hrdb
    connector: sql
    options:
      connection: Driver=MariaDB Unicode;Charset=utf8mb4;Server=127.0.0.1;Port={port};Database=hr;Uid=boss
      password: ${{env:HR_PASSWORD}}
      query: select employee_id, name, mobile from people
      key: employee_id
      idle_timeout: 3s
  - {{name: shops, connector: csv, options: {{path: roster.csv}}}}"""


class SilentMariadb(unittest.TestCase):
    def setUp(self):
        self.database = Mariadb()
        self.addCleanup(self.database.close)
        self.company = Company()
        self.addCleanup(self.company.close)
        self.company.environment["HR_PASSWORD"] = PASSWORD
        self.company.configure(extra=LISTEN, sources=FROZEN.format(port=self.database.port))
        self.database.sql("create table hr.people (employee_id varchar(20) primary key, name varchar(80), mobile "
                          "varchar(20))", "insert into hr.people values ('M1', '陳大文', '+852-51239991')")
        self.company.write_roster(people(3))

    def source(self, name):
        return next(one for one in self.company.json("status")["sources"] if one["name"] == name)

    def test_a_server_that_takes_connections_and_is_silent_costs_its_own_source_a_clear_state(self):
        self.company.run("sync")
        self.assertIsNotNone(self.company.sandbox.user("M1"))
        self.database.freeze()
        self.addCleanup(self.database.thaw)
        self.company.write_roster(people(4))
        self.company.run("sync", expect=75)
        self.assertIsNotNone(self.company.sandbox.user("E004"), "the other source of the same run went on")
        self.assertIsNotNone(self.company.sandbox.user("M1"))
        self.assertIn("connector 'sql' gave no sign of life for 3 s", self.source("hrdb")["fault"])
        self.assertEqual(self.source("shops")["fault"], "")

        daemon = self.company.start("run")
        self.addCleanup(daemon.communicate)
        self.addCleanup(daemon.kill)
        self.company.write_roster(people(5))
        wait_for(lambda: self.company.sandbox.user("E005"), what="the new colleague, while the database is silent")
        self.assertIsNone(daemon.poll(), "the daemon lives")
        self.database.thaw()
        self.database.sql("insert into hr.people values ('M2', '李小明', '+852-51239992')")
        wait_for(lambda: self.company.sandbox.user("M2"), seconds=60, what="the database's people, by itself")
        wait_for(lambda: self.source("hrdb")["fault"] == "", what="the fault to go")
        daemon.send_signal(signal.SIGTERM)
        daemon.communicate(timeout=30)
        self.assertEqual(daemon.returncode, 0)


if __name__ == "__main__":
    unittest.main()
