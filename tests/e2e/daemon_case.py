"""`rosterd run` for end-to-end tests: started, asked over HTTP, and followed by its log."""
import json
import signal
import threading
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


class DaemonCase(unittest.TestCase):
    """A company with `rosterd run`; what the daemon logged so far is in `log`."""

    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.company.configure(extra=LISTEN, sources=SOURCES)
        self.rows = people(6)
        self.company.write_roster(self.rows)
        self.daemon = None
        self.addCleanup(self.end)

    def begin(self):
        self.log = []
        self.daemon = self.company.start("run")
        self.url = "http://" + self.await_event("daemon.started")["address"]

    def end(self):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.send_signal(signal.SIGTERM)
            self.daemon.communicate(timeout=30)
        if self.daemon:
            self.daemon.stdout.close()
            self.daemon.stderr.close()

    def await_event(self, name, **fields):
        """The next event of this name with these fields; what comes before it is kept in `log`."""
        in_vain = threading.Timer(60, self.daemon.kill)  # which ends its log
        in_vain.start()
        try:
            for line in self.daemon.stderr:
                event = json.loads(line)
                self.log.append(event)
                if event["event"] == name and fields.items() <= event.items():
                    return event
        finally:
            in_vain.cancel()
        self.fail(f"no event {name} {fields} in {self.log}")

    def ask(self, path, body=None, token="test"):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, data, headers), timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                self.headers = error.headers
                return error.code, error.read().decode()

    def has(self, userid):
        return self.company.sandbox.user(userid) is not None

    def wait_idle(self):
        wait_for(lambda: "rosterd_run_in_progress 0" in self.ask("/metrics")[1]
                 and 'rosterd_runs_total{outcome="done"} 0' not in self.ask("/metrics")[1],
                 what="the first run to end")
