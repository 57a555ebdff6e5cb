#!/usr/bin/env python3
"""A staged rollout: five people first, then a department, then everybody."""
import json
import sqlite3
import time
import unittest

from company import Company, people

RINGS = """policy:
  rollout:
    - {name: pilot, employee_ids: [E001, E002, E003]}
    - {name: shops, departments: ["零售/**"]}
    - {name: everyone, after: 0s}
"""


class Rollout(unittest.TestCase):
    def setUp(self):
        self.company = Company(extra=RINGS)
        self.addCleanup(self.company.close)
        self.rows = [{**row, "departments": "零售/旺角店" if i < 10 else "總部"} for i, row in enumerate(people(20))]
        self.company.write_roster(self.rows)

    def created(self):
        return sum(one["path"].endswith("user/create") for one in self.company.sandbox.writes())

    def test_everybody_is_shown_and_only_the_rings_that_started_are_touched(self):
        plan = self.company.json("plan", expect=2)
        self.assertEqual(plan["summary"]["user.create"], 20)
        self.assertEqual([hold["guard"] for hold in plan["held"]], ["rollout"])
        self.assertIn("not their turn yet", self.company.run("plan", expect=2))
        self.company.run("sync")
        self.assertEqual(self.created(), 3)
        self.assertEqual(self.company.json("holds")["holds"], [])
        self.company.run("rollout", "next", "--by", "hr")
        self.company.run("sync")
        # The last ring starts by itself after the one before, without a failure.
        self.assertIn(self.created(), (10, 20))
        self.company.run("sync")
        self.assertEqual(self.created(), 20)
        rings = self.company.json("rollout")["rings"]
        self.assertEqual([(ring["ring"], ring["people"], ring["by"]) for ring in rings],
                         [("pilot", 3, "rosterd"), ("shops", 7, "hr"), ("everyone", 10, "rosterd")])
        self.company.run("rollout", "next", expect=64)

    def test_who_waits_is_told_so(self):
        self.company.run("sync")
        one = self.company.json("explain", "E004")["people"][0]
        self.assertEqual([entry["state"] for entry in one["calendar"]], ["waits_for_ring"])
        self.assertEqual(one["rollout"], {"started": 1, "rings": 3, "next": "shops", "operations": ["u-create-E004"]})
        self.assertIn("not their turn yet", self.company.run("explain", "E004"))
        self.assertIn("尚未輪到", self.company.run("explain", "E004", "--lang", "zh-TW"))
        one = self.company.json("explain", "E001")["people"][0]
        self.assertEqual(([entry["state"] for entry in one["calendar"]], one["rollout"]), (["has_account"], None))

    def test_whose_record_loses_the_department_leaves_with_the_ring_they_worked_in(self):
        self.company.run("sync")
        self.company.run("rollout", "next")
        self.company.configure(extra=RINGS.replace("after: 0s", "after: 1h"))
        self.company.run("sync")
        self.rows[7].update(status="terminated", departments="離職人員")
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertIsNone(self.company.sandbox.user("E008"))

    def test_departments_that_hr_knows_by_ids_are_matched_by_their_names(self):
        self.company.configure(extra=RINGS, sources="  - {name: hris, connector: push}")
        self.company.run("plan", expect=(0, 2, 3))
        body = {"departments": [{"department_id": "7", "name": "零售", "parent_id": ""},
                                {"department_id": "8", "name": "沙田店", "parent_id": "7"}],
                "records": [{"employee_id": "P1", "name": "甲", "mobile": "+852-62000001", "department_id": "8"},
                            {"employee_id": "E001", "name": "乙", "mobile": "+852-62000002", "department_id": "7"}]}
        with sqlite3.connect(self.company.folder / "state.db") as database:
            database.execute("INSERT INTO pushed (source, received, body) VALUES ('hris', ?, ?)",
                             (time.time_ns() // 1_000_000, json.dumps(body)))
        database.close()
        self.company.run("sync")
        self.assertIsNone(self.company.sandbox.user("P1"))
        self.assertEqual([ring["people"] for ring in self.company.json("rollout")["rings"]], [1, 1, 0])
        self.company.configure(extra=RINGS.replace("after: 0s", "after: 1h"), sources="  - {name: hris, connector: push}")
        self.company.run("rollout", "next")
        self.company.run("sync")
        self.assertIsNotNone(self.company.sandbox.user("P1"))

    def test_a_failure_puts_the_next_ring_off(self):
        self.company.configure(extra=RINGS.replace("after: 0s", "after: 1h"))
        self.company.run("sync")
        self.company.run("rollout", "next")
        self.company.run("sync")
        before = self.company.json("rollout")["rings"][2]["due"]
        self.company.sandbox.fault(path="/topapi/v2/user/update", mode="errcode", errcode=60112, count=9)
        self.company.write_roster([{**row, "title": "店長"} for row in self.rows])
        self.company.run("sync", expect=(4, 75))
        self.assertGreaterEqual(self.company.json("rollout")["rings"][2]["due"], before)
        self.assertIsNone(self.company.json("rollout")["rings"][2]["started"])

    def test_without_rings_the_command_says_so(self):
        self.company.run("sync")
        self.company.configure()
        self.company.run("rollout", expect=64)


if __name__ == "__main__":
    unittest.main()
