#!/usr/bin/env python3
"""HR's facts in a real PostgreSQL, from the configuration to the sandbox: a changed row goes over, and a broken connection
harms nobody."""
import unittest

from company import Company, people
from databases import PASSWORD, Postgresql

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


if __name__ == "__main__":
    unittest.main()
