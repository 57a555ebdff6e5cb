#!/usr/bin/env python3
"""DingTalk tells of a change made by hand: rosterd looks, and puts right what HR decides."""
import contextlib
import json
import signal
import sqlite3
import threading
import time
import unittest
import urllib.error
import urllib.request

from company import Company, people, wait_for

LISTEN = """schedule:
  - {every: 1h, read: changes}
listen: {address: 127.0.0.1, port: 0, token: "${env:SANDBOX_SECRET}"}
"""
KEYS = {"token": "SandboxToken01", "aes_key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}
STREAM = "{stream: true}"
PUSH = "{push: {token: %(token)s, aes_key: %(aes_key)s}}" % KEYS
FAILED_LIST = "/call_back/get_call_back_failed_result"


class Daemon:
    """`rosterd run`, its log read along."""

    def __init__(self, company):
        self.process = company.start("run")
        self.log = []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
        started = wait_for(lambda: self.told("daemon.started"), what="the daemon to start")
        self.url = "http://" + started[0]["address"]

    def read(self):
        for line in self.process.stderr:
            self.log.append(json.loads(line))

    def told(self, event):
        return [one for one in list(self.log) if one["event"] == event]

    def metric(self, name):
        with urllib.request.urlopen(self.url + "/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def end(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(30)
        self.reader.join()
        self.process.stdout.close()
        self.process.stderr.close()


class Events(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.company.write_roster([{**one, "title": "店長"} for one in people(12)])

    def begin(self, events):
        """The daemon, when all is applied and events come in."""
        self.company.configure(extra=LISTEN, events=events)
        self.daemon = Daemon(self.company)
        self.addCleanup(self.daemon.end)
        if events == PUSH:
            self.events("/push", {**KEYS, "owner_key": "test", "url": self.daemon.url + "/dingtalk/events"})
            wait_for(lambda: self.events()["counts"].get("check_url"), what="the answer to check_url")
        elif events == STREAM:
            wait_for(lambda: self.events()["connected"] == 1, what="the connection")
        self.quiet()

    def events(self, path="", body=None):
        return self.sandbox.call("/sandbox/events" + path, body)

    def quiet(self):
        """Until every event was told and looked at, and no run is under way or about to be."""
        since = time.monotonic()
        end = since + 40
        while time.monotonic() - since < 2:
            self.assertLess(time.monotonic(), end, f"no quiet: {self.events()} {self.daemon.log[-5:]}")
            busy = (self.events()["open"] or self.daemon.metric("rosterd_events_open")
                    or self.daemon.metric("rosterd_run_in_progress") or self.sandbox.user("E012") is None)
            since = time.monotonic() if busy else since
            time.sleep(0.1)

    def read_since(self):
        return {one["path"] for one in self.sandbox.calls()}

    def put_right(self, userid="E003"):
        """A title changed by hand comes back, and only its owner is read again."""
        self.sandbox.forget_calls()
        self.sandbox.call(f"/sandbox/users/{userid}", {"title": "by hand"})
        wait_for(lambda: self.sandbox.user(userid)["title"] == "店長", what="the title that HR states")

    def test_over_a_stream_a_change_by_hand_is_put_right_by_reading_that_person_alone(self):
        self.begin(STREAM)
        self.put_right()
        self.quiet()
        self.assertIn("/topapi/v2/user/get", self.read_since())
        self.assertNotIn("/topapi/v2/user/list", self.read_since())
        self.assertEqual(self.daemon.metric("rosterd_event_stream_up"), 1)

    def test_a_role_given_by_hand_is_taken_back_and_rosterds_own_grants_are_not_read_again(self):
        matrix = """policy:
  entitlements: {rules: [{when: {title: "店長"}, grant: {roles: ["門店/店長"]}}, {when: {title: 總監}, grant: {roles: ["管理/總監"]}}]}
"""
        rows = [{**one, "title": "總監" if i == 11 else "店長"} for i, one in enumerate(people(12))]
        self.company.write_roster(rows)
        self.company.configure(extra=matrix)
        self.company.run("sync")
        self.company.configure(extra=matrix + LISTEN, events=STREAM)
        self.daemon = Daemon(self.company)
        self.addCleanup(self.daemon.end)
        wait_for(lambda: self.events()["connected"] == 1, what="the connection")
        self.quiet()
        groups = self.sandbox.oapi("/topapi/role/list", {"size": 200, "offset": 0})["result"]["list"]
        role = next(one["id"] for group in groups for one in group["roles"] if one["name"] == "總監")
        self.sandbox.forget_calls()
        self.sandbox.oapi("/topapi/role/addrolesforemps", {"roleIds": str(role), "userIds": "E003"})
        wait_for(lambda: not [one for one in self.sandbox.user("E003")["role_list"] if one["name"] == "總監"],
                 what="the role to be taken back")
        drift = wait_for(lambda: self.daemon.told("drift"), what="the drift to be told")[0]
        self.assertEqual((drift["employee_id"], drift["field"], drift["now"]), ("E003", "role", "管理/總監"))
        self.quiet()
        self.sandbox.forget_calls()
        self.company.write_roster([{**one, "title": "總監"} if i == 3 else one for i, one in enumerate(rows)])
        wait_for(lambda: [one for one in self.sandbox.user("E004")["role_list"] if one["name"] == "總監"],
                 what="the role that the matrix gives")
        self.quiet()
        self.assertFalse({"/topapi/role/list", "/topapi/role/simplelist"} & self.read_since())

    def test_over_http_push_a_change_by_hand_is_put_right_by_reading_that_person_alone(self):
        self.begin(PUSH)
        self.put_right()
        self.quiet()
        self.assertNotIn("/topapi/v2/user/list", self.read_since())
        self.assertEqual(self.events()["failed"], 0)

    def test_a_change_by_hand_is_told_at_once_as_drift_and_what_hr_does_not_state_is_left(self):
        self.begin(STREAM)
        self.sandbox.call("/sandbox/users/E003", {"title": "by hand", "remark": "by hand"})
        wait_for(lambda: self.sandbox.user("E003")["title"] == "店長", what="the title that HR states")
        self.quiet()
        self.assertEqual(self.sandbox.user("E003")["remark"], "by hand")
        told = {one["field"]: one for one in self.daemon.told("drift")}
        self.assertEqual(set(told), {"title", "remark"})
        self.assertEqual((told["title"]["employee_id"], told["title"]["now"], told["title"]["hr"]),
                         ("E003", "by hand", "店長"))
        self.assertIn("left alone", told["remark"]["message"])

    def test_rosterds_own_changes_come_back_as_events_and_are_not_read_again(self):
        self.begin(STREAM)
        self.sandbox.forget_calls()
        before = self.daemon.metric("rosterd_events_total{outcome=\"new\"")
        self.company.write_roster([{**one, "title": "店長"} for one in people(60)])
        wait_for(lambda: self.sandbox.user("E060"), what="the new people")
        self.sandbox.forget_calls()
        wait_for(lambda: self.daemon.metric("rosterd_events_total{outcome=\"new\"") >= before + 48,
                 what="their events")
        self.quiet()
        self.assertNotIn("/topapi/v2/user/list", self.read_since())
        read = [one for one in self.sandbox.calls() if one["path"] == "/topapi/v2/department/get"]
        self.assertEqual(read, [])
        self.put_right()

    def test_an_account_removed_by_hand_is_made_again(self):
        self.begin(STREAM)
        self.sandbox.call("/sandbox/users/E005", method="DELETE")
        wait_for(lambda: self.sandbox.user("E005"), what="the account")

    def test_a_department_changed_by_hand_is_looked_at_alone(self):
        self.begin(STREAM)
        shop = next(one for one in self.sandbox.organisation()["departments"] if one["name"] == "旺角店")
        self.sandbox.forget_calls()
        self.sandbox.call(f"/sandbox/departments/{shop['dept_id']}", {"name": "別的店"})
        wait_for(lambda: "/topapi/v2/department/get" in self.read_since(), what="another look")
        self.quiet()
        self.assertNotIn("/topapi/v2/user/list", self.read_since())

    def test_an_event_told_twice_counts_once(self):
        self.begin(STREAM)
        before = self.daemon.metric("rosterd_events_total{outcome=\"new\"")
        self.events(body={"copies": 2})
        self.events("/tell", {"type": "user_modify_org", "data": {"userId": ["E003"]}})
        self.quiet()
        self.assertEqual(self.daemon.metric("rosterd_events_total{outcome=\"new\""), before + 1)
        self.assertEqual(self.daemon.metric("rosterd_events_total{outcome=\"repeated\""), 1)

    def test_an_unknown_event_is_taken_ignored_and_counted(self):
        self.begin(STREAM)
        runs = self.daemon.metric("rosterd_runs_total")
        self.events("/tell", {"type": "weather_change", "data": {"userId": ["E003"]}})
        self.quiet()
        self.assertEqual(self.daemon.metric("rosterd_events_total{outcome=\"ignored\""), 1)
        self.assertEqual(self.daemon.metric("rosterd_runs_total"), runs)

    def test_sent_away_it_connects_anew_at_once_and_hears_of_what_follows(self):
        self.begin(STREAM)
        before = self.events()["counts"]["connections"]
        time.sleep(max(0, 10.2 - 2))  # a connection of less than ten seconds is not left in haste
        self.sandbox.forget_calls()
        self.events("/disconnect", {})
        wait_for(lambda: self.events()["counts"]["connections"] == before + 1, seconds=3,
                 what="the new connection")
        self.quiet()
        self.assertNotIn(FAILED_LIST, self.read_since(), "it is metered, and nothing was missed")
        self.put_right()

    def test_an_event_that_meets_a_writer_waits_for_it_and_is_acknowledged(self):
        self.begin(STREAM)
        self.events(body={"retries_ms": []})  # it comes once
        with contextlib.closing(sqlite3.connect(self.company.folder / "state.db", isolation_level=None)) as state:
            state.execute("BEGIN IMMEDIATE")
            self.sandbox.call("/sandbox/users/E003", {"title": "by hand"})
            time.sleep(1)
            state.execute("ROLLBACK")
        wait_for(lambda: self.sandbox.user("E003")["title"] == "店長", what="the title that HR states")
        self.assertEqual(self.daemon.told("event.not_kept"), [])
        self.assertEqual(self.events()["failed"], 0)

    def test_an_event_that_could_not_be_stored_is_told_and_taken_when_it_is_repeated(self):
        self.begin(STREAM)
        self.events(body={"retries_ms": [500] * 20})
        with contextlib.closing(sqlite3.connect(self.company.folder / "state.db", isolation_level=None)) as state:
            state.execute("BEGIN IMMEDIATE")
            self.sandbox.call("/sandbox/users/E003", {"title": "by hand"})
            wait_for(lambda: self.daemon.told("event.not_kept"), seconds=30, what="a word on it")
            state.execute("ROLLBACK")
        wait_for(lambda: self.sandbox.user("E003")["title"] == "店長", what="the title that HR states")

    def test_with_time_put_forward_a_change_by_hand_is_still_told_at_once(self):
        self.begin(STREAM)
        self.sandbox.call("/sandbox/time", {"forward": "1d"})
        self.put_right()

    def test_a_sandbox_that_pings_is_answered(self):
        self.events(body={"ping_ms": 200})
        self.begin(STREAM)
        wait_for(lambda: self.events()["counts"].get("pongs", 0) >= 3, what="answers to pings")

    def test_what_happened_while_it_was_away_is_fetched_from_the_failed_list(self):
        self.begin(STREAM)
        self.events(body={"retries_ms": [], "listed_ms": 0})
        self.daemon.end()
        self.sandbox.call("/sandbox/users/E005", method="DELETE")
        wait_for(lambda: self.events()["failed"], what="the failed list")
        self.sandbox.forget_calls()
        self.begin(STREAM)
        wait_for(lambda: self.sandbox.user("E005"), what="the account")
        self.assertIn(FAILED_LIST, self.read_since())
        self.assertNotIn("/topapi/v2/user/list", self.read_since(), "it was away for seconds only")

    def test_a_failed_list_that_cannot_be_read_means_reading_everything(self):
        self.begin(STREAM)
        self.events(body={"retries_ms": [], "listed_ms": 0})
        self.daemon.end()
        self.sandbox.call("/sandbox/users/E005", method="DELETE")
        self.sandbox.forget_calls()
        self.sandbox.fault(path=FAILED_LIST, mode="errcode", errcode=40078, count=9)
        self.begin(STREAM)
        wait_for(lambda: self.sandbox.user("E005"), what="the account")
        self.assertIn("/topapi/v2/user/list", self.read_since())

    def test_a_kill_between_keeping_and_looking_loses_nothing(self):
        self.begin(STREAM)
        self.sandbox.fault(path="/topapi/v2/user/get", mode="errcode", errcode=-1, count=-1)
        self.sandbox.call("/sandbox/users/E003", {"title": "by hand"})
        wait_for(lambda: self.daemon.told("event.received"), what="the event")
        wait_for(lambda: self.events()["open"] == 0, what="its acknowledgement")
        self.daemon.end(signal.SIGKILL)
        self.sandbox.call("/sandbox/faults", method="DELETE")
        self.begin(STREAM)
        wait_for(lambda: self.sandbox.user("E003")["title"] == "店長", what="the title that HR states")

    def test_wrong_credentials_are_told_and_stop_nothing_else(self):
        self.sandbox.fault(path="/v1.0/gateway/connections/open", mode="errcode", status=401,
                           code="authFailed", count=-1)
        self.company.configure(extra=LISTEN, events=STREAM)
        self.daemon = Daemon(self.company)
        self.addCleanup(self.daemon.end)
        trouble = wait_for(lambda: self.daemon.told("events.trouble"), what="a word about it")
        self.assertIn("authFailed", trouble[0]["message"])
        self.assertEqual(self.daemon.metric("rosterd_event_stream_up"), 0)
        wait_for(lambda: self.sandbox.user("E012"), what="the first run")

    def test_a_push_that_nobody_signed_is_refused(self):
        self.begin(PUSH)
        request = urllib.request.Request(
            self.daemon.url + "/dingtalk/events?signature=00&timestamp=1&nonce=n",
            b'{"encrypt":"AAAA"}', {"Content-Type": "application/json"})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=5)
        with refused.exception as error:
            self.assertEqual(error.code, 403)

    def test_where_no_events_are_expected_none_are_taken(self):
        self.company.configure(extra=LISTEN)
        self.daemon = Daemon(self.company)
        self.addCleanup(self.daemon.end)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(self.daemon.url + "/dingtalk/events", b"{}", timeout=5)
        with refused.exception as error:
            self.assertEqual(error.code, 404)


if __name__ == "__main__":
    unittest.main()
