#!/usr/bin/env python3
"""`rosterd check` against a DingTalk that does not let rosterd work: it says what to click, and where."""
import pathlib
import tempfile
import time
import unittest

from company import Company, people

CONSOLE = "open-dev.dingtalk.com"


class Hints(unittest.TestCase):
    def company(self, *sandbox_arguments, language="en", **settings):
        company = Company(*sandbox_arguments)
        self.addCleanup(company.close)
        company.configure(extra=f"language: {language}", **settings)
        company.write_roster(people(3))
        return company

    def failed(self, company):
        """What `check` says is wrong: one thing."""
        checks = company.json("check", expect=75)["checks"]
        (failed,) = [one for one in checks if not one["ok"]]
        return failed

    def test_all_is_well_where_it_is(self):
        checks = self.company().json("check")["checks"]
        self.assertEqual([one for one in checks if not one["ok"]], [])
        self.assertIn("changing people", [one["what"] for one in checks])

    def test_a_missing_permission_to_read_or_to_write(self):
        for path, what in (("/topapi/v2/user/list", "reading departments and people"),
                           ("/topapi/v2/user/update", "changing people"),
                           ("/topapi/v2/department/update", "changing departments")):
            company = self.company()
            company.sandbox.fault(path=path, mode="errcode", errcode=60011, wrapped=True, count=-1,
                                  message="requiredScopes=[qyapi_get_department_member]")
            failed = self.failed(company)
            self.assertEqual(failed["what"], what)
            self.assertIn("qyapi_get_department_member", failed["message"])
            self.assertIn(CONSOLE, failed["hint"])
            self.assertIn("权限管理", failed["hint"])

    POLICY = """policy:
  account: {kind: sso}
  entitlements:
    rules: [{when: {department: "零售/**"}, grant: {roles: ["門店/店員"], attendance: 早班}}]
"""

    def test_a_permission_that_only_the_policys_rules_need(self):
        for path, what in (("/topapi/role/list", "reading roles"),
                           ("/topapi/role/removerolesforemps", "granting roles"),
                           ("/topapi/attendance/group/users/remove", "changing attendance groups"),
                           ("/v1.0/contact/orgAccounts/status", "disabling enterprise accounts")):
            with self.subTest(what=what):
                company = self.company()
                fault = dict(path=path, mode="errcode", errcode=60011, wrapped=True, count=-1, status=403,
                             code="Forbidden.AccessDenied.AccessTokenPermissionDenied", message="requiredScopes=[x]")
                company.sandbox.fault(**fault)
                self.assertNotIn(what, [one["what"] for one in company.json("check")["checks"]], "no rule uses it")
                company.configure(extra=self.POLICY, events="{}\n  operator_userid: manager01")
                failed = self.failed(company)
                self.assertEqual(failed["what"], what)
                self.assertIn("权限管理", failed["hint"])

    TRANSFER = "/v1.0/hrm/processes/transfer"
    TRANSFERRING = "changing titles and departments by HRM's transfers"

    def check_of(self, company, what, expect=0):
        return [one for one in company.json("check", expect=expect)["checks"] if one["what"] == what]

    def test_transfers_are_tried_where_position_management_needs_them_and_change_nothing(self):
        company = self.company("--rule", "position_management=true")
        company.configure(events="{}\n  operator_userid: manager01")
        rows = people(3)
        company.write_roster(rows)
        company.run("sync")
        before = company.sandbox.organisation()
        self.assertTrue(self.check_of(company, self.TRANSFERRING)[0]["ok"])
        self.assertEqual(company.sandbox.organisation(), before)
        company.sandbox.fault(path=self.TRANSFER, mode="errcode", status=403, count=-1,
                              code="Forbidden.AccessDenied.AccessTokenPermissionDenied",
                              message="requiredScopes=[Hrm.Process.ReadWrite]")
        (told,) = self.check_of(company, self.TRANSFERRING)
        self.assertTrue(told["ok"], "nothing was met that needs it")
        self.assertIn("needed only where position management is on", told["message"])
        self.assertIn("权限管理", told["hint"])

        rows[0]["title"] = "店長"
        company.write_roster(rows)
        company.run("sync", expect=4)
        failed = self.failed(company)
        self.assertEqual(failed["what"], self.TRANSFERRING)
        self.assertIn("Hrm.Process.ReadWrite", failed["message"])
        self.assertIn("权限管理", failed["hint"])
        company.configure()
        self.assertIn("operator_userid", self.failed(company)["hint"])

    def test_no_transfer_is_tried_where_nothing_needs_one(self):
        company = self.company()
        company.configure(extra=self.POLICY, events="{}\n  operator_userid: manager01")
        self.assertEqual(self.check_of(company, self.TRANSFERRING), [])
        self.assertNotIn(self.TRANSFER, [one["path"] for one in company.sandbox.calls()])

    def test_missed_events_are_not_read_to_see_whether_they_may_be(self):
        company = self.company()
        what = "reading events that were missed"
        self.assertEqual(self.check_of(company, what), [])
        company.configure(events="{stream: true}")
        (told,) = self.check_of(company, what)
        self.assertIn("qyapi_base", told["message"])
        self.assertNotIn("/call_back/get_call_back_failed_result", [one["path"] for one in company.sandbox.calls()])

    def test_rules_need_an_operator_that_is_there(self):
        company = self.company()
        company.configure(extra=self.POLICY, events="{}\n  operator_userid: nobody")
        failed = self.failed(company)
        self.assertEqual(failed["what"], "dingtalk.operator_userid nobody")
        self.assertIn("attendance groups are changed in its name", failed["message"])
        company.configure(extra=self.POLICY, events="{}\n  operator_userid: manager01")
        company.json("check")

    def test_a_foreign_address(self):
        company = self.company(language="zh-TW")
        company.sandbox.fault(path="*", mode="errcode", errcode=60020, count=-1, message="訪問ip不在白名單之中,request ip=203.0.113.9")
        failed = self.failed(company)
        self.assertIn("203.0.113.9", failed["message"])
        self.assertIn("安全設置 → 服務器出口 IP", failed["hint"])

    def test_a_blocked_address_and_one_that_is_not_dingtalks_are_said_at_once(self):
        for fault, told in (({"mode": "html"}, "ip.blocked"), ({"mode": "http", "status": 404}, "http.404")):
            with self.subTest(told):
                company = self.company()
                company.sandbox.fault(path="*", count=-1, **fault)
                began = time.monotonic()
                self.assertIn(told, self.failed(company)["message"])
                self.assertLess(time.monotonic() - began, 20, "DingTalk's block lasts five minutes")

    def test_a_sync_that_waits_for_a_block_to_end_says_so(self):
        company = self.company()
        company.sandbox.fault(path="/topapi/v2/department/listsub", mode="html", count=1)
        sync = company.start("sync")
        try:
            for line in sync.stderr:
                if "dingtalk.waiting" in line:
                    break
            else:
                self.fail("not a word on the wait")
            self.assertIn("ip.blocked", line)
        finally:
            sync.terminate()
            sync.communicate(timeout=30)

    def test_a_wrong_secret(self):
        with tempfile.TemporaryDirectory() as folder:
            secret = pathlib.Path(folder, "secret")
            secret.write_text("another")
            failed = self.failed(self.company("--app-secret-file", secret, language="zh-CN"))
        self.assertIn("凭证与基础信息", failed["hint"])

    def test_a_range_that_leaves_out_what_is_to_be_managed(self):
        company = self.company(language="zh-TW")
        company.run("sync")
        shop = next(one for one in company.sandbox.organisation()["departments"] if one["name"] == "旺角店")["dept_id"]
        company.sandbox.call("/sandbox/rules", {"visible": [shop]})
        failed = self.failed(company)
        self.assertIn("1 department", failed["message"])
        self.assertIn("權限管理 → 權限範圍", failed["hint"])
        company.config.write_text(company.config.read_text().replace("  qps:", f"  root_dept_id: {shop}\n  qps:"))
        company.json("check")

    def test_hidden_numbers(self):
        company = self.company("--rule", "sees_mobile=false")
        failed = self.failed(company)
        self.assertEqual(failed["what"], "seeing mobile numbers")
        self.assertIn("权限管理", failed["hint"])

    def test_hidden_personal_fields(self):
        company = self.company("--rule", "sees_personal=false")
        failed = self.failed(company)
        self.assertEqual(failed["what"], "seeing email and other personal information")
        self.assertIn("fieldEmail", failed["message"])
        self.assertIn("权限管理", failed["hint"])

    def test_a_clock_that_goes_wrong(self):
        for ahead, told in ((600, "behind"), (-600, "ahead of")):
            failed = self.failed(self.company("--rule", f"clock_ahead_s={ahead}"))
            self.assertRegex(failed["message"], rf"this machine is (599|600|601) seconds {told} DingTalk")
            self.assertIn("timedatectl", failed["hint"])

    def test_each_hint_is_told_in_the_readers_language(self):
        faults = {"reading": {"path": "/topapi/v2/user/list", "errcode": 60011}, "address": {"path": "*", "errcode": 60020}}
        for name, fault in faults.items():
            hints = {}
            for language in ("zh-TW", "zh-CN", "en"):
                company = self.company(language=language)
                company.sandbox.fault(mode="errcode", count=-1, message="no", wrapped=True, **fault)
                hints[language] = self.failed(company)["hint"]
            self.assertEqual(len(set(hints.values())), 3, f"{name}: {hints}")
            self.assertIn("權限" if name == "reading" else "安全", hints["zh-TW"])
            self.assertRegex(hints["en"], "^[A-Za-z]")

    def test_a_state_folder_that_is_not_there(self):
        company = self.company()
        company.config.write_text(company.config.read_text().replace("path: state.db", "path: nowhere/state.db"))
        self.assertIn("nowhere", self.failed(company)["message"])

    def test_a_root_department_that_is_not_there(self):
        company = self.company()
        company.config.write_text(company.config.read_text().replace("  qps:", "  root_dept_id: 4711\n  qps:"))
        self.assertIn("4711", self.failed(company)["message"])


if __name__ == "__main__":
    unittest.main()
