#!/usr/bin/env python3
"""`rosterd run`: schedule, file changes, pushes, signals, health."""
import datetime
import json
import os
import signal
import time
import unittest
import urllib.error
import urllib.request

from company import people, wait_for
from daemon_case import LISTEN, SOURCES, DaemonCase

SOON = 2.5  # seconds: half for noticing and for calm, one for a file to settle



class Daemon(DaemonCase):
    def latency(self, userid, began):
        """Seconds from `began`, a wall-clock time, to the log's word that this account was made."""
        done = self.await_event("operation.done", operation=f"u-create-{userid}")
        return datetime.datetime.fromisoformat(done["ts"]).timestamp() - began

    def assert_soon(self, act):
        """`act(userid)` answers when its change was complete. One of three must be acted on within the limit: a
        loaded machine may be late now and then, rosterd itself would be late each time."""
        self.begin()
        self.await_event("run.ended")
        took = []
        for userid in ("E007", "E008", "E009"):
            took.append(self.latency(userid, act(userid)))
            self.await_event("run.ended")
            self.assertGreater(took[-1], 0)
            if took[-1] <= SOON:
                return
        self.fail(f"acted on after {took} seconds, {SOON} are allowed")

    def test_a_file_that_just_changed_is_acted_on_within_two_and_a_half_seconds(self):
        def change(userid):
            self.company.write_roster(people(int(userid[1:])), settled=False)
            return os.stat(self.company.roster).st_ctime  # when it got its name

        self.assert_soon(change)

    def test_a_push_is_durable_and_acted_on_within_two_and_a_half_seconds(self):
        def push(userid):
            status, text = self.ask("/api/v1/sources/hris/records", {"records": [
                {"employee_id": userid, "name": "李", "mobile": f"+852-61234{userid[1:]}", "departments": "外勤"}]})
            self.assertEqual(status, 202, text)
            return time.time()

        self.assert_soon(push)

    def test_what_was_accepted_survives_kill_9(self):
        self.begin()
        wait_for(lambda: self.has("E006"), what="the first run")
        self.company.sandbox.fault(path="/topapi/v2/user/create", mode="http", status=503, count=1000)
        status, _ = self.ask("/api/v1/sources/hris/records", [
            {"employee_id": "P2", "name": "李", "mobile": "+852-61234568", "departments": "外勤"}])
        self.assertEqual(status, 202)
        self.daemon.kill()
        self.daemon.communicate()
        self.company.sandbox.call("/sandbox/faults", method="DELETE")
        self.begin()
        wait_for(lambda: self.has("P2"), what="the pushed person after the restart")

    def test_pushes_that_are_wrong_are_refused_with_the_place(self):
        self.begin()
        self.assertEqual(self.ask("/api/v1/sources/hris/records", {"records": [7]})[0], 400)
        self.assertEqual(self.ask("/api/v1/sources/nobody/records", [])[0], 404)
        self.assertEqual(self.ask("/api/v1/sources/hr/records", [])[0], 404)
        self.assertEqual(self.ask("/api/v1/sources/hris/records", [], token="wrong")[0], 401)
        self.assertEqual(self.ask("/api/v1/status", token=None)[0], 401)

    def test_health_metrics_and_status_answer(self):
        self.begin()
        wait_for(lambda: self.has("E006"), what="the first run")
        self.wait_idle()
        self.assertEqual(self.ask("/healthz", token=None)[0], 200)
        self.assertEqual(self.ask("/readyz", token=None)[0], 200)
        metrics = self.ask("/metrics", token=None)[1]
        self.assertIn('rosterd_people{in="dingtalk"} 6', metrics)
        self.assertEqual(json.loads(self.ask("/api/v1/status")[1])["accounts"], 6)
        self.assertEqual(json.loads(self.ask("/api/v1/runs")[1])["runs"][0]["outcome"], "done")

    def test_what_an_outage_kept_back_goes_over_soon_after_it(self):
        self.begin()
        wait_for(lambda: self.has("E006"), what="the first run")
        self.wait_idle()
        self.company.sandbox.fault(path="/topapi/v2/user/create", mode="close_before", count=-1)
        self.company.write_roster(people(7))
        wait_for(lambda: "unreachable" in self.ask("/api/v1/runs")[1], seconds=60, what="the run that met the outage")
        self.company.sandbox.call("/sandbox/faults", method="DELETE")
        wait_for(lambda: self.has("E007"), seconds=60, what="the new person, long before the next scheduled run")

    def test_not_ready_while_dingtalk_is_out_of_reach(self):
        self.company.sandbox.stop()
        self.begin()
        wait_for(lambda: self.ask("/readyz", token=None)[0] == 503, seconds=60, what="readyz to say no")
        self.assertEqual(self.ask("/healthz", token=None)[0], 200)

    def test_the_scheme_of_the_token_may_be_written_in_any_case(self):
        self.begin()
        for scheme, status in (("Bearer", 200), ("bearer", 200), ("BEARER", 200), ("Basic", 401), ("Bearer ", 401)):
            asked = urllib.request.Request(self.url + "/api/v1/status", headers={"Authorization": scheme + " test"})
            with self.subTest(scheme):
                try:
                    with urllib.request.urlopen(asked, timeout=10) as answer:
                        self.assertEqual(answer.status, status)
                except urllib.error.HTTPError as error:
                    with error:
                        self.assertEqual(error.code, status)

    def test_dingtalk_going_away_while_nothing_changes_is_noticed(self):
        self.company.run("sync")
        self.company.sandbox.stop()
        self.begin()
        wait_for(lambda: self.ask("/readyz", token=None)[0] == 503 and
                 "DingTalk does not answer" in self.ask("/readyz", token=None)[1], what="readyz to say why")
        self.assertEqual(json.loads(self.ask("/api/v1/runs")[1])["runs"][0]["outcome"], "done")
        self.assertIn("rosterd_dingtalk_up 0", self.ask("/metrics", token=None)[1])

    def test_in_quiet_times_dingtalk_is_asked_for_one_token_and_nothing_else(self):
        self.company.run("sync")
        self.company.sandbox.forget_calls()
        self.begin()
        wait_for(lambda: self.ask("/readyz", token=None)[0] == 200 and self.company.sandbox.calls(), what="the probe")
        time.sleep(2)
        self.assertEqual([one["path"] for one in self.company.sandbox.calls()], ["/gettoken"])

    def test_every_line_of_a_run_carries_its_id(self):
        self.begin()
        events = []
        for line in self.daemon.stderr:
            events.append(json.loads(line))
            if events[-1]["event"] == "run.ended":
                break
        names = {one["event"] for one in events}
        self.assertLessEqual({"run.started", "source.read", "dingtalk.read", "operation.done"}, names)
        self.assertEqual({one["run_id"] for one in events}, {events[-1]["run_id"]}, events)

    def test_sigterm_ends_it_cleanly_in_the_middle_of_a_run(self):
        self.company.configure(extra=LISTEN, sources=SOURCES, qps=20)
        self.company.write_roster(people(200))
        self.begin()
        wait_for(lambda: self.has("E003"), what="the run to be under way")
        self.daemon.send_signal(signal.SIGTERM)
        _, errors = self.daemon.communicate(timeout=30)
        self.assertEqual(self.daemon.returncode, 0, errors[-2000:])
        self.company.configure(qps=100000)
        self.company.run("sync")
        self.assertEqual(sum(one["userid"].startswith("E") for one in self.company.sandbox.organisation()["users"]), 200)

    def test_history_and_status_tell_a_run_that_goes_on_from_one_whose_process_is_gone(self):
        self.company.configure(extra=LISTEN, sources=SOURCES, qps=20)
        self.company.write_roster(people(200))
        self.begin()
        run = self.await_event("run.started")["run_id"]
        self.assertEqual(self.company.json("history")["runs"][0]["outcome"], "running")
        self.assertEqual(self.company.json("status")["last_run"]["outcome"], "running")
        self.daemon.kill()
        self.daemon.communicate()
        cut_off = "interrupted  (start)  cut off: its process is gone; the next run finds out what became of it"
        self.assertIn(cut_off, self.company.run("history"))
        self.assertIn(cut_off, self.company.run("history", run))
        self.assertIn(cut_off, self.company.run("status"))
        last = self.company.json("status")["last_run"]
        self.assertEqual((last["outcome"], last["ended_at"]), ("interrupted", None))
        self.begin()
        self.await_event("run.started")
        self.assertIsNotNone(self.company.json("history", run)["ended_at"], "written down by the next start")

    def test_a_plan_beside_it_shows_what_it_will_do_and_takes_nothing_from_it(self):
        self.company.configure(extra=LISTEN, sources="""  - {name: hr, connector: csv, options: {path: roster.csv}}
  - {name: drop, connector: folder, options: {path: drop}}""")
        (self.company.folder / "drop").mkdir()
        self.begin()
        self.await_event("run.ended")
        self.wait_idle()
        time.sleep(0.3)  # stopped in the middle of a transaction it would let nobody read
        self.daemon.send_signal(signal.SIGSTOP)  # it holds the state and has not seen the file yet
        try:
            file = self.company.folder / "drop" / "new.csv"
            file.write_text("employee_id,name,mobile\nN1,New,+852-61112222\n")
            os.utime(file, (1e9, 1e9))
            self.company.write_roster(self.rows[:1])
            plan = self.company.json("plan", expect=3)
            self.assertIn("u-create-N1", [one["id"] for one in plan["operations"]])
            self.assertEqual({hold["id"] for hold in plan["held"]}, {"h-?"}, "the daemon has not met it yet")
            self.assertTrue(file.exists())
            self.assertEqual(list(self.company.folder.glob("*.look-*")), [])
            self.assertEqual(self.company.json("holds")["holds"], [])
            self.company.write_roster(self.rows)
        finally:
            self.daemon.send_signal(signal.SIGCONT)
        self.await_event("operation.done", operation="u-create-N1")

    def test_a_second_writer_is_told_who_holds_the_state(self):
        self.begin()
        done = self.company.run("status", expect=0)
        self.assertIn("people", done)
        self.company.run("sync", expect=75)


if __name__ == "__main__":
    unittest.main()
