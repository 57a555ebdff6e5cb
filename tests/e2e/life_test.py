#!/usr/bin/env python3
"""People over time, by the commands: back after they left, under another number, in several records, in a saved plan."""
import unittest

from company import Company


def person(number, **more):
    return {"employee_id": f"E{number}", "name": f"陳{number}", "mobile": f"+852-5123456{number}",
            "departments": "零售", "title": "店員", "status": "active", "previous_employee_id": "",
            "effective_on": "", **more}


class Life(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)

    def sync(self, *rows, expect=0):
        self.company.write_roster(list(rows))
        return self.company.json("sync", expect=expect)

    def explain(self, number):
        return self.company.json("explain", f"E{number}")["people"][0]

    def test_who_comes_back_has_the_same_account_and_the_trail_says_since_when_they_were_gone(self):
        self.sync(person(1), person(2))
        self.sync(person(1), person(2, status="terminated"))
        self.assertIsNone(self.company.sandbox.user("E2"))
        report = self.sync(person(1), person(2))
        self.assertEqual(report["summary"]["user.create"], 1)
        self.assertEqual(report["rehired"], 1)
        self.assertIsNotNone(self.company.sandbox.user("E2"))
        done = [one for one in self.explain(2)["done"] if one["action"] == "user.create"]
        self.assertEqual(done[-1]["cause"]["rule"], "rehire")
        self.assertEqual(done[-1]["cause"]["gone_by"], "leaver.terminated")
        self.assertIn("gone since", self.company.run("history", "--of", "E2"))

    def test_a_new_number_of_the_same_person_moves_the_account(self):
        self.sync(person(1), person(2))
        self.company.sandbox.forget_calls()
        self.sync(person(1), person(3, name="陳2", mobile="+852-51234562", previous_employee_id="E2"))
        self.assertEqual([call["path"] for call in self.company.sandbox.writes()], ["/topapi/v2/user/update"])
        self.assertEqual(self.company.sandbox.user("E2")["job_number"], "E3")
        self.assertEqual(self.explain(3)["account"]["rule"], "previous_employee_id")

    def test_a_saved_removal_is_skipped_once_hr_says_otherwise(self):
        self.sync(person(1), person(2))
        self.company.write_roster([person(1), person(2, status="terminated")])
        self.company.run("plan", "--out", "plan.json", expect=2)
        self.company.write_roster([person(1), person(2)])
        self.company.run("plan")
        told = self.company.json("apply", "plan.json", expect=4)
        skipped = [one for one in told["operations"] if one["outcome"] == "skipped"]
        self.assertEqual([one["id"] for one in skipped], ["u-delete-E2"])
        self.assertIn("does not leave", skipped[0]["message"])
        self.assertIsNotNone(self.company.sandbox.user("E2"))

    def test_a_record_of_a_later_day_is_shown_and_waits(self):
        self.sync(person(1), person(1, title="店長", effective_on="2099-01-01"), person(2))
        self.assertEqual(self.company.sandbox.user("E1")["title"], "店員")
        told = self.explain(1)
        self.assertEqual(told["later"][0]["person"]["title"], "店長")
        self.assertTrue(told["later"][0]["at"].startswith("2098-12-31T16:00"))
        self.assertIn("店員 -> 店長", self.company.run("explain", "E1"))


if __name__ == "__main__":
    unittest.main()
