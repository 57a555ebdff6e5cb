#!/usr/bin/env python3
"""While another program or a long run writes to the state: nobody waits for ever, nothing is lost."""
import contextlib
import json
import sqlite3
import threading
import time
import unittest

from daemon_case import DaemonCase

BATCH = [{"employee_id": "P1", "name": "李", "mobile": "+852-61234567", "departments": "外勤"}]


class Busy(DaemonCase):
    def setUp(self):
        super().setUp()
        self.begin()
        self.await_event("run.ended")

    @contextlib.contextmanager
    def writing(self):
        """Another program in the middle of a transaction."""
        with contextlib.closing(sqlite3.connect(self.company.folder / "state.db", isolation_level=None)) as state:
            state.execute("BEGIN IMMEDIATE")
            yield
            state.execute("ROLLBACK")

    def push(self, answers):
        began = time.monotonic()
        answers.append((*self.ask("/api/v1/sources/hris/records", BATCH), time.monotonic() - began))

    def test_a_push_is_told_to_come_back_and_nobody_else_waits(self):
        answers = []
        with self.writing():
            pushes = [threading.Thread(target=self.push, args=(answers,)) for _ in range(3)]
            for push in pushes:
                push.start()
            slowest, looks = 0, 0
            while any(push.is_alive() for push in pushes):
                began = time.monotonic()
                self.assertEqual(self.ask("/healthz", token=None)[0], 200)
                self.assertEqual(self.ask("/readyz", token=None)[0], 200)
                self.assertEqual(self.ask("/api/v1/status")[0], 200)
                slowest, looks = max(slowest, time.monotonic() - began), looks + 1
                time.sleep(0.05)
            for push in pushes:
                push.join()
        self.assertGreater(looks, 20)
        self.assertLess(slowest, 1)
        for status, text, took in answers:
            self.assertEqual(status, 503, text)
            self.assertIn("the state is busy", json.loads(text)["error"])
            self.assertLess(took, 9)
        self.assertEqual(self.headers["Retry-After"], "5")
        self.assertEqual(self.ask("/api/v1/sources/hris/records", BATCH)[0], 202)
        self.await_event("operation.done", operation="u-create-P1")

    def test_a_push_goes_through_once_the_state_is_free_again(self):
        answers = []
        push = threading.Thread(target=self.push, args=(answers,))
        with self.writing():
            push.start()
            time.sleep(1)
            self.assertEqual(answers, [])
        push.join()
        self.assertEqual(answers[0][0], 202, answers)
        self.await_event("operation.done", operation="u-create-P1")

    def test_a_run_that_is_due_meanwhile_comes_after_it(self):
        with self.writing():
            self.company.write_roster([*self.rows[:5], {**self.rows[5], "title": "店長"}])
            self.await_event("file.changed")
            time.sleep(1)
            self.assertEqual(self.ask("/healthz", token=None)[0], 200)
        self.assertEqual(self.await_event("run.ended")["outcome"], "done")
        self.assertEqual(self.company.sandbox.user("E006")["title"], "店長")


if __name__ == "__main__":
    unittest.main()
