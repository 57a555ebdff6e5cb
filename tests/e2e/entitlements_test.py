#!/usr/bin/env python3
"""Roles and attendance groups follow the matrix: granted in full batches, taken back, and never twice."""
import json
import unittest

from company import Company, people

MATRIX = """policy:
  entitlements:
    rules:
      - {when: {department: "零售/**"}, grant: {roles: ["門店/店員"]}}
      - {when: {title: "*店長"}, grant: {roles: ["門店/店長", "管理/經理"], hide_mobile: true}}
      - {when: {department: "財務部"}, grant: {roles: ["管理/報銷"]}}
"""
LATER = MATRIX.replace('["管理/報銷"]', '["管理/出納"]')
GRANT = "/topapi/role/addrolesforemps"
REVOKE = "/topapi/role/removerolesforemps"


class Entitlements(unittest.TestCase):
    def setUp(self):
        self.company = Company(extra=MATRIX)
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        rows = people(60)
        for row in rows[:3]:
            row["title"] = "店長"
        self.rows = rows
        self.company.write_roster(rows)

    def roles(self, userid):
        return {f"{one['group_name']}/{one['name']}" for one in self.sandbox.user(userid).get("role_list", [])}

    def role_id(self, role):
        group, name = role.split("/")
        groups = self.sandbox.oapi("/topapi/role/list", {"size": 200, "offset": 0})["result"]["list"]
        return next(one["id"] for found in groups if found["name"] == group
                    for one in found["roles"] if one["name"] == name)

    def calls_of(self, path):
        return [one for one in self.sandbox.calls() if one["path"] == path]

    def by_hand(self, path, role, userid):
        answer = self.sandbox.oapi(path, {"roleIds": str(self.role_id(role)), "userIds": userid})
        self.assertEqual(answer["errcode"], 0)

    def test_sixty_people_get_what_the_matrix_says_in_full_batches_and_the_second_sync_sends_nothing(self):
        plan = self.company.json("plan", expect=2)
        forecast = plan["forecast"]["calls"]
        self.company.run("sync")
        for row in self.rows:
            expected = {"門店/店員"} if row["departments"].startswith("零售") else {"管理/報銷"}
            if row["title"] == "店長":
                expected |= {"門店/店長", "管理/經理"}
            self.assertEqual(self.roles(row["employee_id"]), expected, row["employee_id"])
        self.assertTrue(self.sandbox.user("E001")["hide_mobile"])
        grants = self.calls_of(GRANT)
        self.assertEqual(len(grants), forecast[GRANT])
        self.assertLessEqual(len(grants), 5)  # 40 and 20 people with one role, 3 with more
        self.sandbox.forget_calls()
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})
        self.assertEqual(self.sandbox.writes(), [])
        self.company.json("sync")
        self.assertEqual(self.calls_of("/topapi/role/list"), self.calls_of("/topapi/role/list")[:1])

    def test_a_role_of_more_people_than_a_page_tells_is_read_whole(self):
        self.company.configure(extra='policy: {entitlements: {rules: [{grant: {roles: ["全體/同事"]}}]}}')
        self.company.write_roster(people(230))
        self.company.run("sync")
        self.assertEqual(len(self.calls_of(GRANT)), 12)
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})
        self.assertEqual(len(self.calls_of("/topapi/role/simplelist")), 3)

    def test_a_lost_answer_leaves_nothing_to_do(self):
        self.sandbox.fault(path=GRANT, mode="close_after", count=1)
        self.company.run("sync")
        self.assertEqual(self.company.json("sync")["summary"], {})
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})

    def test_one_person_outside_the_range_is_named_and_all_others_get_their_roles(self):
        self.company.configure()
        self.company.run("sync")
        departments = {one["name"]: one["dept_id"] for one in self.sandbox.organisation()["departments"]}
        outside = self.sandbox.oapi("/topapi/v2/department/create", {"name": "by hand", "parent_id": 1})["result"]["dept_id"]
        self.sandbox.call("/sandbox/users/E003", {"dept_id_list": [outside]})
        self.sandbox.call("/sandbox/rules", {"visible": [departments["零售"], departments["財務部"]]})
        self.company.configure(extra=MATRIX + "  guards: {updates: {percent: 100}}\n")
        report = self.company.json("sync", expect=4)
        failed = {one["id"]: one["errcode"] for one in report["operations"] if one["outcome"] == "failed"}
        self.assertEqual(set(failed.values()), {"50002"})
        self.assertTrue(all("-E003-" in one or one.endswith("-E003") for one in failed), failed)
        self.sandbox.call("/sandbox/rules", {"visible": [1]})
        for row in self.rows:
            if row["employee_id"] != "E003" and row["departments"].startswith("零售"):
                self.assertIn("門店/店員", self.roles(row["employee_id"]), row["employee_id"])

    def test_a_grant_names_its_rule_and_needs_the_account_and_the_role(self):
        operations = {one["id"]: one for one in self.company.json("plan", expect=2)["operations"]}
        grant = operations["r-grant-E001-管理/經理"]
        self.assertEqual((grant["before"], grant["after"]), (None, {"role": "管理/經理"}))
        self.assertEqual(grant["cause"]["rule"], "entitlements.rules[1]")
        self.assertEqual(set(grant["needs"]), {"u-create-E001", "r-create-管理/經理"})

    def test_a_changed_matrix_moves_people_and_takes_back_only_what_was_granted(self):
        self.company.run("sync")
        other = self.company.folder / "later.yaml"
        self.company.configure(extra=LATER)
        self.company.config.rename(other)
        self.company.configure(extra=MATRIX)
        diff = self.company.json("entitlements", "diff", str(other), expect=2)
        finance = [row["employee_id"] for row in self.rows if row["departments"] == "財務部"]
        self.assertEqual([one["employee_id"] for one in diff["changes"]], finance)
        self.assertEqual([one["name"] for one in diff["changes"][0]["gains"]], ["管理/出納"])
        self.assertEqual([one["name"] for one in diff["changes"][0]["loses"]], ["管理/報銷"])
        self.assertIn("+ role 管理/出納", self.company.run("entitlements", "diff", str(other), expect=2))
        self.company.configure(extra=LATER)
        self.sandbox.forget_calls()
        self.company.run("sync")
        self.assertEqual(len(self.calls_of(GRANT)), 1)
        self.assertEqual(len(self.calls_of(REVOKE)), 1)
        self.assertEqual(self.roles(finance[0]) - {"門店/店長", "管理/經理"}, {"管理/出納"})
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})

    def test_a_right_given_by_hand_is_shown_and_taken_back(self):
        self.company.run("sync")
        self.by_hand(GRANT, "管理/經理", "E030")
        sync = self.company.json("sync", "--full")
        shown = [one for one in sync["drift"] if one["field"] == "role"]
        self.assertEqual([(one["employee_id"], one["now"], one["operation"]) for one in shown],
                         [("E030", "管理/經理", "r-revoke-E030-管理/經理")])
        self.assertNotIn("管理/經理", self.roles("E030"))

    def test_a_right_given_by_hand_is_kept_where_the_policy_says_so(self):
        self.company.configure(extra=MATRIX + "    drift: keep\n")
        self.company.run("sync")
        self.by_hand(GRANT, "管理/經理", "E030")
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})
        self.assertIn("管理/經理", self.roles("E030"))

    def test_a_role_that_no_rule_names_and_people_outside_the_roster_are_left_alone(self):
        group = self.sandbox.oapi("/role/add_role_group", {"name": "自由"})["groupId"]
        self.sandbox.oapi("/role/add_role", {"roleName": "攝影", "groupId": group})
        self.company.run("sync")
        self.by_hand(GRANT, "自由/攝影", "E030")
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})
        self.assertIn("自由/攝影", self.roles("E030"))

    def test_without_a_matrix_what_was_granted_ends_and_nothing_else(self):
        self.company.run("sync")
        self.by_hand(GRANT, "管理/經理", "E030")
        self.company.configure(extra="")
        self.company.run("sync", expect=3)  # the guard: rights of sixty people
        self.company.run("approve", self.company.json("holds", expect=(0, 3))["holds"][0]["id"], "--reason", "no matrix any more")
        self.company.run("sync")
        self.assertEqual({row["employee_id"]: self.roles(row["employee_id"]) for row in self.rows
                          if self.roles(row["employee_id"])}, {"E030": {"管理/經理"}})
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})

    def test_a_leavers_rights_end_with_the_account_without_a_revocation(self):
        self.company.run("sync")
        self.sandbox.forget_calls()
        self.company.write_roster([{**row, "last_day": "2024-01-31" if row["employee_id"] == "E001" else "",
                                    "hired_on": "2023-03-01"} for row in self.rows[:60]])
        self.company.run("sync", expect=(0, 3))
        self.assertEqual(self.calls_of(REVOKE), [])

    def test_combinations_that_exclude_each_other_are_refused_with_both_rules(self):
        self.company.configure(extra=MATRIX + '    exclusive: [["門店/店長", "管理/經理"]]\n')
        findings = self.company.json("plan", expect=2)["findings"]
        meet = [one for one in findings if one["rule"] == "entitlements.exclusive"]
        self.assertEqual([one["employee_id"] for one in meet], ["E001", "E002", "E003"])
        self.assertIn("entitlements.rules[1]", meet[0]["message"])
        self.company.run("sync")
        self.assertFalse({"門店/店長", "管理/經理"} & self.roles("E001"))

    def test_a_grid_from_a_spreadsheet_and_its_faults_by_row_and_column(self):
        grid = self.company.folder / "matrix.csv"
        grid.write_text("level,零售/**,財務部\n*,門店/店員,管理/報銷;管理/出納\n", encoding="utf-8")
        self.company.configure(extra="policy: {entitlements: {grid: matrix.csv}}")
        self.company.run("sync")
        self.assertEqual(self.roles("E002"), {"管理/報銷", "管理/出納"})
        grid.write_text("level,零售/**,財務部\n*,店員,管理/報銷\n", encoding="utf-8")
        with self.assertRaisesRegex(AssertionError, r"matrix.csv:2:2: error: '店員' does not name a role"):
            self.company.run("plan")


    def test_another_matrix_is_compared_with_what_was_given_by_hand_and_what_must_not_meet(self):
        self.company.run("sync")
        groups = self.sandbox.oapi("/role/add_role_group", {"name": "自由"})["groupId"]
        self.sandbox.oapi("/role/add_role", {"roleName": "攝影", "groupId": groups})
        self.by_hand(GRANT, "自由/攝影", "E030")
        other = self.company.folder / "other.yaml"

        def diff(more):
            self.company.configure(extra=MATRIX + more)
            self.company.config.rename(other)
            self.company.configure(extra=MATRIX)
            return self.company.json("entitlements", "diff", str(other), expect=(0, 2))

        taken = diff('      - {when: {title: "*店長"}, grant: {roles: ["自由/攝影"]}}\n')
        self.assertEqual(taken["unread"], [])  # nobody watched it: DingTalk was asked
        by_person = {one["employee_id"]: one for one in taken["changes"]}
        self.assertEqual(by_person["E030"]["loses"], [{"kind": "role", "name": "自由/攝影", "rule": "by hand"}])
        self.assertEqual([one["rule"] for one in by_person["E001"]["gains"]], ["entitlements.rules[3]"])
        self.assertEqual(set(by_person), {"E001", "E002", "E003", "E030"})
        meet = diff('      - {when: {title: "*店長"}, grant: {roles: ["管理/審批"]}}\n'
                    '    exclusive: [["管理/審批", "管理/經理"]]\n')["changes"]
        self.assertEqual([(one["employee_id"], one["gains"], one["loses"]) for one in meet],
                         [("E001", [], []), ("E002", [], []), ("E003", [], [])])
        self.assertIn("entitlements.rules[3]", meet[0]["refused"][0]["message"])
        self.assertIn("entitlements.rules[1]", meet[0]["refused"][0]["message"])

    def test_what_hr_gives_person_by_person_in_the_columns_of_the_template(self):
        group = self.sandbox.oapi("/role/add_role_group", {"name": "自由"})["groupId"]
        self.sandbox.oapi("/role/add_role", {"roleName": "攝影", "groupId": group})
        for row in self.rows:
            row.update(roles="", senior_mode="")
        self.rows[4].update(roles="自由/攝影", senior_mode="是")
        self.rows[5].update(roles="沒有/這個")
        self.rows[6].update(roles="店長")
        self.company.write_roster(self.rows)
        sync = self.company.json("sync")
        self.assertIn("自由/攝影", self.roles("E005"))
        self.assertTrue(self.sandbox.user("E005")["senior"])
        told = {one["rule"]: (one["where"], one["field"], one["value"]) for one in sync["findings"]}
        self.assertEqual(told["roles.unknown"], ("roster.csv:7", "roles", "沒有/這個"))
        self.assertEqual(told["roles.format"], ("roster.csv:8", "roles", "店長"))
        self.assertIsNone(self.sandbox.user("E007"))  # waits in quarantine
        self.assertIn("門店/店員", self.roles("E006") | self.roles("E005"))
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})
        self.rows[4]["roles"] = ""
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertNotIn("自由/攝影", self.roles("E005"))
        checked = json.loads(self.company.run("check", str(self.company.roster), "--json", expect=2))
        self.assertIn(("roles.unknown", "roster.csv:7"), [(one["rule"], one["where"]) for one in checked["findings"]])


class Attendance(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.rows = people(6)
        self.company.write_roster(self.rows)
        self.company.run("sync")
        for name in ("早班", "晚班"):
            self.sandbox.oapi("/topapi/attendance/group/add",
                              {"op_user_id": "E001", "top_group": {"name": name, "type": "FIXED", "members": []}})
        self.apply("早班")

    def apply(self, group):
        self.company.configure(events="{}\n  operator_userid: E001", extra=f"""policy:
  entitlements:
    rules: [{{when: {{department: "零售/**"}}, grant: {{attendance: {group}}}}}]""")
        return self.company.json("sync")

    def group_of(self, userid):
        return self.sandbox.oapi("/topapi/attendance/getusergroup", {"userid": userid})["result"].get("name")

    def test_people_join_their_group_move_to_another_and_the_next_run_sends_nothing(self):
        retail = [row["employee_id"] for row in self.rows if row["departments"].startswith("零售")]
        self.assertEqual({self.group_of(userid) for userid in retail}, {"早班"})
        self.assertEqual(self.apply("晚班")["summary"], {"attendance.add": len(retail)})
        self.assertEqual({self.group_of(userid) for userid in retail}, {"晚班"})
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})

    def test_a_person_whose_own_record_names_a_group_is_in_that_one(self):
        for row in self.rows:
            row["attendance_group"] = ""
        self.rows[0]["attendance_group"] = "晚班"
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertEqual(self.group_of("E001"), "晚班")
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})

    def test_a_group_that_is_not_there_is_a_finding_and_nobody_moves(self):
        sync = self.apply("夜班")
        self.assertEqual([one["value"] for one in sync["findings"] if one["rule"] == "attendance.unknown"], ["夜班"])
        self.assertEqual(sync["summary"], {})


if __name__ == "__main__":
    unittest.main()
