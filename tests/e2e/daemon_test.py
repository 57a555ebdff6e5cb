#!/usr/bin/env python3
"""`rosterd run`: schedule, file changes, pushes, signals, health."""
import json
import signal
import time
import unittest
import urllib.error
import urllib.request

from company import Company, people, wait_for

LISTEN = """schedule:
  - {every: 1h, read: changes}
listen: {address: 127.0.0.1, port: 0, token: "${env:SANDBOX_SECRET}"}
"""
SOURCES = """  - {name: hr, connector: csv, options: {path: roster.csv}}
  - {name: hris, connector: push}"""


class Daemon(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.company.configure(extra=LISTEN, sources=SOURCES)
        self.rows = people(6)
        self.company.write_roster(self.rows)
        self.daemon = None
        self.addCleanup(self.end)

    def begin(self):
        self.daemon = self.company.start("run")
        self.log = []
        for line in self.daemon.stderr:
            event = json.loads(line)
            self.log.append(event)
            if event["event"] == "daemon.started":
                self.url = "http://" + event["address"]
                return
        self.fail(f"the daemon did not start: {self.log}")

    def end(self):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.send_signal(signal.SIGTERM)
            self.daemon.communicate(timeout=30)
        if self.daemon:
            self.daemon.stdout.close()
            self.daemon.stderr.close()

    def ask(self, path, body=None, token="test"):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, data, headers), timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def has(self, userid):
        return self.company.sandbox.user(userid) is not None

    def wait_idle(self):
        wait_for(lambda: "rosterd_run_in_progress 0" in self.ask("/metrics")[1]
                 and 'rosterd_runs_total{outcome="done"} 0' not in self.ask("/metrics")[1],
                 what="the first run to end")

    def test_a_changed_file_is_acted_on_within_seconds(self):
        self.begin()
        wait_for(lambda: self.has("E006"), what="the first run")
        self.wait_idle()
        self.company.write_roster(people(7))
        began = time.monotonic()
        wait_for(lambda: self.has("E007"), what="the new person")
        self.assertLess(time.monotonic() - began, 5)

    def test_a_push_is_durable_and_acted_on(self):
        self.begin()
        wait_for(lambda: self.has("E006"), what="the first run")
        status, text = self.ask("/api/v1/sources/hris/records", {"records": [
            {"employee_id": "P1", "name": "李", "mobile": "+852-61234567", "departments": "外勤"}]})
        self.assertEqual(status, 202, text)
        wait_for(lambda: self.has("P1"), what="the pushed person")

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

    def test_hangup_takes_a_good_configuration_and_keeps_the_old_for_a_bad_one(self):
        self.begin()
        wait_for(lambda: self.has("E006"), what="the first run")
        self.wait_idle()
        good = self.company.config.read_text()
        self.company.config.write_text(good + "nonsense: 1\n")
        self.daemon.send_signal(signal.SIGHUP)
        self.await_event("config.kept")
        self.company.config.write_text(good + "company: New\n")
        self.daemon.send_signal(signal.SIGHUP)
        self.await_event("config.reloaded")

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

    def test_hangup_during_a_run_gives_the_new_configuration_its_run(self):
        self.company.configure(extra=LISTEN, sources=SOURCES, qps=20)
        self.company.write_roster(people(100))
        self.begin()
        wait_for(lambda: self.has("E003"), what="the run to be under way")
        other = self.company.folder / "other.csv"
        other.write_text("employee_id,name,mobile,departments\nN1,李,+852-61234567,外勤\n", encoding="utf-8")
        self.company.configure(extra=LISTEN, sources=SOURCES + """
  - {name: other, connector: csv, options: {path: other.csv}}""")
        self.daemon.send_signal(signal.SIGHUP)
        self.await_event("config.reloaded")
        self.await_event("run.ended")
        wait_for(lambda: self.has("N1"), what="the new source's person")

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

    def await_event(self, name):
        for line in self.daemon.stderr:
            if json.loads(line)["event"] == name:
                return
        self.fail(f"no event {name}")

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

    def test_a_second_writer_is_told_who_holds_the_state(self):
        self.begin()
        done = self.company.run("status", expect=0)
        self.assertIn("people", done)
        self.company.run("sync", expect=75)


if __name__ == "__main__":
    unittest.main()
