#!/usr/bin/env python3
"""A bad export harms no one: what is held, what goes through, and who lets it pass."""
import time
import unittest

from company import Company, people


class Guards(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.rows = people(60)
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.company.sandbox.forget_calls()

    def test_an_emptied_export_removes_nobody_however_often_it_is_read(self):
        self.company.write_roster([], headings=list(self.rows[0]))
        for _ in range(3):
            report = self.company.json("sync", expect=3)
            self.assertTrue(report["held"])
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_cut_export_is_held_and_passes_when_approved(self):
        self.company.write_roster(self.rows[:40])
        report = self.company.json("sync", expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])
        holds = self.company.json("holds", expect=3)["holds"]
        self.assertEqual([hold["id"] for hold in holds], [hold["id"] for hold in report["held"]])
        self.assertEqual(len({one for hold in holds for one in hold["operations"]}), 20)

        for hold in holds:
            self.company.run("approve", hold["id"], "--by", "ops", "--reason", "shop closed")
        self.company.run("sync")
        self.assertEqual(sum(one["path"].endswith("user/delete") for one in self.company.sandbox.writes()), 20)
        self.company.run("holds")

    def test_a_saved_plan_passes_no_guard_that_a_sync_would_not(self):
        self.company.write_roster(self.rows[:52])  # 8 of 60: more than a tenth
        self.company.configure(extra="policy: {guards: {leavers: {count: 50, percent: 100}}}")
        self.company.run("sync", expect=3)
        saved = self.company.folder / "plan.json"
        self.company.run("plan", "--out", str(saved), expect=3)
        self.company.run("apply", str(saved), expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_whoever_is_named_as_a_leaver_goes_although_the_export_was_cut(self):
        rows = [dict(row) for row in self.rows[:40]]
        for row in rows[:4]:
            row["status"] = "terminated"
        self.company.write_roster(rows, headings=[*rows[0], "status"] if "status" not in rows[0] else None)
        self.company.run("sync", expect=3)
        gone = [row["employee_id"] for row in self.rows if not self.company.sandbox.user(row["employee_id"])]
        self.assertEqual(gone, [row["employee_id"] for row in rows[:4]])

    def test_yesterdays_file_put_back_is_asked_about_and_passes_when_approved(self):
        yesterday = self.rows
        self.company.write_roster([dict(row, title="店長") if i < 9 else row for i, row in enumerate(yesterday)])
        self.company.run("sync")
        self.company.sandbox.forget_calls()
        self.company.write_roster(yesterday)
        for _ in range(2):
            report = self.company.json("sync", expect=3)
            self.assertEqual([(hold["guard"], hold["found"]) for hold in report["held"]], [("earlier_read", 9)])
        self.assertEqual(self.company.sandbox.writes(), [])
        self.company.run("approve", report["held"][0]["id"], "--reason", "that was the right one")
        self.company.run("sync")
        self.assertEqual(len(self.company.sandbox.writes()), 9)
        self.company.run("sync")

    def test_an_emptied_column_is_held_while_every_other_change_goes_through(self):
        rows = [dict(row, title="") for row in self.rows]
        rows[0]["title"] = self.rows[0]["title"]
        rows.append(people(61)[-1])
        self.company.write_roster(rows)
        self.company.configure(extra="policy: {guards: {updates: {percent: 100}}}")
        report = self.company.json("sync", expect=3)
        self.assertEqual([(hold["guard"], hold["found"]) for hold in report["held"]], [("emptied_fields", 59)])
        self.assertEqual([one["path"] for one in self.company.sandbox.writes()], ["/topapi/v2/user/create"])

    def test_shifted_columns_are_held(self):
        rows = [dict(row, title=f"title {i}") for i, row in enumerate(self.rows)]
        self.company.configure(extra="policy: {guards: {updates: {count: 1000}}}")
        self.company.write_roster(rows)
        self.company.run("sync")
        self.company.sandbox.forget_calls()
        self.company.write_roster([dict(row, work_place=row["title"], title=f"level {i}") for i, row in enumerate(rows)])
        report = self.company.json("sync", expect=3)
        self.assertEqual([(hold["guard"], hold["found"]) for hold in report["held"]], [("moved_values", 60)])
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_rejected_hold_stays_back(self):
        self.company.write_roster(self.rows[:40])
        report = self.company.json("sync", expect=3)
        for hold in report["held"]:
            self.company.run("reject", hold["id"], "--reason", "the export was cut")
        self.company.run("sync", expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_leavers_beyond_the_limit_are_held_while_joiners_go_through(self):
        rows = [dict(row) for row in self.rows]
        for row in rows[10:20]:
            row["status"] = "terminated"
        rows.append({**people(61)[-1]})
        self.company.write_roster(rows)
        report = self.company.json("sync", expect=3)
        self.assertEqual([hold["guard"] for hold in report["held"]], ["leavers"])
        self.assertEqual(report["held"][0]["limit"], 5)
        self.assertEqual(report["held"][0]["found"], 10)
        self.assertEqual([one["path"] for one in self.company.sandbox.writes()], ["/topapi/v2/user/create"])

    def test_a_hold_is_explained_in_the_readers_language_and_names_everybody(self):
        self.company.configure(extra="language: zh-CN")
        rows = [dict(row) for row in self.rows]
        for row in rows[10:20]:
            row["status"] = "terminated"
        rows.append({**people(61)[-1], "mobile": rows[10]["mobile"]})
        self.company.write_roster(rows)
        self.assertIn("held h-1 (leavers): 离职 10 人（此方案", self.company.run("sync", expect=3))

        text = self.company.run("holds", expect=3)
        self.assertIn("离职 10 人（此方案 10 人，时段内已处理 0 人），超过上限 5 人", text)
        self.assertIn("u-delete-E011  陳11  (", text)
        self.assertIn("u-create-E061  陳61  (", text, "who waits for a number is held as well")
        self.assertIn("離職 10 人（此方案", self.company.run("holds", "--lang", "zh-TW", expect=3))
        self.assertIn("10 leavers (10 in this plan", self.company.run("plan", "--lang", "en", expect=3))
        for form in ("text", "html"):
            self.assertIn("離職 10 人（此方案", self.company.run("plan", "--format", form, "--lang", "zh-TW", expect=3))

    def test_a_plan_is_dated_in_the_companys_time_zone(self):
        self.company.configure(extra="policy: {time_zone: Asia/Kolkata}")
        self.assertRegex(self.company.json("plan")["created_at"], r"T[0-9:]{8}\+05:30$")
        self.assertIn("UTC+5:30", self.company.run("plan", "--format", "html"))

    def test_a_slow_bleed_is_stopped_by_the_window(self):
        rows = list(self.rows)
        removed = 0
        for _ in range(4):
            for row in rows[10 + removed:12 + removed]:
                row["status"] = "terminated"
            removed += 2
            self.company.write_roster(rows)
            self.company.run("sync", expect=(0, 3))
        deletes = [one for one in self.company.sandbox.writes() if one["path"].endswith("user/delete")]
        self.assertEqual(len(deletes), 4, "5 in 24 hours are allowed, and two more each time")

    def test_nine_removals_in_each_of_twenty_cycles_are_stopped_by_the_window(self):
        rows = people(400, [f"部門{number}" for number in range(20)])
        limits = "policy: {guards: {leavers: {count: 10, percent: 0}, source_shrinks: {percent: 100}}}"
        for word in ("missing", "terminated"):
            company = Company(extra=limits)
            self.addCleanup(company.close)
            company.write_roster(rows)
            company.run("sync")
            for cycle in range(1, 21):
                gone = 9 * cycle
                company.write_roster(rows[:-gone] if word == "missing" else
                                     rows[:-gone] + [dict(row, status="terminated") for row in rows[-gone:]])
                company.run("sync", expect=0 if cycle == 1 else 3)
                self.assertEqual(sum(one["path"].endswith("user/delete") for one in company.sandbox.writes()), 9, word)

    def test_what_a_person_approved_holds_no_leaver_of_that_day(self):
        self.company.write_roster(self.rows[:40])
        for hold in self.company.json("sync", expect=3)["held"]:
            self.company.run("approve", hold["id"], "--reason", "shop closed")
        self.company.run("sync")
        rows = [dict(row) for row in self.rows[:40]]
        for row in rows[10:13]:
            row["status"] = "terminated"
        self.company.write_roster(rows)
        self.company.run("sync")
        self.assertEqual(sum(one["path"].endswith("user/delete") for one in self.company.sandbox.writes()), 23)

    def test_rights_of_many_people_do_not_change_cycle_by_cycle_without_end(self):
        policy = "policy: {{guards: {{updates: {{count: 25, percent: 0}}}}, entitlements: {{rules: [{}]}}}}"
        rules = [f"{{when: {{department: {one}}}, grant: {{roles: [組/{one.split('/')[-1]}]}}}}"
                 for one in ("零售/旺角店", "零售/中環店", "財務部")]
        for cycle in range(1, 4):  # 20 people each time, in other shops
            self.company.configure(extra=policy.format(", ".join(rules[:cycle])))
            self.company.run("sync", expect=0 if cycle == 1 else 3)
        granted = [one for one in self.company.sandbox.writes() if one["path"].endswith("addrolesforemps")]
        self.assertEqual(len(granted), 1, "20 people are one call")

    def test_a_department_has_limits_of_its_own(self):
        self.company.configure(extra="policy: {guards: {departments: [{match: '零售/*', leavers: {count: 2}}]}}")
        shop = [row for row in self.rows if "旺角" in row["departments"]]
        finance = [row for row in self.rows if "財務" in row["departments"]]
        gone = [row["employee_id"] for row in shop[1:3] + finance[:1]]
        self.company.write_roster([row for row in self.rows if row["employee_id"] not in gone])
        self.company.run("sync")
        gone.append(shop[3]["employee_id"])
        self.company.write_roster([row for row in self.rows if row["employee_id"] not in gone])
        report = self.company.json("sync", expect=3)
        self.assertEqual([(one["guard"], one["found"], one["facts"]["department"]) for one in report["held"]],
                         [("department_limits", 3, "/零售/旺角店")])
        self.assertTrue(self.company.sandbox.user(gone[-1]))

    def test_two_people_have_to_approve_and_one_cannot_do_it_twice(self):
        self.company.configure(extra="policy: {guards: {approval: {people: 2, reason: required}}}")
        self.company.write_roster(self.rows[:52])
        hold = self.company.json("sync", expect=3)["held"][0]["id"]
        self.company.run("approve", hold, "--by", "ann", expect=64)
        told = self.company.json("approve", hold, "--by", "ann", "--reason", "shop closed")
        self.assertEqual((told["status"], told["approvals"], told["approvals_needed"]), ("open", 1, 2))
        self.company.run("approve", hold, "--by", "ann", "--reason", "really", expect=64)
        self.assertIn("open (1 of 2 approvals)", self.company.run("holds", expect=3))
        self.company.run("sync", expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])
        for one in self.company.json("holds", expect=3)["holds"]:
            self.company.run("approve", one["id"], "--by", "ann", "--reason", "shop closed", expect=(0, 64))
            self.company.run("approve", one["id"], "--by", "bob", "--reason", "I saw it")
        self.company.run("sync")
        self.assertEqual(sum(one["path"].endswith("user/delete") for one in self.company.sandbox.writes()), 8)
        said = [(one["action"], one["actor"], one["cause"].get("reason"))
                for one in self.company.json("audit")["entries"] if one["target"] == hold]
        self.assertEqual(said, [("approve", "ann", "shop closed"), ("approve", "bob", "I saw it")])

    def test_a_hold_expires_and_is_asked_about_under_another_id(self):
        self.company.configure(extra="policy: {guards: {approval: {expires: 1s}}}")
        self.company.write_roster(self.rows[:52])
        first = {one["id"] for one in self.company.json("sync", expect=3)["held"]}
        time.sleep(1.1)
        second = {one["id"] for one in self.company.json("sync", expect=3)["held"]}
        self.assertFalse(first & second)
        self.company.run("approve", first.pop(), expect=64)
        states = {one["id"]: one["status"] for one in self.company.json("holds", "--all", expect=3)["holds"]}
        self.assertEqual(set(states.values()), {"expired", "open"})

    def test_a_lost_status_column_gives_nobody_access_back(self):
        rows = [dict(row, status="terminated") if number in (20, 30, 40, 50) else
                dict(row, last_day="2031-01-31" if number < 6 else "") for number, row in enumerate(self.rows)]
        self.company.write_roster(rows)
        self.company.run("sync")
        self.company.sandbox.forget_calls()
        for lost, found in (("status", 4), ("last_day", 6)):
            for headings in ([one for one in rows[0] if one != lost], list(rows[0])):  # gone, and blank
                self.company.write_roster([{name: "" if name == lost else row[name] for name in headings}
                                           for row in rows], headings)
                report = self.company.json("sync", expect=3)
                self.assertEqual([(one["guard"], one["found"]) for one in report["held"]], [("lost_columns", found)])
                self.assertIn("read.lost_column", [one["rule"] for one in report["findings"]])
        self.assertEqual(self.company.sandbox.writes(), [])
        faults = [one["fault"] for one in self.company.json("status")["sources"]]
        self.assertIn("not accepted, people lost: last_day", faults[0])
        self.company.run("approve", report["held"][0]["id"], "--reason", "all of them stay")
        self.company.run("sync")
        self.company.run("holds")

    def test_whoever_is_named_as_a_leaver_goes_although_a_column_was_lost(self):
        rows = [dict(row, last_day="2031-01-31" if number < 6 else "") for number, row in enumerate(self.rows)]
        self.company.write_roster(rows)
        self.company.run("sync")
        for row in rows[30:34]:
            row["status"] = "terminated"
        self.company.write_roster([dict(row, last_day="") for row in rows])
        self.company.run("sync", expect=3)
        gone = [row["employee_id"] for row in self.rows if not self.company.sandbox.user(row["employee_id"])]
        self.assertEqual(gone, [row["employee_id"] for row in rows[30:34]])

    def test_shifted_columns_change_nobody(self):
        shifted = [dict(zip(row, [*list(row.values())[1:], ""])) for row in self.rows]
        self.company.write_roster(shifted)
        self.company.run("sync", expect=(0, 3))
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_department_missing_from_the_export_is_held(self):
        self.company.write_roster([row for row in self.rows if "旺角" not in row["departments"]])
        self.company.run("sync", expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_row_whose_id_was_lost_or_mistyped_removes_nobody(self):
        for wrong in ("", "E006"):
            rows = [dict(row) for row in self.rows]
            rows[6]["employee_id"] = wrong
            self.company.write_roster(rows)
            self.company.run("sync")
            self.assertEqual(self.company.sandbox.writes(), [], f"E007 written as '{wrong}'")

    def test_new_numbers_for_everybody_do_not_remake_the_company(self):
        self.company.configure(extra="policy: {lifecycle: {mobile_change: recreate}}")
        for row in self.rows:
            self.company.sandbox.call("/sandbox/users/" + row["employee_id"], {"active": True})
        self.company.run("sync", "--full")
        self.company.sandbox.forget_calls()
        self.company.write_roster([{**row, "mobile": f"+852-{61000000 + number}"}
                                   for number, row in enumerate(self.rows)])
        self.company.run("sync", expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_decision_is_over_when_the_facts_change(self):
        self.company.write_roster(self.rows[:40])
        for hold in self.company.json("sync", expect=3)["held"]:
            self.company.run("approve", hold["id"], "--reason", "shop closed")
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.company.write_roster(self.rows[:40])
        self.company.run("sync", expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_saved_plan_passes_the_guards_of_the_day_it_is_applied(self):
        self.company.configure(extra="policy: {guards: {lost_columns: {count: 5}}}")  # five are to come back
        rows = [dict(row) for row in self.rows]
        for row in rows[10:15]:
            row["status"] = "terminated"
        self.company.write_roster(rows)
        self.company.run("plan", "--out", "saved.json", expect=2)
        other = [dict(row) for row in self.rows]
        for row in other[20:25]:
            row["status"] = "terminated"
        self.company.write_roster(other)
        self.company.run("sync")
        for row in other[10:15]:
            row["status"] = "terminated"
        self.company.write_roster(other)
        self.company.run("sync", expect=3)  # HR still says so, but five have gone today
        self.company.sandbox.forget_calls()
        self.company.run("apply", "saved.json", expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_saved_plan_applied_again_holds_nobody_who_is_gone(self):
        for row in self.rows[10:15]:
            row["status"] = "terminated"
        self.company.write_roster(self.rows)
        self.company.run("plan", "--out", "saved.json", expect=2)
        self.company.run("apply", "saved.json")
        self.company.sandbox.forget_calls()
        self.company.run("apply", "saved.json", expect=4)  # each skipped, and named
        self.assertEqual(self.company.sandbox.writes(), [])
        self.assertEqual(self.company.json("holds")["holds"], [])

    def test_what_a_saved_plan_holds_for_its_read_stays_held_when_another_read_is_right(self):
        yesterday = [dict(row) for row in self.rows]
        today = [dict(row, title="店長") if number < 9 else row for number, row in enumerate(self.rows)]
        self.company.write_roster(today)
        self.company.run("sync")
        self.company.write_roster(yesterday)  # by mistake
        report = self.company.json("plan", "--out", "saved.json", expect=3)
        self.assertEqual([one["guard"] for one in report["held"]], ["earlier_read"])
        self.company.write_roster(today)
        self.company.run("sync")
        self.company.sandbox.forget_calls()
        self.company.run("apply", "saved.json", expect=3)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_saved_plan_that_was_edited_is_refused(self):
        rows = [dict(row) for row in self.rows]
        rows[10]["title"] = "店長"
        self.company.write_roster(rows)
        self.company.run("plan", "--out", "saved.json", expect=2)
        file = self.company.folder / "saved.json"
        file.write_text(file.read_text().replace("店長", "總裁"))
        self.company.run("apply", "saved.json", expect=64)

    def test_a_corp_id_written_down_later_is_the_same_organisation(self):
        self.company.run("sync")
        plain = self.company.config.read_text()
        self.company.config.write_text(plain.replace("app_key: test", "app_key: test\n  corp_id: ding1"))
        self.company.run("plan")
        self.company.config.write_text(plain)
        self.company.run("plan")
        self.company.config.write_text(plain.replace("app_key: test", "app_key: test\n  corp_id: ding2"))
        self.company.run("plan", expect=78)

    def test_the_state_of_one_organisation_is_not_used_for_another(self):
        text = self.company.config.read_text().replace("app_key: test", "app_key: another")
        self.company.config.write_text(text)
        self.company.run("plan", expect=78)

    def test_a_file_that_cannot_be_read_is_an_error_not_an_empty_list(self):
        for content in ("", "no,roster\nat,all\n", 'employee_id,name\nE001,"陳\n'):
            self.company.roster.write_text(content)
            import os
            import time
            os.utime(self.company.roster, (time.time() - 60,) * 2)
            self.company.run("sync", expect=75)
        self.company.roster.unlink()
        self.company.run("sync", expect=75)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_people_and_departments_made_by_hand_stay_as_they_are(self):
        sandbox = self.company.sandbox
        made = sandbox.oapi("/topapi/v2/department/create", {"name": "手工部門", "parent_id": 1})
        sandbox.oapi("/topapi/v2/user/create", {"userid": "byhand", "name": "手工", "mobile": "+852-59999999",
                                                "dept_id_list": str(made["result"]["dept_id"])})
        sandbox.forget_calls()
        self.company.run("sync", "--full")
        self.assertEqual(sandbox.writes(), [])
        self.assertEqual(sandbox.user("byhand")["name"], "手工")


if __name__ == "__main__":
    unittest.main()
