#!/usr/bin/env python3
"""Somebody changes accounts in DingTalk by hand: rosterd shows it, and puts right what HR states."""
import unittest

from company import Company, people


class Drift(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.company.write_roster([{**one, "title": "店長"} for one in people(12)])
        self.company.run("sync")
        self.sandbox.call("/sandbox/users/E003", {"title": "by hand", "remark": "by hand"})

    def test_a_field_that_hr_states_is_put_right_and_another_left_and_both_are_shown(self):
        sync = self.company.json("sync", "--full")
        user = self.sandbox.user("E003")
        self.assertEqual((user["title"], user["remark"]), ("店長", "by hand"))
        shown = {one["field"]: one for one in sync["drift"]}
        self.assertEqual(set(shown), {"title", "remark"})
        title, remark = shown["title"], shown["remark"]
        self.assertEqual((title["employee_id"], title["was"], title["now"], title["hr"], title["operation"]),
                         ("E003", "店長", "by hand", "店長", "u-update-E003"))
        self.assertEqual((remark["now"], remark["hr"], remark["operation"]), ("by hand", None, ""))

    def test_the_plan_names_drift_as_the_cause(self):
        operation = self.company.json("plan", "--full", expect=2)["operations"][0]
        self.assertEqual(operation["cause"]["rule"], "drift")
        self.assertEqual((operation["before"], operation["after"]), ({"title": "by hand"}, {"title": "店長"}))

    def test_the_status_shows_what_the_last_run_found(self):
        self.company.run("sync", "--full")
        self.assertEqual(len(self.company.json("status")["last_run"]["summary"]["drift"]), 2)
        self.assertIn("2 fields changed by hand", self.company.run("status"))

    def test_a_department_that_somebody_renamed_is_put_back_and_shown(self):
        self.company.run("sync", "--full")
        department = self.sandbox.oapi("/topapi/v2/department/listsub")["result"][0]
        self.sandbox.oapi("/topapi/v2/department/update", {"dept_id": department["dept_id"], "name": "by hand"})
        sync = self.company.json("sync", "--full")
        shown = sync["drift"][0]
        self.assertEqual((shown["field"], shown["was"], shown["now"], shown["hr"]),
                         ("name", department["name"], "by hand", department["name"]))
        self.assertEqual(shown["operation"], "d-update-" + shown["department"])
        self.assertEqual(self.sandbox.oapi("/topapi/v2/department/listsub")["result"][0]["name"], department["name"])
        self.assertEqual(self.company.json("sync", "--full")["drift"], [])

    def test_fields_that_rosterd_may_not_see_any_more_are_no_drift_and_are_not_written(self):
        self.company.run("sync", "--full")
        self.sandbox.call("/sandbox/rules", {"sees_personal": False})
        self.sandbox.forget_calls()
        for _ in range(2):
            sync = self.company.json("sync", "--full")
            self.assertEqual((sync["drift"], sync["summary"]), ([], {}))
        self.assertEqual(self.sandbox.writes(), [])
        finding = next(one for one in self.company.json("findings")["findings"] if one["rule"] == "permission.fields")
        self.assertEqual((finding["severity"], finding["where"]), ("warning", "DingTalk"))
        self.assertIn("email", finding["message"])
        self.sandbox.call("/sandbox/users/E004", {"email": "by.hand@example.hk"})
        self.sandbox.call("/sandbox/rules", {"sees_personal": True})
        sync = self.company.json("sync", "--full")
        self.assertEqual([(one["employee_id"], one["field"]) for one in sync["drift"]], [("E004", "email")])
        self.assertEqual(self.sandbox.user("E004")["email"], "e4@example.hk")
        self.assertNotIn("permission.fields", [one["rule"] for one in self.company.json("findings")["findings"]])

    def test_rosterds_own_changes_are_none(self):
        self.company.run("sync", "--full")
        self.assertEqual(self.company.json("sync", "--full")["drift"], [])


if __name__ == "__main__":
    unittest.main()
