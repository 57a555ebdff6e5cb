#!/usr/bin/env python3
"""DingTalk's own Stream client (npm dingtalk-stream) listens to the sandbox: it speaks as DingTalk does."""
import json
import subprocess
import threading
import unittest

from company import ROOT, Sandbox, wait_for

FOLDER = ROOT / "tests" / "stream_sdk"


class Listener:
    """The client in a process of its own, and what it heard."""

    def __init__(self, sandbox, *arguments):
        if not (FOLDER / "node_modules").is_dir():
            raise AssertionError(f"the client is not installed: run tests/run.sh, or npm ci in {FOLDER}")
        self.process = subprocess.Popen(["node", "listen.mjs", sandbox.url, *arguments], cwd=FOLDER, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.heard = []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.heard.append(json.loads(line))

    def end(self):
        self.process.terminate()
        self.process.wait(10)
        self.reader.join()
        self.process.stdout.close()


class StreamSdk(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--qps", "0")
        self.addCleanup(self.sandbox.stop)

    def listen(self, *arguments):
        listener = Listener(self.sandbox, *arguments)
        self.addCleanup(listener.end)
        wait_for(lambda: self.events()["connected"] == 1, what="the client to connect")
        return listener

    def events(self, path="", body=None):
        return self.sandbox.call("/sandbox/events" + path, body)

    def test_it_hears_of_a_change_once_and_its_acknowledgement_counts(self):
        self.events(body={"retries_ms": [100, 100], "answer_ms": 1000})
        listener = self.listen()
        self.sandbox.call("/sandbox/users/manager01", {"title": "boss"})
        wait_for(lambda: listener.heard, what="the event")
        wait_for(lambda: self.events()["open"] == 0, what="the acknowledgement")
        self.assertEqual([(one["eventType"], one["data"]["userId"]) for one in listener.heard],
                         [("user_modify_org", ["manager01"])])
        self.assertEqual(self.events()["counts"]["delivered"], 1)

    def test_told_to_come_again_later_the_sandbox_does(self):
        self.events(body={"retries_ms": [100, 100]})
        listener = self.listen("LATER")
        self.sandbox.call("/sandbox/users/manager01", {"title": "boss"})
        wait_for(lambda: len(listener.heard) == 2, what="the second telling")
        self.assertEqual(listener.heard[0]["eventId"], listener.heard[1]["eventId"])
        self.assertNotEqual(listener.heard[0]["messageId"], listener.heard[1]["messageId"])

    def test_it_answers_the_gateways_pings(self):
        self.events(body={"ping_ms": 100})
        self.listen()
        wait_for(lambda: self.events()["counts"].get("pongs", 0) >= 2, what="answers to pings")

    def test_sent_away_it_comes_back_with_a_fresh_ticket_and_hears_what_happened_meanwhile_and_after(self):
        self.events(body={"leave_ms": 100, "retries_ms": [200] * 50})
        listener = self.listen()
        self.sandbox.call("/sandbox/users/manager01", {"title": "before"})
        wait_for(lambda: len(listener.heard) == 1, what="the event before")
        self.events("/disconnect", {})
        self.sandbox.call("/sandbox/departments", {"name": "meanwhile", "parent_id": 1})
        wait_for(lambda: self.events()["counts"]["connections"] == 2, what="the client to come back")
        self.assertEqual(self.events()["counts"]["tickets"], 2)
        self.sandbox.call("/sandbox/users/manager01", {"title": "after"})
        wait_for(lambda: self.events()["open"] == 0 and len(listener.heard) == 3, what="the events meanwhile and after")
        self.assertEqual(listener.heard[0]["eventType"], "user_modify_org")
        self.assertEqual({one["eventType"] for one in listener.heard[1:]}, {"user_modify_org", "org_dept_create"})
        self.assertEqual(self.events()["connected"], 1)
        self.assertEqual(self.events()["counts"]["delivered"], 3)


if __name__ == "__main__":
    unittest.main()
