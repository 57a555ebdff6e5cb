#!/usr/bin/env python3
"""The same person, or not: a new employee id without a word of HR, ids that were all changed, an inherited userid."""
import datetime
import unittest

from company import Company, people

SSO = "policy: {account: {kind: sso}}"


class SamePerson(unittest.TestCase):
    def company_of(self, rows, extra=""):
        self.company = Company(extra=extra)
        self.addCleanup(self.company.close)
        self.sandbox, self.rows = self.company.sandbox, rows
        self.sync()

    def sync(self, expect=0):
        self.company.write_roster(self.rows)
        self.sandbox.forget_calls()
        return self.company.json("sync", expect=expect)

    def employ(self, **fields):
        """E006, a contractor so far, is E900 in the roster of today."""
        self.rows[5] = {**self.rows[5], "employee_id": "E900", **fields}

    def assert_asked(self, report):
        self.assertEqual([(one["employee_id"], one["rule"]) for one in report["findings"]],
                         [("E006", "succession.likely"), ("E900", "succession.likely")])
        self.assertEqual(self.sandbox.writes(), [])

    def test_a_new_employee_id_without_a_word_is_asked_about_until_hr_answers(self):
        self.company_of(people(60))
        self.employ()
        self.assert_asked(self.sync())
        self.assert_asked(self.sync())
        self.assertIn("E006 (hr)", self.company.run("explain", "E900"))
        for row in self.rows:
            row["previous_employee_id"] = "E006" if row["employee_id"] == "E900" else ""
        self.assertEqual(self.sync()["summary"], {"user.update": 1})
        self.assertEqual(self.sandbox.user("E006")["job_number"], "E900")
        self.assertEqual(self.sync()["summary"], {})

    def test_the_account_can_be_given_away_by_hand(self):
        self.company_of(people(60))
        self.employ()
        self.sync()
        self.company.run("unlink", "E006", "--reason", "is E900 now")
        self.company.run("link", "E900", "E006", "--reason", "was E006")
        self.assertEqual(self.sync()["summary"], {"user.update": 1})
        self.assertEqual(self.sandbox.user("E006")["job_number"], "E900")

    def test_two_people_are_told_apart_by_the_old_one_leaving_by_hrs_word(self):
        self.company_of(people(60))
        old = dict(self.rows[5])
        self.employ()
        self.sync()
        self.rows.append({**old, "status": "terminated"})
        self.assertEqual(self.sync()["summary"], {"user.delete": 1, "user.create": 1})

    def test_who_starts_later_is_asked_about_before_the_account_is_gone(self):
        self.company_of(people(60))
        old = dict(self.rows[5])
        self.employ(hired_on=f"{datetime.date.today() + datetime.timedelta(days=20)}")
        self.rows.append(old)
        self.sync()  # nothing is to be done about E900 yet
        self.rows.pop()
        self.assert_asked(self.sync())

    def test_a_company_whose_ids_were_all_changed_is_not_doubled(self):
        for known_by, rule in (("email", "succession.likely"), (None, None)):
            with self.subTest(known_by=known_by):
                rows = [{**row, "mobile": "", "telephone": "", "manager_id": "",
                         "email": row["email"] if known_by else ""} for row in people(60)]
                self.company_of(rows, SSO)
                users = len(self.sandbox.organisation()["users"])
                for row in self.rows:
                    row["employee_id"] = "N" + row["employee_id"]
                report = self.sync(expect=0 if rule else 3)
                self.assertEqual(len(self.sandbox.organisation()["users"]), users)
                self.assertEqual({one["rule"] for one in report["findings"]}, {rule} - {None})
                self.assertEqual("doubles" in [one["guard"] for one in report["held"]], rule is None)

    def test_ids_that_were_all_changed_pass_when_approved(self):
        rows = [{**row, "mobile": "", "email": "", "telephone": "", "manager_id": ""} for row in people(60)]
        self.company_of(rows, SSO)
        for row in self.rows:
            row["employee_id"] = "N" + row["employee_id"]
        for hold in self.sync(expect=3)["held"]:
            self.company.run("approve", hold["id"], "--reason", "they are all new")
        self.assertEqual(self.sync()["summary"].get("user.create"), 60)

    def test_a_userid_goes_over_from_a_leaver_in_one_run(self):
        rows = [{**row, "userid": "shop" if row["employee_id"] == "E004" else ""} for row in people(60)]
        self.company_of(rows)
        self.rows[3] = {**self.rows[3], "employee_id": "E800", "name": "張三", "mobile": "+852-59990000", "email": "",
                        "telephone": ""}
        self.assertEqual(self.sync()["summary"], {"user.delete": 1, "user.create": 1})
        self.assertEqual(self.sandbox.user("shop")["job_number"], "E800")
        self.assertEqual(self.sync()["summary"], {})
        self.assertEqual(self.company.json("explain", "E004")["people"][0]["account"], None)

    def test_where_hr_is_gone_from_the_scope_as_they_leave_access_ends_all_the_same(self):
        self.company_of(people(60), 'policy: {scope: {departments: ["零售/**"]}}')
        gone = [row for row in self.rows if row["departments"].startswith("零售")][:2]
        for row, department in zip(gone, ("", "離職人員")):
            row.update(status="terminated", departments=department)
        self.assertEqual(self.sync()["summary"], {"user.delete": 2})
        for row in gone:
            self.assertIsNone(self.sandbox.user(row["employee_id"]))
        self.assertEqual(self.sync()["summary"], {})


if __name__ == "__main__":
    unittest.main()
