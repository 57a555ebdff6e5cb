#!/usr/bin/env python3
"""Whose account it is, where no rule decides: people say so, and it is kept."""
import unittest

from company import Company, people


class Link(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.rows = people(6)

    def account(self, userid, **fields):
        answer = self.sandbox.oapi("/topapi/v2/user/create", {"userid": userid, "name": userid, "dept_id_list": "1", **fields})
        self.assertEqual(answer["errcode"], 0, answer)

    def test_a_person_who_fits_two_accounts_gets_the_one_that_is_named(self):
        self.account("zhang", mobile=self.rows[0]["mobile"])
        self.account("zhang.old", mobile="+852-69990000", job_number=self.rows[0]["employee_id"])
        self.company.write_roster(self.rows)
        self.company.run("sync")
        case = [one for one in self.company.json("findings")["findings"] if one["rule"] == "match.ambiguous"]
        self.assertEqual(case[0]["value"], "zhang, zhang.old")
        self.company.run("link", self.rows[0]["employee_id"], "zhang", "--by", "hr", "--reason", "asked her")
        self.company.run("sync")
        self.assertEqual(self.sandbox.user("zhang")["name"], self.rows[0]["name"])
        self.assertEqual(self.sandbox.user("zhang.old")["name"], "zhang.old")
        self.assertIn("asked her", self.company.run("audit", "--of", self.rows[0]["employee_id"]))
        self.sandbox.forget_calls()
        self.company.run("sync", "--full")
        self.assertEqual(self.sandbox.writes(), [])

    def test_a_namesake_is_untied_and_never_matched_again(self):
        self.account("namesake", mobile=self.rows[0]["mobile"], org_email="", title="另一家")
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertEqual(self.sandbox.user("namesake")["name"], self.rows[0]["name"])
        self.company.run("unlink", self.rows[0]["employee_id"], "--reason", "a namesake")
        self.sandbox.forget_calls()
        self.company.run("sync", expect=(0, 4))
        self.assertFalse([one for one in self.sandbox.writes() if "namesake" in str(one.get("body"))])
        self.company.run("sync", "--full", expect=(0, 4))
        link = [one for one in self.company.json("explain", self.rows[0]["employee_id"])["links"]] \
            if "links" in self.company.json("explain", self.rows[0]["employee_id"]) else []
        self.assertNotIn("namesake", link)

    def test_what_cannot_be_is_refused_with_a_reason(self):
        self.company.write_roster(self.rows)
        self.company.run("sync")
        for arguments in (["link", "NOBODY", "E001"], ["link", self.rows[0]["employee_id"], "nowhere"],
                          ["link", self.rows[0]["employee_id"], self.rows[1]["employee_id"]],
                          ["unlink", "NOBODY"]):
            self.company.run(*arguments, expect=64)


if __name__ == "__main__":
    unittest.main()
