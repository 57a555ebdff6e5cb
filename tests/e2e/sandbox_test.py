#!/usr/bin/env python3
"""The sandbox as a process: its rules on the command line and while it runs, and what its file keeps."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

from company import ROSTERD, SAMPLES, Company, Sandbox


class SandboxProcess(unittest.TestCase):
    def start(self, *arguments):
        sandbox = Sandbox("--qps", "0", *arguments)
        self.addCleanup(sandbox.stop)
        return sandbox

    def test_a_rule_is_set_on_the_command_line_and_while_it_runs(self):
        sandbox = self.start("--rule", "sibling_name_code=60021", "--rule", "confirming=13800000001,13800000002")
        department = {"name": "A", "parent_id": 1}
        sandbox.oapi("/topapi/v2/department/create", department)
        self.assertEqual(sandbox.oapi("/topapi/v2/department/create", department)["errcode"], 60021)
        self.assertEqual(sandbox.call("/sandbox/rules")["confirming"]["value"], ["13800000001", "13800000002"])

        sandbox.call("/sandbox/rules", {"sibling_name_code": 60008})

        self.assertEqual(sandbox.oapi("/topapi/v2/department/create", department)["errcode"], 60008)

    def test_a_rule_that_cannot_be_is_told_with_what_it_may_be(self):
        for rule, told in (("sibling_name_code=1", "give 60008|60021"), ("sees_mobile", "give true|false"),
                           ("nothing=1", "there is no rule nothing")):
            done = subprocess.run([ROSTERD, "sandbox", "--rule", rule], capture_output=True, text=True, timeout=20,
                                  check=False)
            self.assertEqual(done.returncode, 64, done.stderr)
            self.assertIn(told, done.stderr)

    def test_a_roster_is_there_as_if_it_had_been_synced(self):
        company = Company("--seed", str(SAMPLES / "roster-day1.csv"))
        self.addCleanup(company.close)
        shutil.copy(SAMPLES / "roster-day1.csv", company.roster)
        os.utime(company.roster, (time.time() - 60,) * 2)
        organisation = company.sandbox.organisation()
        self.assertEqual(len(organisation["users"]), 1001)
        self.assertEqual(sum(bool(one["managers"]) for one in organisation["departments"]), 64)
        self.assertEqual(company.json("plan")["operations"], [])

    def test_a_seed_that_cannot_be_read_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text, told in (("people.json", "[{]", "cannot be used"), ("roster.csv", "a,b\n1,2\n", "no heading row"),
                                     ("gone.csv", None, "gone.csv")):
                file = pathlib.Path(folder, name)
                if text is not None:
                    file.write_text(text)
                    os.utime(file, (time.time() - 60,) * 2)
                done = subprocess.run([ROSTERD, "sandbox", "--seed", file], capture_output=True, text=True, timeout=20, check=False)
                self.assertEqual(done.returncode, 78, done.stderr)
                self.assertIn(told, done.stderr)
                self.assertNotIn("json.exception", done.stderr)

    def test_what_people_were_given_and_told_outlives_the_process(self):
        with tempfile.TemporaryDirectory(prefix="rosterd-sandbox-") as folder:
            file = str(pathlib.Path(folder) / "org.json")
            sandbox = self.start("--org", file)
            group = sandbox.oapi("/role/add_role_group", {"name": "G"})["groupId"]
            role = sandbox.oapi("/role/add_role", {"roleName": "R", "groupId": group})["roleId"]
            sandbox.oapi("/topapi/role/addrolesforemps", {"roleIds": role, "userIds": "manager01"})
            shifts = sandbox.oapi("/topapi/attendance/group/add",
                                  {"op_user_id": "manager01", "top_group": {"name": "A"}})["result"]["id"]
            sandbox.oapi("/topapi/attendance/group/member/update",
                         {"op_user_id": "manager01", "group_id": shifts, "update_param": {"add_users": ["manager01"]}})
            message = {"agent_id": 7, "userid_list": "manager01", "msg": {"msgtype": "text", "text": {"content": "A"}}}
            sandbox.oapi("/topapi/message/corpconversation/asyncsend_v2", message)
            sandbox.stop()

            again = self.start("--org", file)
            self.assertIn("R", [one["name"] for one in again.user("manager01")["role_list"]])
            found = again.oapi("/topapi/attendance/getusergroup", {"userid": "manager01"})
            self.assertEqual(found["result"]["name"], "A")
            told = again.call("/sandbox/org")["notifications"][0]
            self.assertEqual((told["delivered"], told["message"]["text"]["content"]), (["manager01"], "A"))


if __name__ == "__main__":
    unittest.main()
