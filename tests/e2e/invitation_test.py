#!/usr/bin/env python3
"""DingTalk asks a new colleague for their agreement (40103): rosterd waits, says so, and links who joins."""
import unittest

from company import Company, people

CREATE = "/topapi/v2/user/create"


class Invitation(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.rows = people(4)
        self.company.write_roster(self.rows[:3])
        self.company.run("sync")
        self.sandbox.fault(path=CREATE, mode="errcode", errcode=40103, count=1)
        self.company.write_roster(self.rows)
        self.sync = self.company.json("sync")

    def creations(self):
        return [one for one in self.sandbox.calls() if one["path"] == CREATE]

    def invited(self):
        return [one for one in self.company.json("findings")["findings"] if one["rule"] == "account.invited"]

    def join(self):
        row = self.rows[3]
        self.sandbox.call(f"/sandbox/users/{row['employee_id']}",
                          {"name": row["name"], "mobile": row["mobile"], "dept_id_list": "1"})

    def test_an_invitation_is_no_failure_and_is_shown(self):
        self.assertEqual(self.sync["outcome"], "done")
        self.assertEqual(self.sync["outcomes"], {"invited": 1})
        self.assertEqual(self.company.json("status")["invited"], 1)
        self.assertEqual([one["employee_id"] for one in self.invited()], [self.rows[3]["employee_id"]])
        self.assertEqual(self.company.json("plan")["operations"], [])
        self.assertEqual([one["employee_id"] for one in self.invited()], [self.rows[3]["employee_id"]])

    def test_it_is_not_repeated_by_later_processes(self):
        self.sandbox.forget_calls()
        self.company.run("sync")
        self.company.run("sync", "--full")
        self.assertEqual(self.creations(), [])
        self.assertEqual(self.company.json("status")["invited"], 1)

    def test_who_accepts_is_found_linked_and_brought_to_what_hr_says(self):
        self.join()
        self.sandbox.forget_calls()
        self.company.run("sync", "--full")
        self.assertEqual(self.creations(), [])
        status = self.company.json("status")
        self.assertEqual((status["invited"], status["accounts"]), (0, 4))
        self.assertEqual(self.invited(), [])
        entries = self.company.json("history", "--of", self.rows[3]["employee_id"])["entries"]
        self.assertEqual([one["action"] for one in entries], ["user.invite", "user.join", "user.update"])
        self.assertEqual(self.sandbox.user(self.rows[3]["employee_id"])["job_number"],
                         self.rows[3]["employee_id"])

    def test_a_corrected_number_is_invited_at_once(self):
        self.rows[3]["mobile"] = "+852-59999999"
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertEqual(self.company.json("status")["invited"], 0)
        self.assertIsNotNone(self.sandbox.user(self.rows[3]["employee_id"]))


if __name__ == "__main__":
    unittest.main()
