#!/usr/bin/env python3
"""plan, apply, status, history, backup and findings on a small company."""
import json
import shutil
import sqlite3
import subprocess
import unittest

from company import ROOT, Company, people


class Commands(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.rows = people(8)
        self.company.write_roster(self.rows)

    def test_a_plan_in_every_format(self):
        self.assertIn("create account", self.company.run("plan", expect=2))
        self.assertIn("<!doctype html>", self.company.run("plan", "--format", "html", "--lang", "zh-TW", expect=2))
        self.assertIn("E008", self.company.run("plan", "--format", "csv", expect=2))
        plan = self.company.json("plan", expect=2)
        self.assertEqual(plan["summary"]["user.create"], 8)
        self.assertEqual(plan["forecast"]["calls"]["/topapi/v2/user/create"], 8)
        create = next(one for one in plan["operations"] if one["id"] == "u-create-E002")
        self.assertEqual(create["kind"], "user.create")
        self.assertIsNone(create["before"])
        self.assertEqual(create["cause"]["where"], "roster.csv:3")
        self.assertIn("u-create-E001", create["needs"])
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_saved_plan_does_exactly_that_and_names_what_moved(self):
        self.company.run("sync")
        rows = [dict(row) for row in self.rows]
        rows[2]["title"] = "店長"
        rows[3]["title"] = "店長"
        self.company.write_roster(rows)
        self.company.run("plan", "--out", "monday.json", expect=2)
        rows[4]["title"] = "later"
        self.company.write_roster(rows)
        self.company.sandbox.oapi("/topapi/v2/user/update", {"userid": "E004", "title": "by hand"})
        report = self.company.json("apply", "monday.json", expect=4)
        outcomes = {one["id"]: one["outcome"] for one in report["operations"]}
        self.assertEqual(outcomes, {"u-update-E003": "done", "u-update-E004": "skipped"})
        self.assertEqual(self.company.sandbox.user("E003")["title"], "店長")
        self.assertEqual(self.company.sandbox.user("E004")["title"], "by hand")
        self.assertEqual(self.company.sandbox.user("E005")["title"], "店員")

    def test_an_old_saved_plan_is_put_right_by_the_next_sync(self):
        self.company.run("sync")
        changed = [dict(row) for row in self.rows]
        changed[2]["title"] = "店長"
        self.company.write_roster(changed)
        self.company.run("plan", "--out", "monday.json", expect=2)
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.company.run("apply", "monday.json")
        self.assertEqual(self.company.sandbox.user("E003")["title"], "店長")
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.user("E003")["title"], "店員")

    def test_an_account_removed_by_hand_comes_back(self):
        self.company.run("sync")
        self.company.sandbox.oapi("/topapi/v2/user/delete", {"userid": "E003"})
        self.rows[2]["title"] = "店長"
        self.company.write_roster(self.rows)
        self.company.run("sync", expect=4)
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.user("E003")["title"], "店長")

    def test_faulty_rows_wait_and_the_others_go_through(self):
        self.rows[3]["mobile"] = "12"
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertIsNone(self.company.sandbox.user("E004"))
        self.assertIsNotNone(self.company.sandbox.user("E005"))
        found = [one for one in self.company.json("findings")["findings"] if one["severity"] == "error"]
        self.assertEqual([(one["where"], one["employee_id"], one["field"]) for one in found],
                         [("roster.csv:5", "E004", "mobile")])
        self.rows[3]["mobile"] = "+852-51000004"
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertIsNotNone(self.company.sandbox.user("E004"))
        self.assertEqual([one for one in self.company.json("findings")["findings"] if one["severity"] == "error"], [])

    def test_a_fault_in_a_known_persons_row_leaves_the_person_as_is(self):
        self.company.run("sync")
        self.company.sandbox.forget_calls()
        self.rows[3]["mobile"] = "12"
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_two_people_with_one_number_wait_and_are_both_named(self):
        self.rows[5]["mobile"] = self.rows[6]["mobile"]
        self.company.write_roster(self.rows)
        self.company.run("sync")
        found = [one for one in self.company.json("findings")["findings"] if one["rule"] == "mobile.duplicate"]
        self.assertEqual({one["employee_id"] for one in found}, {"E006", "E007"})
        self.assertIsNone(self.company.sandbox.user("E006"))
        self.assertIsNone(self.company.sandbox.user("E007"))

    def test_an_existing_account_is_adopted_not_doubled(self):
        self.company.sandbox.oapi("/topapi/v2/user/create", {"userid": "zhangsan", "name": "陳3",
                                                             "mobile": "+852-51000003", "dept_id_list": "1"})
        self.company.run("sync")
        self.assertIsNone(self.company.sandbox.user("E003"))
        self.assertEqual(self.company.sandbox.user("zhangsan")["job_number"], "E003")
        last = self.company.json("history")["runs"][0]
        self.assertEqual(last["summary"]["adopted"], 1)
        self.assertIn("user.adopt 1", last["line"])
        for who in ("zhangsan", "E003"):
            first = self.company.json("history", "--of", who)["entries"][0]
            self.assertEqual((first["run"], first["action"], first["employee_id"], first["target"]),
                             (last["run"], "user.adopt", "E003", "zhangsan"))
            self.assertEqual(first["cause"], {"source": "hr", "where": "roster.csv:4", "rule": "match.mobile"})
        self.assertIn("user.adopt  E003 -> zhangsan  (match.mobile, hr, roster.csv:4)",
                      self.company.run("history", last["run"]))
        self.company.run("history", "r-1999-01-01-0001", expect=64)

    def test_a_leavers_number_passes_to_a_joiner_in_the_same_run(self):
        self.company.run("sync")
        self.rows[7]["status"] = "terminated"
        self.rows.append({**people(9)[8], "mobile": self.rows[7]["mobile"]})
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertIsNone(self.company.sandbox.user("E008"))
        self.assertIsNotNone(self.company.sandbox.user("E009"))

    def test_swapped_extensions_arrive_at_both(self):
        self.company.run("sync")
        self.rows[1]["telephone"], self.rows[2]["telephone"] = self.rows[2]["telephone"], self.rows[1]["telephone"]
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.user("E002")["telephone"], "2003")
        self.assertEqual(self.company.sandbox.user("E003")["telephone"], "2002")
        self.assertEqual(self.company.json("plan", "--full")["operations"], [])

    def test_status_history_and_backup(self):
        self.company.run("sync")
        self.company.run("sync")
        self.assertEqual(self.company.json("status")["accounts"], 8)
        self.assertEqual(len(self.company.json("history")["runs"]), 2)
        self.company.run("backup", "copy.db")
        with sqlite3.connect(self.company.folder / "copy.db") as copy:
            self.assertEqual(copy.execute("PRAGMA integrity_check").fetchone(), ("ok",))
        copy.close()

    def test_the_audit_trail_is_listed_and_gives_away_who_touched_it(self):
        self.assertEqual(self.company.run("audit", expect=75), "", "there is no state yet")
        done = subprocess.run(self.company.command("sync"), env=self.company.environment, capture_output=True,
                              text=True, timeout=120)
        ended = [one for one in map(json.loads, done.stderr.splitlines()) if one["event"] == "run.ended"]
        logged = ended[0]["audit"]
        first = self.company.json("audit", "--of", self.rows[0]["employee_id"])["entries"]
        self.assertEqual([(one["action"], one["after"]["name"]) for one in first],
                         [("user.create", self.rows[0]["name"])])
        self.assertRegex(first[0]["answer"]["request_id"], r"\w+")
        self.assertEqual(len(self.company.json("audit", "--most", "3")["entries"]), 3)
        self.assertEqual(self.company.json("audit", "--since", "2999-01-01")["entries"], [])
        self.company.run("audit", "--since", "yesterday", expect=64)

        sound = self.company.json("audit", "verify")
        self.assertEqual((sound["sound"], sound["mark"]), (True, logged))
        self.assertIn("sound: ", self.company.run("audit", "verify", "--mark", logged))
        self.company.run("audit", "verify", "--mark", "3", expect=64)

        with sqlite3.connect(self.company.folder / "state.db") as state:
            state.execute("DROP TRIGGER audit_no_update")
            state.execute("UPDATE audit SET after = replace(after, 'x', 'y'), actor = 'nobody' WHERE id = 5")
        state.close()
        self.assertIn("damaged: entry 5 is not what was written", self.company.run("audit", "verify", expect=2))
        damaged = self.company.json("audit", "verify", expect=2)
        self.assertEqual((damaged["sound"], damaged["damage"], damaged["entry"]), (False, "changed", 5))

    def test_a_reader_who_has_heard_enough_ends_no_sync(self):
        head = subprocess.Popen(["head", "-c", "1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        sync = subprocess.Popen(self.company.command("sync"),
                                stdout=head.stdin, stderr=head.stdin, env=self.company.environment)
        head.stdin.close()
        head.wait(timeout=60)
        self.assertEqual(sync.wait(timeout=60), 0)
        self.assertEqual(self.company.json("history")["runs"][0]["outcome"], "done")

    def test_a_saved_plan_that_was_edited_is_refused(self):
        self.company.run("sync")
        self.rows[0]["title"] = "經理"
        self.company.write_roster(self.rows)
        saved = self.company.folder / "plan.json"
        self.company.run("plan", "--out", str(saved), expect=2)
        text = saved.read_text()
        for before, after in (('"kind":"user.update"', '"kind":"user.delete"'), ('"employee_id":"E001"', '"employee_id":"E002"'),
                              ('"name":"陳1"', '"name":"陳2"')):
            self.assertIn(before, text)
            saved.write_text(text.replace(before, after, 1))
            self.company.run("apply", str(saved), expect=64)
        saved.write_text(text[:len(text) // 2])
        self.company.run("apply", str(saved), expect=64)
        self.company.run("apply", "/dev/zero", expect=64)

    def test_what_a_command_writes_takes_the_place_of_nothing_else(self):
        self.company.run("sync")
        files = sorted(path for path in self.company.folder.iterdir() if path.is_file())
        kept = {path: path.read_bytes() for path in files if path.suffix in (".yaml", ".csv")}
        self.assertEqual(len(kept), 2)
        for path in files:
            for command in (("backup", path), ("plan", "--out", path), ("template", "--out", path)):
                if (command[0], path.suffix) != ("backup", ".db"):
                    self.company.run(*map(str, command), expect=64)
        for path, content in kept.items():
            self.assertEqual(path.read_bytes(), content)
        mode = self.company.folder.stat().st_mode
        self.company.run("plan", "--out", str(self.company.folder), expect=64)
        self.assertEqual(self.company.folder.stat().st_mode, mode)
        copy = str(self.company.folder / "copy.db")
        self.company.run("backup", copy)
        self.company.run("backup", copy)

    def test_a_full_standard_output_is_no_success(self):
        self.company.run("sync")
        with open("/dev/full", "w") as full:
            done = subprocess.run(self.company.command("status", "--json"), stdout=full, stderr=subprocess.PIPE,
                                  env=self.company.environment, text=True)
        self.assertEqual(done.returncode, 75)
        self.assertIn("standard output", done.stderr)

    def test_a_source_that_was_renamed_is_named(self):
        self.company.run("sync")
        self.company.config.write_text(self.company.config.read_text().replace("name: hr", "name: payroll"))
        failed = [one for one in self.company.json("check", expect=75)["checks"] if not one["ok"]]
        self.assertIn("people of the source hr", failed[0]["message"])

    def test_the_state_is_not_overwritten_by_its_backup(self):
        self.company.run("sync")
        self.company.run("backup", str(self.company.folder / "state.db"), expect=64)
        self.company.run("status")

    def test_status_and_history_say_why_a_source_could_not_be_read(self):
        (self.company.folder / "roster.csv").write_text("nonsense\n")
        self.company.run("sync", expect=75)
        self.assertRegex(self.company.run("status"), r"FAILED: .*no heading row")
        self.assertIn("no heading row", self.company.run("history"))

    def test_one_failed_operation_stops_only_what_needs_it(self):
        self.company.sandbox.fault(path="/topapi/v2/user/create", mode="errcode", errcode=60112, after=3, count=1)
        report = self.company.json("sync", expect=4)
        self.assertEqual(report["outcomes"]["failed"], 1)
        self.assertGreaterEqual(report["outcomes"]["done"], 3)
        self.company.run("sync")
        self.assertEqual(self.company.json("status")["accounts"], 8)

    def test_a_refusal_is_told_in_a_sentence_with_what_to_do(self):
        self.company.sandbox.fault(path="/topapi/v2/user/create", mode="errcode", errcode=60112, after=3, count=1)
        said = self.company.run("sync", expect=4)
        self.assertIn("60112 The name is not valid.", said)
        self.assertIn("\n    At most 80 characters", said)
        self.company.sandbox.fault(path="/topapi/v2/user/create", mode="errcode", errcode=60112, count=1)
        report = self.company.json("sync", expect=4)
        failed = next(one for one in report["operations"] if one["outcome"] == "failed")
        self.assertEqual((failed["errcode"], failed["sentence"]), ("60112", "The name is not valid."))

    def test_a_refusal_nobody_knows_asks_to_be_reported_with_its_request_id(self):
        self.company.sandbox.fault(path="/topapi/v2/user/create", mode="errcode", errcode=777777, after=3, count=1)
        said = self.company.run("sync", expect=4)
        self.assertRegex(said, r"777777 rosterd does not know this code.*Report it with request_id \w+")

    def test_codes_are_explained_in_three_languages(self):
        self.assertIn("The mobile number is in the company already.", self.company.run("explain-code", "60104"))
        self.assertIn("手機號碼在企業中已存在。", self.company.run("explain-code", "60104", "--lang", "zh-TW"))
        self.assertIn("手机号码在企业中已存在。", self.company.run("explain-code", "60104", "--lang", "zh-CN"))
        self.assertEqual(self.company.json("explain-code", "InvalidAuthentication")["retry"], "token")
        wrapped = self.company.json("explain-code", "88", "60011")
        self.assertEqual((wrapped["code"], wrapped["sub_code"], wrapped["retry"]), ("88", "60011", "permanent"))
        self.assertIn("busy", self.company.run("explain-code", "-1"))
        unknown = self.company.json("explain-code", "777777")
        self.assertEqual((unknown["known"], unknown["retry"]), (False, "permanent"))
        self.assertIn("request_id", unknown["advice"])
        self.company.run("explain-code", expect=64)
        self.company.run("explain-code", "60104", "5", expect=64)

    def test_out_of_reach_is_75_and_nothing_is_half_done(self):
        self.company.sandbox.stop()
        self.company.run("sync", expect=75)

    def test_logs_carry_no_personal_data(self):
        done = subprocess.run(self.company.command("--log-level", "debug", "sync"), env=self.company.environment,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        for row in self.rows:
            self.assertNotIn(row["mobile"], done.stderr)
            self.assertNotIn(row["email"], done.stderr)
        for line in done.stderr.splitlines():
            self.assertIn("event", json.loads(line))

    def test_check_tells_what_the_configured_operator_is_and_fails_nothing_for_it(self):
        self.company.run("sync")
        self.company.sandbox.call("/sandbox/users/E002", {"admin": True})
        config = self.company.config.read_text()
        hint = "\n      write the userid of an administrator, or leave the line out\n"
        use = "; no rule needs it; HRM's transfers do, where position management is on"
        told = {"nobody": "there is no such account" + use + hint,
                "E001": "is no administrator of the company" + use + hint,
                "E002": "is an administrator" + use + "\n"}
        for userid, words in told.items():
            with self.subTest(userid=userid):
                self.company.config.write_text(config.replace("app_key:", f"operator_userid: {userid}\n  app_key:"))
                self.assertIn(f"ok    dingtalk.operator_userid {userid}: {words}", self.company.run("check"))


class Unit(unittest.TestCase):
    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not installed")
    def test_the_unit_is_closed_as_far_as_can_be(self):
        unit = ROOT / "packaging" / "systemd" / "rosterd.service"
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager",
                               str(unit)], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-500:])


if __name__ == "__main__":
    unittest.main()
