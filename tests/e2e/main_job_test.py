#!/usr/bin/env python3
"""The main job on the sample company: day one, the same again, day two."""
import json
import shutil
import unittest

from company import SAMPLES, Company


def put(company, sample):
    shutil.copy2(SAMPLES / sample, company.roster.with_suffix(".part"))
    company.roster.with_suffix(".part").rename(company.roster)


class MainJob(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)

    def counts(self):
        counts = {}
        for call in self.company.sandbox.writes():
            self.assertEqual(call["errcode"], 0, call)
            counts[call["path"]] = counts.get(call["path"], 0) + 1
        return counts

    def test_day_one_then_nothing_then_exactly_twelve_changes(self):
        put(self.company, "roster-day1.csv")
        report = self.company.json("sync")
        self.assertEqual(report["summary"]["user.create"], 1000)
        self.assertEqual(self.counts()["/topapi/v2/user/create"], 1000)
        organisation = self.company.sandbox.organisation()
        users = {one["userid"]: one for one in organisation["users"]}
        with_manager = [one for one in users.values() if one.get("manager_userid")]
        self.assertGreaterEqual(len(with_manager), 999)

        self.company.sandbox.forget_calls()
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.calls(), [], "the second sync must call nothing at all")

        put(self.company, "roster-day2.csv")
        expected = json.loads((SAMPLES / "roster-day2.expected.json").read_text())
        plan = self.company.json("plan", expect=2)
        self.assertEqual(sorted(one["id"] for one in plan["operations"]),
                         sorted(expected["operations"]))
        self.assertEqual(plan["held"], [])
        self.assertEqual(self.counts(), {}, "a plan changes nothing")
        self.assertIn("departments: 深圳公司/电商部/运营组 -> 深圳公司/电商部/跨境业务组",
                      self.company.run("plan", expect=2), "both as HR writes them")
        self.company.run("sync")
        self.assertEqual(self.counts(), expected["calls"])

        self.company.sandbox.forget_calls()
        self.company.run("plan")
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.calls(), [])
        # Nothing was overlooked: read from DingTalk again, still nothing is left to do.
        plan = self.company.json("plan", "--full")
        self.assertEqual(plan["operations"], [])


if __name__ == "__main__":
    unittest.main()
