#!/usr/bin/env python3
"""An HRIS says that something changed: signed as it signs, it makes rosterd read, and nothing else does."""
import base64
import concurrent.futures
import contextlib
import hashlib
import hmac
import json
import os
import signal
import sqlite3
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from company import people, wait_for
from daemon_case import LISTEN, DaemonCase

SECRET = "test"  # what ${env:SANDBOX_SECRET} is in these tests
HOOKS = {
    "bamboo": "{scheme: bamboohr, secret: '${env:SANDBOX_SECRET}'}",
    "bob": "{scheme: hibob, secret: '${env:SANDBOX_SECRET}'}",
    "frappe": "{scheme: frappe, secret: '${env:SANDBOX_SECRET}'}",
    "feishu": "{scheme: feishu, secret: '${env:SANDBOX_SECRET}', token: '${env:SANDBOX_SECRET}'}",
    "other": "{scheme: generic, secret: '${env:SANDBOX_SECRET}', header: X-Signature, algorithm: sha512, "
             "prefix: 'v1=', timestamp: X-Time, signed: '{timestamp}.{body}'}",
}


def mac(algorithm, *parts):
    return hmac.new(SECRET.encode(), b"".join(parts), algorithm)


def signature(scheme, body, sent):
    """The headers with which the HRIS of this source would send the body at that time."""
    at = str(sent).encode()
    if scheme == "bamboo":
        return {"X-BambooHR-Signature": mac("sha256", body, at).hexdigest(), "X-BambooHR-Timestamp": str(sent)}
    if scheme == "bob":
        return {"Bob-Signature": base64.b64encode(mac("sha512", body).digest()).decode()}
    if scheme == "frappe":
        return {"X-Frappe-Webhook-Signature": base64.b64encode(mac("sha256", body).digest()).decode()}
    if scheme == "feishu":
        nonce = os.urandom(8).hex()
        return {"X-Lark-Request-Timestamp": str(sent), "X-Lark-Request-Nonce": nonce,
                "X-Lark-Signature": hashlib.sha256((str(sent) + nonce + SECRET).encode() + body).hexdigest()}
    return {"X-Signature": "v1=" + mac("sha512", at, b".", body).hexdigest(), "X-Time": str(sent)}


def sealed(message):
    """As Feishu encrypts with the Encrypt Key."""
    key, vector = hashlib.sha256(SECRET.encode()).hexdigest(), os.urandom(16)
    text = subprocess.run(["openssl", "enc", "-aes-256-cbc", "-K", key, "-iv", vector.hex()], input=message.encode(),
                          capture_output=True, check=True).stdout
    return json.dumps({"encrypt": base64.b64encode(vector + text).decode()}).encode()


class Webhooks(DaemonCase):
    def setUp(self):
        super().setUp()
        self.company.configure(extra=LISTEN, sources="\n".join(
            f"  - {{name: {name}, connector: csv, options: {{path: {name}.csv}}, webhook: {hook}}}"
            for name, hook in HOOKS.items()))
        for number, name in enumerate(HOOKS):
            self.company.roster = self.company.folder / f"{name}.csv"
            (row,) = people(number + 1)[-1:]
            self.company.write_roster([{**row, "manager_id": ""}])
        self.begin()
        self.await_event("run.ended")

    def promote(self, name):
        """Somebody's title, in a way in which the watched file shows nothing: this is not about files."""
        file = self.company.folder / f"{name}.csv"
        before = file.stat()
        text = file.read_bytes().replace("店員".encode(), "店長".encode())
        with open(file, "r+b") as out:
            out.write(text)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def title(self, name):
        return self.company.sandbox.user(f"E{list(HOOKS).index(name) + 1:03}")["title"]

    def post(self, name, body=b"{}", headers=None):
        request = urllib.request.Request(f"{self.url}/hooks/{name}", body,
                                         signature(name, body, int(time.time())) if headers is None else headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                self.headers = error.headers
                return error.code, json.loads(error.read())

    def metric(self, name):
        lines = self.ask("/metrics", token=None)[1].splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def told(self, name):
        return next(one["told"] for one in json.loads(self.ask("/api/v1/status")[1])["sources"]
                    if one["name"] == name)

    def test_each_hris_is_heard_in_its_own_way(self):
        for name in HOOKS:
            with self.subTest(name):
                self.promote(name)
                self.assertEqual(self.post(name, os.urandom(20).hex().encode()), (200, {"accepted": True}))
                self.assertEqual(self.await_event("hook.received")["source"], name)
                self.assertEqual(self.log[-1]["peer"], "127.0.0.1")
                self.await_event("run.started", trigger="hook", full=False)
                self.await_event("run.ended")
                self.assertEqual(self.title(name), "店長")
                self.assertIsNone(self.told(name))
        self.assertEqual(self.metric('rosterd_hooks_total{outcome="taken"'), len(HOOKS))

    def test_what_is_not_signed_by_the_hris_is_refused_and_nothing_is_read(self):
        wait_for(lambda: self.metric("rosterd_runs_total"), what="the first run, which every start makes")
        runs = self.metric("rosterd_runs_total")
        for name in HOOKS:
            self.promote(name)
            right = signature(name, b"{}", int(time.time()))
            self.assertEqual(self.post(name, b"{} ", right)[0], 401, name)
            self.assertEqual(self.post(name, b"{}", {})[0], 401, name)
            self.assertEqual(self.await_event("hook.refused")["source"], name)
            self.await_event("hook.refused")
            other = next(one for one in HOOKS if one != name)
            self.assertEqual(self.post(name, b"{}", signature(other, b"{}", int(time.time())))[0], 401, name)
            self.await_event("hook.refused")
            self.assertIsNone(self.told(name))
        time.sleep(3)
        self.assertEqual(self.metric("rosterd_runs_total"), runs)
        self.assertEqual(self.title("bob"), "店員")
        self.assertEqual(self.metric('rosterd_hooks_total{outcome="refused"'), 3 * len(HOOKS))
        self.assertEqual(self.post("nobody", b"{}", {})[0], 404)

    def test_the_same_message_again_or_an_old_one_is_refused(self):
        for name in ("bamboo", "feishu", "other"):
            with self.subTest(name):
                headers = signature(name, b"{}", int(time.time()))
                self.assertEqual(self.post(name, b"{}", headers)[0], 200)
                self.assertEqual(self.post(name, b"{}", headers)[0], 403)
                self.assertEqual(self.post(name, b"{}", signature(name, b"{}", int(time.time()) - 302))[0], 403)
                self.assertEqual(self.post(name, b"{}", signature(name, b"{}", int(time.time()) + 302))[0], 403)
        self.assertEqual(self.metric('rosterd_hooks_total{outcome="repeated"'), 3)
        self.assertEqual(self.metric('rosterd_hooks_total{outcome="late"'), 6)

    def test_a_swarm_of_them_makes_few_runs(self):
        self.promote("bob")
        runs, began = self.metric("rosterd_runs_total"), time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = [pool.submit(self.post, "bob", str(number).encode()) for number in range(200)]
            for _ in answers:
                self.await_event("hook.received", source="bob")
        self.assertEqual({one.result()[0] for one in answers}, {200})
        lasted = time.monotonic() - began
        wait_for(lambda: self.title("bob") == "店長", what="the change")
        wait_for(lambda: self.told("bob") is None, what="the last of them")
        time.sleep(3)
        self.assertLessEqual(self.metric("rosterd_runs_total") - runs, 2 + lasted / 2, "one in two seconds at most")
        self.assertGreaterEqual(self.metric("rosterd_runs_total") - runs, 1)

    def test_one_that_was_answered_is_not_lost_with_the_process(self):
        self.promote("frappe")
        self.assertEqual(self.post("frappe")[0], 200)
        self.daemon.send_signal(signal.SIGKILL)  # within the two seconds in which more are waited for
        self.daemon.communicate(timeout=30)
        (waiting,) = [one for one in self.company.json("status")["sources"] if one["told"]]
        self.assertEqual(waiting["name"], "frappe")
        self.end()
        self.begin()
        self.await_event("run.ended")
        self.assertEqual(self.title("frappe"), "店長")
        self.assertIsNone(self.told("frappe"))

    def test_while_its_source_cannot_be_read_it_stays(self):
        file = self.company.folder / "bob.csv"
        file.rename(file.with_suffix(".away"))
        self.await_event("run.ended", outcome="unreachable")  # the file was watched
        self.assertEqual(self.post("bob")[0], 200)
        self.await_event("run.started")
        self.await_event("run.ended", outcome="unreachable")
        self.assertIsNotNone(self.told("bob"))
        file.with_suffix(".away").rename(file)
        wait_for(lambda: self.told("bob") is None, what="the next read")

    def test_a_busy_state_is_told_and_the_same_message_is_taken_later(self):
        headers = signature("bamboo", b"{}", int(time.time()))
        with contextlib.closing(sqlite3.connect(self.company.folder / "state.db", isolation_level=None)) as state:
            state.execute("BEGIN IMMEDIATE")
            self.assertEqual(self.post("bamboo", b"{}", headers)[0], 503)
            self.assertEqual(self.headers["Retry-After"], "5")
            state.execute("ROLLBACK")
        self.assertEqual(self.post("bamboo", b"{}", headers)[0], 200)

    def test_feishu_tries_the_address(self):
        challenge = json.dumps({"type": "url_verification", "challenge": "c-1", "token": SECRET})
        for body in (challenge.encode(), sealed(challenge)):
            self.assertEqual(self.post("feishu", body, {}), (200, {"challenge": "c-1"}))
        for body in (challenge.replace(SECRET, "x").encode(), sealed(challenge.replace(SECRET, "x"))):
            self.assertEqual(self.post("feishu", body, {})[0], 401)
        event = sealed('{"schema":"2.0","header":{"event_type":"corehr.person.updated_v1"}}')
        self.assertEqual(self.post("feishu", event)[0], 200)
        self.assertIsNotNone(self.told("feishu"))

    def test_what_is_too_large_is_refused(self):
        self.assertEqual(self.post("bob", b"x" * (1 << 20))[0], 200)
        self.assertEqual(self.post("bob", b"x" * ((1 << 20) + 1))[0], 413)


if __name__ == "__main__":
    unittest.main()
