#!/usr/bin/env python3
"""explain: why an account is as it is, what comes next, and why there is none."""
import datetime
import unittest

from company import Company, people

UTC = datetime.timezone.utc


def day(offset):
    return (datetime.datetime.now(UTC) + datetime.timedelta(days=offset)).strftime("%Y-%m-%d")


class Explain(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.rows = people(8)
        self.company.write_roster(self.rows)
        self.id = self.rows[3]["employee_id"]

    def explained(self, who, *arguments):
        return self.company.json("explain", who, *arguments)["people"][0]

    def states(self, who, *arguments):
        return [one["state"] for one in self.explained(who, *arguments)["calendar"]]

    def test_an_account_that_is_as_it_should_be(self):
        self.company.run("sync")
        found = self.explained(self.id)
        self.assertEqual(found["record"]["where"], "roster.csv:5")
        self.assertEqual((found["account"]["userid"], found["account"]["created"]), (self.id, True))
        self.assertEqual([one["state"] for one in found["calendar"]], ["has_account"])
        self.assertEqual(found["fields"]["name"], {"hr": self.rows[3]["name"], "dingtalk": self.rows[3]["name"]})
        self.assertEqual((found["next"], found["held"], found["findings"]), ([], [], []))
        self.assertEqual([one["action"] for one in found["done"]], ["user.create"])
        text = self.company.run("explain", self.id)
        self.assertIn("employed, has an account", text)
        self.assertRegex(text, r"user\.create .* request \w+")
        self.assertIn("在職，有帳號", self.company.run("explain", self.id, "--lang", "zh-TW"))
        self.assertIn("在职，有账号", self.company.run("explain", self.id, "--lang", "zh-CN"))

    def test_what_the_next_run_does_with_somebody_beside_others_who_change_too(self):
        self.company.run("sync")
        for row in self.rows:
            row["title"] = "店長"
        self.company.write_roster(self.rows)
        self.company.run("plan", expect=2)
        found = self.explained(self.id)
        self.assertEqual([(one["kind"], one["after"]) for one in found["next"]], [("user.update", {"title": "店長"})])
        self.assertEqual(found["fields"]["title"]["hr"], "店長")
        self.assertIn("[differs: ", self.company.run("explain", self.id))

    def test_the_days_to_come(self):
        self.rows[3]["hired_on"] = day(10)
        self.rows[3]["last_day"] = day(20)
        self.company.write_roster(self.rows, headings=[*self.rows[0], "hired_on", "last_day"])
        self.company.run("sync")
        self.assertEqual(self.states(self.id), ["not_yet", "to_create", "has_account", "to_remove"])
        self.assertEqual(self.states(self.id, "--at", day(15)), ["to_create", "has_account", "to_remove"])
        self.assertEqual(self.states(self.id, "--at", day(30)), ["gone"])
        self.assertEqual(self.explained(self.id)["account"], None)
        self.assertIn("leaver.last_day", self.company.run("explain", self.id, "--json"))

    def test_what_had_been_done_by_an_earlier_time(self):
        self.company.run("sync")
        between = datetime.datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.rows[3]["title"] = "店長"
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertEqual(self.explained(self.id, "--at", "2020-01-01")["account"], None)
        past = self.explained(self.id, "--at", between)
        self.assertEqual(len(past["done"]), 1)
        self.assertNotEqual(past["account"]["title"], "店長")
        self.assertEqual(past["account"]["name"], self.rows[3]["name"])
        self.assertNotIn("店長", self.company.run("explain", self.id, "--at", between))

    def test_why_not_in_quarantine(self):
        self.rows[3]["mobile"] = "1.38E+10"
        self.company.write_roster(self.rows)
        self.company.run("sync")
        found = self.explained(self.id)
        self.assertEqual((found["record"], found["account"]), (None, None))
        self.assertIn("roster.csv:5", found["findings"][0]["where"])
        self.assertIn("no usable record", self.company.run("explain", self.id))

    def test_why_not_outside_the_scope(self):
        self.company.configure(extra="policy: {scope: {employee_ids: [E9]}}")
        self.company.run("sync")
        self.assertEqual(self.states(self.id), ["out_of_scope"])

    def test_why_not_held(self):
        self.company.run("sync")
        self.company.configure(extra="policy: {guards: {leavers: {count: 0, percent: 0}, source_shrinks: {percent: 50}}}")
        self.company.write_roster(self.rows[:3] + self.rows[4:])
        self.company.run("sync", expect=3)
        found = self.explained(self.id)
        self.assertEqual([(one["guard"], one["operation"]["kind"]) for one in found["held"]],
                         [("leavers", "user.delete")])
        self.assertEqual([one["state"] for one in found["calendar"]], ["to_remove"])
        self.assertIn("many leavers: remove account", self.company.run("explain", self.id))

    def test_who_is_gone_is_still_told_about(self):
        self.company.run("sync")
        self.rows[3]["status"] = "terminated"
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.company.write_roster(self.rows[:3] + self.rows[4:])
        self.company.run("sync", expect=(0, 3))
        found = self.explained(self.id)
        self.assertEqual([one["action"] for one in found["done"]], ["user.create", "user.delete"])
        self.assertIn("leaver.terminated", self.company.run("explain", self.id))

    def test_an_account_made_by_hand_is_nobodys(self):
        self.company.run("sync")
        self.company.sandbox.oapi("/topapi/v2/user/create", {"userid": "hand1", "name": "Hand", "dept_id_list": "1",
                                                              "mobile": "+852-91110000"})
        self.company.run("sync", "--full")
        self.assertFalse(self.explained("hand1")["account"]["linked"])
        self.assertIn("nobody's in the roster", self.company.run("explain", "hand1"))

    def test_nobody_of_that_name_and_who_is_near(self):
        self.company.run("sync")
        self.company.run("explain", "E-nobody", expect=64)
        self.company.run("explain", self.id, "--at", "tomorrow", expect=64)
        self.company.run("explain", expect=64)


if __name__ == "__main__":
    unittest.main()
