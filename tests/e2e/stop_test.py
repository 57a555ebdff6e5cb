#!/usr/bin/env python3
"""Signals to sync, apply and run: what is on the wire ends, nothing further is sent, nothing is lost."""
import contextlib
import json
import os
import signal
import socket
import sqlite3
import threading
import time
import unittest
import urllib.request

from company import Company, people, wait_for

PORT = """schedule:
  - {every: 1h, read: changes}
listen: {address: 127.0.0.1, port: 0, token: "${env:SANDBOX_SECRET}"}
"""


class Stop(unittest.TestCase):
    def company(self, *arguments, **options):
        company = Company(*arguments, **options)
        self.addCleanup(company.close)
        return company

    def begin(self, company, *arguments, **environment):
        company.environment.update(environment)
        process = company.start(*arguments)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(lambda: process.poll() is None and process.kill())
        return process

    def events_until(self, process, name):
        events = []
        for line in process.stderr:
            events.append(json.loads(line))
            if events[-1]["event"] == name:
                return events
        self.fail(f"no event {name} in {events}")

    def people_in(self, company):
        return sum(one["userid"].startswith("E") for one in company.sandbox.organisation()["users"])

    def interrupted(self, company, number, *command):
        """Starts the command, signals it in the middle, and holds it to its promise."""
        process = self.begin(company, *command)
        wait_for(lambda: self.people_in(company) > 3, what="some people")
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 4, errors[-1500:])
        there = self.people_in(company)
        self.assertLess(there, 200)
        self.assertIn("once more: end at once", errors)
        self.assertIn(f"interrupted: {company.departments} departments created, {there} people created, "
                      f"{200 - there} left; run it again for the rest", output)
        last = company.json("history")["runs"][0]
        self.assertEqual(last["outcome"], "interrupted")
        self.assertEqual(last["summary"]["outcomes"]["not_started"], 200 - there)
        self.assertEqual(company.json("status")["unresolved"], 0)

    def test_sync_stops_in_order_at_the_first_signal_and_the_next_does_the_rest(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number=number):
                company = self.company(qps=20)
                company.departments = 4
                company.write_roster(people(200))
                self.interrupted(company, number, "sync")
                company.configure()
                company.run("sync")
                self.assertEqual(self.people_in(company), 200)

    def test_apply_stops_in_order_too(self):
        company = self.company(qps=20)
        company.departments = 4
        company.write_roster(people(200))
        company.run("plan", "--out", "plan.json", expect=2)
        self.interrupted(company, signal.SIGINT, "apply", "plan.json")

    def test_a_second_signal_ends_sync_at_once_and_what_was_on_the_wire_is_found_out(self):
        company = self.company()
        company.write_roster(people(20))
        company.sandbox.fault(path="/topapi/v2/user/create", mode="delay", ms=8000, count=-1)
        process = self.begin(company, "sync")
        wait_for(lambda: self.people_in(company) > 0, what="an operation on the wire")
        process.send_signal(signal.SIGINT)
        wait_for(lambda: "once more" in process.stderr.readline(), what="the word about the first signal")
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=5)
        self.assertEqual(process.returncode, -signal.SIGINT)
        self.assertLess(time.monotonic() - began, 2)
        company.sandbox.call("/sandbox/faults", method="DELETE")
        company.run("sync")
        self.assertEqual(self.people_in(company), 20)

    def test_a_call_that_dingtalk_told_to_come_back_later_is_not_waited_for(self):
        told = {"a second": {"mode": "errcode", "errcode": 90018},
                "a minute": {"mode": "errcode", "errcode": 90005},
                "five minutes": {"mode": "html"}}
        for command in ("sync", "run"):
            for how_long, fault in told.items():
                with self.subTest(command=command, how_long=how_long):
                    company = self.stopped_while_told_to_wait(command, fault)
                    if how_long == "a second":  # the others hold for the next run, too
                        company.run("sync")
                        self.assertEqual(self.people_in(company), 20)

    def stopped_while_told_to_wait(self, command, fault):
        company = self.company(extra=PORT)
        company.write_roster(people(20))
        company.sandbox.fault(path="/topapi/v2/user/create", count=-1, **fault)
        process = self.begin(company, command)
        wait_for(lambda: any(one["path"].endswith("user/create") for one in company.sandbox.calls()), what="a refusal")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=30)
        self.assertLess(time.monotonic() - began, 2)
        self.assertEqual(process.returncode, 4 if command == "sync" else 0, errors[-1500:])
        self.assertIn("20 left; run it again for the rest", output + errors)
        last = company.json("history")["runs"][0]
        self.assertEqual((last["outcome"], last["summary"]["outcomes"]["not_started"]), ("interrupted", 20))
        self.assertEqual(company.json("status")["unresolved"], 0, "what was refused is known not to be done")
        company.sandbox.call("/sandbox/faults", method="DELETE")
        return company

    def test_a_full_read_of_dingtalk_ends_within_two_seconds_and_changes_nothing(self):
        company = self.company(extra=PORT)
        company.write_roster(people(20))
        company.run("sync")
        before = company.json("status")["dingtalk_read_at"]
        process = self.begin(company, "run")
        address = self.events_until(process, "daemon.started")[-1]["address"]
        self.events_until(process, "run.ended")
        company.sandbox.fault(path="/topapi/v2/department/listsub", mode="delay", ms=15000, count=-1)
        urllib.request.urlopen(urllib.request.Request(
            f"http://{address}/api/v1/runs", b'{"full":true}', {"Authorization": "Bearer test"})).close()
        self.events_until(process, "source.read")
        wait_for(lambda: any("listadmin" in one["path"] for one in company.sandbox.calls()), what="the read")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
        self.assertLess(time.monotonic() - began, 2)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual(company.json("status")["dingtalk_read_at"], before)
        last = company.json("history")["runs"][0]
        self.assertEqual(last["outcome"], "interrupted")
        self.assertIn("interrupted: nothing was sent", errors)
        with contextlib.closing(sqlite3.connect(company.folder / "state.db")) as state:
            self.assertEqual(state.execute("SELECT value FROM setting WHERE name = 'run.last_full'").fetchall(), [],
                             "the full read is still owed")

    def test_a_source_that_is_waited_for_does_not_hold_up_the_end(self):
        company = self.company(extra=PORT)
        company.write_roster(people(20))
        written = threading.Event()
        self.addCleanup(written.set)

        def write():
            while not written.wait(0.1):
                os.utime(company.roster)

        os.utime(company.roster)
        writer = threading.Thread(target=write)
        writer.start()
        self.addCleanup(writer.join)
        process = self.begin(company, "run")
        self.events_until(process, "run.started")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
        self.assertLess(time.monotonic() - began, 2.5)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual(company.json("history")["runs"][0]["outcome"], "interrupted")
        written.set()
        writer.join()

    def test_the_watchdog_is_told_all_through_a_long_run_and_not_while_one_shows_no_sign_of_life(self):
        company = self.company(extra=PORT, qps=5)
        company.write_roster(people(20))
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.bind(str(company.folder / "notify"))
        manager.settimeout(0.05)
        heard = []

        def listen():
            try:
                while True:
                    heard.extend([time.monotonic()] * manager.recv(4096).count(b"WATCHDOG=1"))
            except TimeoutError:
                return

        # A run may be silent for ten times WatchdogSec, two seconds. All calls together take longer.
        company.sandbox.fault(path="/topapi/v2/user/create", mode="delay", ms=5000, after=19)
        process = self.begin(company, "run", NOTIFY_SOCKET=str(company.folder / "notify"), WATCHDOG_USEC="200000")
        events = []
        os.set_blocking(process.stderr.fileno(), False)

        def ended():
            listen()
            events.extend(json.loads(line) for line in iter(process.stderr.readline, ""))
            return any(one["event"] == "run.ended" for one in events)

        wait_for(ended, what="the run to end")
        wait_for(lambda: listen() or (heard and time.monotonic() - heard[-1] < 0.1), what="the watchdog to be told again")
        gaps = [(b - a, a) for a, b in zip(heard, heard[1:]) if b - a > 1]
        self.assertEqual(len(gaps), 1, gaps)
        self.assertGreater(gaps[0][1] - heard[0], 3, "silent only in the end")
        stuck = [one for one in events if one["event"] == "run.stuck"]
        self.assertEqual(len(stuck), 1, stuck)
        self.assertTrue(stuck[0]["run_id"])
        process.send_signal(signal.SIGTERM)
        process.wait(10)


if __name__ == "__main__":
    unittest.main()
