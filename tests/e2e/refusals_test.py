#!/usr/bin/env python3
"""Refusals that are not about the person: a permission that is missing, and what DingTalk does not know yet."""
import unittest

from company import Company, people

DISABLE = "/v1.0/contact/orgAccounts/disable"
CREATE = "/topapi/v2/user/create"
UPDATE = "/topapi/v2/user/update"
SSO = """policy:
  account: {kind: sso}
  guards: {leavers: {percent: 100}, vanished_branches: {percent: 100}}
"""


class Refusals(unittest.TestCase):
    def company(self, extra=""):
        company = Company(extra=extra)
        self.addCleanup(company.close)
        return company

    def calls_of(self, company, path):
        return len([one for one in company.sandbox.calls() if one["path"] == path])

    def test_a_missing_permission_ends_what_needs_it_and_nothing_else(self):
        company = self.company(SSO)
        rows = people(40)
        company.write_roster(rows)
        company.run("sync")
        for row in rows[1:31]:
            row["status"] = "terminated"
        company.write_roster(rows + people(42)[40:])
        company.sandbox.forget_calls()
        company.sandbox.fault(path=DISABLE, mode="errcode", errcode=60011, status=403, count=-1,
                              code="Forbidden.AccessDenied.AccessTokenPermissionDenied", message="requiredScopes=[x]")
        report = company.json("sync", expect=4)
        outcomes = [one["outcome"] for one in report["operations"] if one["kind"] == "user.disable"]
        refused = outcomes.count("failed")
        self.assertEqual(outcomes.count("not_started"), 30 - refused)
        self.assertLessEqual(refused, 5, "three decide, and as they come back one by one two more may be on their way")
        self.assertEqual(self.calls_of(company, DISABLE), refused)
        self.assertIsNotNone(company.sandbox.user("E042"), "new colleagues do not wait for a permission of leavers")

    def test_what_dingtalk_does_not_know_yet_is_sent_again_in_the_same_run(self):
        company = self.company()
        rows = people(4, departments=("門店",))
        rows[0]["manager_id"], rows[1]["manager_id"] = "E002", "E001"  # a ring, closed by an update
        company.write_roster(rows)
        company.sandbox.fault(path=CREATE, mode="errcode", errcode=60003, count=2)
        company.sandbox.fault(path=UPDATE, mode="errcode", errcode=33012, count=2)
        report = company.json("sync")
        self.assertEqual({one["outcome"] for one in report["operations"]}, {"done"})
        self.assertGreaterEqual(self.calls_of(company, UPDATE), 3)
        again = company.json("sync", "--full")
        self.assertEqual((again["summary"], again["drift"]), ({}, []))


if __name__ == "__main__":
    unittest.main()
