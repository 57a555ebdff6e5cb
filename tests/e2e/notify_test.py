#!/usr/bin/env python3
"""What the service manager hears of `rosterd run`, over a real NOTIFY_SOCKET."""
import signal
import socket
import time
import unittest

from company import people
from daemon_case import LISTEN, SOURCES, DaemonCase


class Manager:
    """The service manager's end of the socket; remembers every message as its assignments."""

    def __init__(self, path):
        self.path = str(path)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.heard = []

    def hear(self, name, seconds=20):
        """The next message that assigns `name`, as a dictionary."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.socket.settimeout(end - time.monotonic())
            try:
                text = self.socket.recv(65536).decode()
            except TimeoutError:
                break
            self.heard.append(dict(line.split("=", 1) for line in text.splitlines()))
            if name in self.heard[-1]:
                return self.heard[-1]
        raise AssertionError(f"no {name} within {seconds} s, only {self.heard}")


class Notify(DaemonCase):
    def setUp(self):
        super().setUp()
        self.manager = Manager(self.company.folder / "notify")
        self.addCleanup(self.manager.socket.close)
        self.company.environment["NOTIFY_SOCKET"] = self.manager.path

    def test_ready_is_told_once_it_listens_then_what_it_does_and_what_came_of_it(self):
        self.begin()
        first = self.manager.hear("READY")
        self.assertEqual(len(self.manager.heard), 1, "READY is the first word")
        self.assertEqual((first["READY"], self.ask("/healthz", token=None)[0]), ("1", 200))
        self.assertEqual(self.manager.hear("STATUS")["STATUS"], "running (start)")
        self.assertRegex(self.manager.hear("STATUS")["STATUS"],
                         r"^last run done: 4 departments created, 6 people created; next at 20\d\d-.*Z$")

    def test_a_reload_is_told_with_its_time_and_ends_with_ready_whatever_came_of_it(self):
        self.begin()
        self.await_event("run.ended")
        good = self.company.config.read_text()
        for text, event in ((good, "config.reloaded"), (good + "nonsense: 1\n", "config.kept")):
            with self.subTest(event=event):
                self.company.config.write_text(text)
                before = time.monotonic_ns() // 1000
                self.daemon.send_signal(signal.SIGHUP)
                reloading = self.manager.hear("RELOADING")
                self.assertEqual(reloading["RELOADING"], "1")
                self.assertGreaterEqual(int(reloading["MONOTONIC_USEC"]), before)
                self.assertLessEqual(int(reloading["MONOTONIC_USEC"]), time.monotonic_ns() // 1000)
                self.assertEqual(self.manager.hear("READY")["READY"], "1")
                self.await_event(event)

    def test_stopping_is_told_at_the_signal_not_at_the_end(self):
        self.company.sandbox.fault(path="/topapi/v2/user/create", mode="delay", ms=3000, count=-1)
        self.begin()
        self.await_event("run.started")
        self.await_event("operation.done")  # a department; the first person is on the wire
        self.daemon.send_signal(signal.SIGTERM)
        stopping = self.manager.hear("STOPPING", seconds=2)
        self.assertEqual(stopping, {"STOPPING": "1", "STATUS": "draining: what is on the wire is waited for"})
        self.assertIsNone(self.daemon.poll(), "it still waits for what is on the wire")
        self.daemon.communicate(timeout=30)
        self.assertEqual(self.daemon.returncode, 0)

    def test_the_watchdog_is_told_at_least_twice_as_often_as_it_asks(self):
        self.company.environment["WATCHDOG_USEC"] = "600000"
        self.company.configure(extra=LISTEN, sources=SOURCES, qps=10)
        self.company.write_roster(people(20))  # a run of two seconds
        self.begin()
        self.manager.hear("WATCHDOG")
        told = []
        for _ in range(12):
            self.assertEqual(self.manager.hear("WATCHDOG", seconds=2)["WATCHDOG"], "1")
            told.append(time.monotonic())
        gaps = sorted(later - earlier for earlier, later in zip(told, told[1:]))
        self.assertAlmostEqual(gaps[len(gaps) // 2], 0.3, delta=0.1)
        self.assertLess(gaps[-1], 0.6)


if __name__ == "__main__":
    unittest.main()
