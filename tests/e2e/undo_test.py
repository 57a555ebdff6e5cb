#!/usr/bin/env python3
"""undo: the plan that takes runs back, through the same preview and guards, and what can't be taken back."""
import json
import unittest

from company import Company, people

LIMITS = """policy:
  guards: {lost_columns: {count: 5000}, leavers: {count: 5000}, updates: {count: 5000}, department_deletes: {count: 500},
           source_shrinks: {percent: 100}, emptied_fields: {count: 5000}, moved_values: {count: 5000},
           vanished_branches: {count: 5000}, earlier_read: {count: 5000}}
"""
MATRIX = LIMITS + """  entitlements:
    rules:
      - {when: {department: "零售/**"}, grant: {roles: ["門店/店員"]}}
      - {when: {title: "店員"}, grant: {roles: ["管理/一般"], attendance: "輪班"}}
"""
WRONG = LIMITS + """  entitlements:
    rules:
      - {when: {department: "財務部"}, grant: {roles: ["門店/店員"], hide_mobile: true}}
      - {when: {title: "店員"}, grant: {roles: ["管理/總監"], attendance: "辦公室"}}
"""


class Undo(unittest.TestCase):
    def company_of(self, count=8, extra=LIMITS):
        self.company = Company(extra=extra)
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.rows = people(count)
        self.company.write_roster(self.rows)

    def organisation(self):
        """As text. Without when an account last changed, and who has left."""
        organisation = self.sandbox.organisation()
        del organisation["leave_records"]
        for user in organisation["users"]:
            user.pop("modified")
        return json.dumps(organisation, ensure_ascii=False, sort_keys=True, indent=1)

    def sync(self, rows=None, expect=0):
        if rows is not None:
            self.company.write_roster(rows)
        return self.company.json("sync", expect=expect)["run"]

    def undo(self, *arguments, expect=2):
        self.plan = self.company.json("undo", *arguments, "--out", "undo.json", expect=expect)
        return self.plan

    def taken_back(self, *arguments):
        self.undo(*arguments)
        self.company.run("apply", "undo.json")
        return self.plan

    def changed(self, **fields):
        return [{**row, **fields} for row in self.rows]

    def test_a_wrong_export_for_500_people_is_taken_back_to_the_byte(self):
        self.company_of(500)
        self.sync()
        before = self.organisation()
        wrong = self.changed(title="經理", work_place="上海")
        for row, next_row in zip(wrong, self.rows[1:] + self.rows[:1]):  # values handed round, and wrong departments
            row["email"], row["telephone"] = next_row["email"], next_row["telephone"]
            row["departments"] = "新部門/旺角店" if row["employee_id"] < "E400" else row["departments"]
            row["manager_id"] = "" if row["employee_id"] == "E002" else "E002"
        run = self.sync(wrong)
        self.assertNotEqual(self.organisation(), before)
        plan = self.taken_back(run)
        self.assertEqual(self.organisation(), before)
        self.assertEqual(plan["findings"], [])
        self.assertEqual({one["cause"]["rule"] for one in plan["operations"]} - {"undo", "number.swap"}, set())
        self.company.run("sync", "--full")  # HR still says the same ...
        self.assertNotEqual(self.organisation(), before)
        self.sync(self.rows)  # ... until it says otherwise
        self.assertEqual(self.company.json("sync")["summary"], {})

    def test_a_wrong_matrix_for_500_people_is_taken_back_to_the_byte(self):
        self.company_of(500)
        self.sync()
        for name in ("輪班", "辦公室"):
            self.sandbox.oapi("/topapi/attendance/group/add",
                              {"op_user_id": "E001", "top_group": {"name": name, "type": "FIXED", "members": []}})
        self.matrix(MATRIX)
        self.sync()
        self.matrix(WRONG)
        self.sync()  # for the roles that it makes: they stay
        self.matrix(MATRIX)
        self.sync()
        before = self.organisation()
        self.matrix(WRONG)
        run = self.sync()
        self.assertNotEqual(self.organisation(), before)
        plan = self.taken_back(run)
        self.assertEqual(self.organisation(), before)
        self.assertEqual(plan["findings"], [])

    def test_a_wrong_matrix_tells_of_its_roles_and_gives_back_what_somebody_gave_by_hand(self):
        self.company_of()
        self.matrix(MATRIX.replace(', attendance: "輪班"', ""))
        self.sync()
        self.sandbox.oapi("/role/add_role", {"roleName": "攝影", "groupId": self.sandbox.oapi(
            "/role/add_role_group", {"name": "自由"})["groupId"]})
        self.give("攝影", "E003")
        self.company.run("sync", "--full")
        before = self.roles()
        self.assertEqual([one for one in before if "攝影" in one[1]], [("E003", ["一般", "店員", "攝影"])])
        self.matrix(MATRIX.replace(', attendance: "輪班"', "")
                    + '      - {when: {title: "沒有人"}, grant: {roles: ["自由/攝影"]}}\n'
                    + '      - {when: {title: "店員"}, grant: {roles: ["新/角色"]}}\n')
        run = self.company.json("sync", "--full")["run"]
        self.assertNotEqual(self.roles(), before)
        plan = self.taken_back(run)
        self.assertEqual(self.roles(), before)
        self.assertEqual([(one["rule"], one["value"]) for one in plan["findings"]], [("undo.role_stays", "新/角色")])
        self.matrix(MATRIX.replace(', attendance: "輪班"', ""))
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})
        self.assertEqual(self.company.json("sync", "--full")["summary"], {})
        self.assertEqual(self.roles(), before)

    def give(self, role, userid):
        groups = self.sandbox.oapi("/topapi/role/list", {"size": 200, "offset": 0})["result"]["list"]
        found = next(one["id"] for group in groups for one in group["roles"] if one["name"] == role)
        self.sandbox.oapi("/topapi/role/addrolesforemps", {"roleIds": str(found), "userIds": userid})

    def roles(self):
        return [(row["employee_id"], sorted(one["name"] for one in self.sandbox.user(row["employee_id"])["role_list"]))
                for row in self.rows]

    def matrix(self, policy):
        self.company.configure(events="{}\n  operator_userid: E001", extra=policy)

    def test_joiners_of_a_wrong_file_go_again_with_the_departments_made_for_them(self):
        self.company_of()
        self.sync()
        before = self.organisation()
        new = [{**row, "departments": "別家/甲部"} for row in people(20)[10:]]
        run = self.sync(self.rows + new)
        plan = self.taken_back(run)
        self.assertEqual(self.organisation(), before)
        self.assertEqual([one["id"] for one in plan["operations"][-2:]], ["d-delete-/別家/甲部", "d-delete-/別家"])

    def test_who_was_removed_comes_back_as_somebody_new_into_departments_made_again(self):
        self.company_of()
        self.sync()
        before = self.people_and_places()
        run = self.sync([row for row in self.rows if row["departments"] == "財務部"])
        self.assertNotEqual(self.people_and_places(), before)
        plan = self.taken_back(run)
        self.assertEqual(self.people_and_places(), before)
        self.assertEqual({one["rule"] for one in plan["findings"]}, {"undo.new_account"})

    def people_and_places(self):
        """Ids of departments are DingTalk's, and new for a new one."""
        organisation = self.sandbox.organisation()
        names = {one["dept_id"]: one["name"] for one in organisation["departments"]}
        users = [(one["userid"], one["name"], one["mobile"], one.get("email"), one.get("telephone"),
                  one.get("manager_userid"), sorted(names[place["dept_id"]] for place in one["positions"]))
                 for one in organisation["users"]]
        return sorted(users), sorted((one["name"], names.get(one["parent_id"])) for one in organisation["departments"])

    def test_an_account_that_rosterd_did_not_make_is_not_brought_back_and_the_plan_says_so(self):
        self.company_of()
        self.sandbox.oapi("/topapi/v2/user/create",
                          {"userid": "E003", "name": "陳3", "mobile": "+852-51000003", "dept_id_list": "1"})
        self.sync()
        run = self.sync([row for row in self.rows if row["employee_id"] != "E003"])
        self.assertIsNone(self.sandbox.user("E003"))
        plan = self.undo(run, expect=0)
        self.assertEqual(plan["operations"], [])
        self.assertEqual([(one["employee_id"], one["rule"]) for one in plan["findings"]], [("E003", "undo.lost")])

    def test_what_somebody_changed_since_stays_and_the_rest_goes_back(self):
        self.company_of()
        self.sync()
        run = self.sync(self.changed(title="經理", work_place="上海"))
        self.sandbox.oapi("/topapi/v2/user/update", {"userid": "E003", "title": "總監"})
        self.company.run("plan", "--full", expect=2)  # reads DingTalk
        plan = self.taken_back(run)
        self.assertEqual([(one["employee_id"], one["rule"], one["field"], one["value"]) for one in plan["findings"]],
                         [("E003", "undo.moved", "title", "總監")])
        self.assertEqual((self.sandbox.user("E003")["title"], self.sandbox.user("E003").get("work_place", "")),
                         ("總監", ""))
        self.assertEqual(self.sandbox.user("E004")["title"], "店員")

    def test_a_value_that_somebody_else_has_by_now_stays_there(self):
        self.company_of()
        self.sync()
        run = self.sync([{**row, "telephone": str(3000 + n)} for n, row in enumerate(self.rows)])
        self.sandbox.oapi("/topapi/v2/user/create", {"userid": "guest", "name": "訪客", "mobile": "+852-69999999",
                                                     "telephone": "2003", "dept_id_list": "1"})
        self.company.run("plan", "--full", expect=(0, 2))
        plan = self.taken_back(run)
        self.assertEqual([(one["employee_id"], one["rule"], one["value"]) for one in plan["findings"]],
                         [("E003", "undo.taken", "訪客 guest")])
        self.assertEqual([self.sandbox.user(who)["telephone"] for who in ("E002", "E003")], ["2002", "3002"])

    def test_only_one_person_or_only_what_came_later(self):
        self.company_of()
        self.sync()
        self.sync(self.changed(title="經理"))
        last = self.sync(self.changed(title="總監"))
        plan = self.undo(last, "--of", "E003")
        self.assertEqual([(one["employee_id"], one["before"], one["after"]) for one in plan["operations"]],
                         [("E003", {"title": "總監"}, {"title": "經理"})])
        run = next(one for one in self.company.json("history")["runs"] if one["run"] == last)
        plan = self.undo("--since", run["started_at"], "--of", "E003")
        self.assertEqual([one["after"] for one in plan["operations"]], [{"title": "經理"}])
        plan = self.undo("--since", "2026-01-01", "--of", "E003")  # several changes of one account are one
        self.assertEqual([one["kind"] for one in plan["operations"]], ["user.delete"])
        self.assertEqual(self.undo(last, "--of", "nobody", expect=0)["operations"], [])

    def test_the_guards_hold_what_an_undo_would_remove_as_they_hold_any_other_plan(self):
        self.company_of(60, extra="")
        run = self.sync()
        plan = self.undo(run, expect=3)
        self.assertEqual([one["guard"] for one in plan["held"]], ["leavers", "department_deletes"])
        self.sandbox.forget_calls()
        self.company.run("apply", "undo.json", expect=3)
        self.assertEqual([one for one in self.sandbox.writes() if "delete" in one["path"]], [])
        holds = self.company.json("holds", expect=3)["holds"]
        self.assertEqual([one["found"] for one in holds], [60, 4])
        for hold in holds:
            self.company.run("approve", hold["id"])
        self.company.run("apply", "undo.json")
        self.assertEqual(len(self.sandbox.organisation()["users"]), 1)  # the administrator, who was there before

    def test_taking_back_twice_finds_nothing_left(self):
        self.company_of()
        self.sync()
        run = self.sync(self.changed(title="經理"))
        self.taken_back(run)
        self.assertEqual(self.undo(run, expect=0)["operations"], [])

    def test_the_page_for_people_speaks_their_language(self):
        self.company_of()
        self.sync()
        run = self.sync(self.changed(title="經理"))
        self.assertIn("還原", self.company.run("undo", run, "--lang", "zh-TW", expect=2))
        self.assertIn("taken back", self.company.run("undo", run, expect=2))
        self.assertIn("<html", self.company.run("undo", run, "--format", "html", expect=2))

    def test_wrong_usage_says_what_to_write(self):
        self.company_of()
        self.sync()
        for arguments in ((), ("r-2020-01-01-0001",), ("--since", "yesterday")):
            self.company.run("undo", *arguments, expect=64)


if __name__ == "__main__":
    unittest.main()
