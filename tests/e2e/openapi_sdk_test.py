#!/usr/bin/env python3
"""DingTalk's published Open API client (npm @alicloud/dingtalk) asks the sandbox: it answers as DingTalk does."""
import datetime
import json
import subprocess
import unittest

from company import ROOT, Sandbox

FOLDER = ROOT / "tests" / "openapi_sdk"


class OpenApiSdk(unittest.TestCase):
    def setUp(self):
        if not (FOLDER / "node_modules").is_dir():
            raise AssertionError(f"the client is not installed: run tests/run.sh, or npm ci in {FOLDER}")
        self.sandbox = Sandbox("--qps", "0")
        self.addCleanup(self.sandbox.stop)
        self.token = self.ask({"module": "oauth2_1_0", "call": "getAccessToken",
                               "request": {"appKey": "k", "appSecret": "s"}})[0]["body"]["accessToken"]

    def ask(self, *calls, token=None):
        endpoint = self.sandbox.url.removeprefix("http://")
        done = subprocess.run(["node", "ask.mjs", endpoint, token or getattr(self, "token", "")], cwd=FOLDER,
                              input=json.dumps(calls), capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def contact(self, call, **request):
        return {"module": "contact_1_0", "call": call, "request": request}

    def create(self, userid, **fields):
        answer = self.sandbox.oapi("/topapi/v2/user/create",
                                   {"userid": userid, "name": userid, "dept_id_list": "1", **fields})
        self.assertEqual(answer["errcode"], 0, answer)

    def enterprise_account(self, userid):
        self.create(userid, exclusive_account=True, exclusive_account_type="dingtalk", login_id=userid + ".login",
                    init_password="Passw0rd")

    def test_the_three_ways_to_a_token_give_the_same_one(self):
        app, corp = self.ask({"module": "oauth2_1_0", "call": "getAccessToken",
                              "request": {"appKey": "k", "appSecret": "s"}},
                             {"module": "oauth2_1_0", "call": "getToken", "path": ["ding1"],
                              "request": {"clientId": "k", "clientSecret": "s", "grantType": "client_credentials"}})
        self.assertEqual(app["body"], {"accessToken": self.token, "expireIn": 7200})
        self.assertEqual(corp["body"], {"accessToken": self.token, "expiresIn": 7200})

    def test_a_refusal_surfaces_with_its_code_message_status_and_request_id(self):
        [refused] = self.ask({"module": "oauth2_1_0", "call": "getAccessToken",
                              "request": {"appKey": "", "appSecret": ""}})
        self.assertEqual(refused["error"]["code"], "invalidClientIdOrSecret")
        self.assertEqual(refused["error"]["statusCode"], 400)
        self.assertIn("code: 400, 无效的clientId或者clientSecret request id: ", refused["error"]["message"])
        self.assertRegex(refused["error"]["requestid"], "^[0-9A-F]{8}-[0-9A-F]{4}-")

    def test_a_token_that_is_none_is_refused(self):
        [refused] = self.ask(self.contact("queryStatus", userId="manager01"), token="bogus")
        self.assertEqual((refused["error"]["code"], refused["error"]["statusCode"]), ("InvalidAuthentication", 400))

    def test_an_enterprise_account_is_disabled_enabled_and_signed_out(self):
        self.enterprise_account("E1")
        answers = self.ask(self.contact("queryStatus", userId="E1"),
                           self.contact("setDisable", userId="E1", reason="left"),
                           self.contact("queryStatus", userId="E1"),
                           self.contact("setEnable", userId="E1"),
                           self.contact("queryStatus", userId="E1"),
                           self.contact("signOut", userId="E1", reason="lost phone"))
        self.assertEqual([one["body"] for one in answers],
                         [{"disable": False}, {"result": True}, {"disable": True}, {"result": True},
                          {"disable": False}, {"result": True}])

    def test_an_ordinary_or_unknown_account_is_refused(self):
        refused = self.ask(self.contact("setDisable", userId="manager01"), self.contact("queryStatus", userId="nobody"))
        self.assertEqual([one["error"]["code"] for one in refused], ["exclusive.account.only", "user.not.exist"])

    def test_leave_records_tell_who_was_deleted(self):
        self.create("E1", mobile="13800000001")
        self.sandbox.oapi("/topapi/v2/user/delete", {"userid": "E1"})
        now = datetime.datetime.now(datetime.timezone.utc)
        day = datetime.timedelta(days=1)
        stamp = "%Y-%m-%dT%H:%M:%SZ"
        told, too_long = self.ask(
            self.contact("listEmpLeaveRecords", startTime=(now - day).strftime(stamp),
                         endTime=(now + day).strftime(stamp), nextToken="0", maxResults=50),
            self.contact("listEmpLeaveRecords", startTime=(now - 400 * day).strftime(stamp), nextToken="0",
                         maxResults=50))
        self.assertEqual([(one["userId"], one["leaveReason"], one["mobile"]) for one in told["body"]["records"]],
                         [("E1", "oapi", "13800000001")])
        self.assertEqual(too_long["error"]["code"], "invalidParameter.param.invalid")

    def test_hrm_transfers_somebody_and_tells_who_left(self):
        shop = self.sandbox.oapi("/topapi/v2/department/create", {"name": "旺角店", "parent_id": 1})["result"]["dept_id"]
        self.create("E1", mobile="13800000001")
        self.create("E2", mobile="13800000002")
        self.sandbox.oapi("/topapi/v2/user/delete", {"userid": "E2"})
        transfer = {"userId": "E1", "deptIdsAfterTransfer": [shop], "mainDeptIdAfterTransfer": shop,
                    "positionNameAfterTransfer": "店長", "operateUserId": "manager01"}
        done, refused, left = self.ask(
            {"module": "hrm_1_0", "call": "hrmProcessTransfer", "request": transfer},
            {"module": "hrm_1_0", "call": "hrmProcessTransfer", "request": {**transfer, "mainDeptIdAfterTransfer": 1}},
            {"module": "hrm_1_0", "call": "queryDismissionStaffIdList", "request": {"nextToken": 0, "maxResults": 50}})
        self.assertEqual(done["body"], {"result": True})
        self.assertEqual(refused["error"]["code"], "mainDeptIdInvalid")
        self.assertEqual(left["body"], {"hasMore": False, "userIdList": ["E2"]})
        moved = self.sandbox.user("E1")
        self.assertEqual((moved["dept_id_list"], moved["title"]), ([shop], "店長"))

    def test_a_robot_speaks_to_a_group_and_to_people(self):
        self.create("E1", mobile="13800000001")
        text = {"robotCode": "r", "msgKey": "sampleText", "msgParam": json.dumps({"content": "hello"})}
        group, people, refused = self.ask(
            {"module": "robot_1_0", "call": "orgGroupSend", "request": {**text, "openConversationId": "cid1"}},
            {"module": "robot_1_0", "call": "batchSendOTO", "request": {**text, "userIds": ["E1", "nobody"]}},
            {"module": "robot_1_0", "call": "batchSendOTO", "request": {**text, "userIds": []}})
        self.assertTrue(group["body"]["processQueryKey"])
        self.assertEqual(people["body"]["invalidStaffIdList"], ["nobody"])
        self.assertEqual(refused["error"]["code"], "invalidParameter")
        said = self.sandbox.organisation()["robots"]["messages"]
        self.assertEqual([(one["to"], one["message"]["msgParam"]["content"]) for one in said],
                         [("cid1", "hello"), ("E1", "hello")])


if __name__ == "__main__":
    unittest.main()
