"""A company on this machine for end-to-end tests: a sandbox, a configuration, and the real rosterd."""
import csv
import json
import os
import pathlib
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "config" / "samples"
ROSTERD = os.environ.get("ROSTERD", str(ROOT / "build" / "release" / "rosterd"))
READ_PATHS = ("/get", "/list", "/scopes", "/count", "gettoken", "/simplelist", "/idtokey", "/users/query")


def wait_for(condition, seconds=20, what="the condition"):
    """Asks again until it is true; fails with what was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


class Sandbox:
    """`rosterd sandbox` in a process of its own. `certificate`: a file for it, to speak TLS."""

    def __init__(self, *arguments, certificate=None):
        secured = ["--tls", str(certificate)] if certificate else []
        self.process = subprocess.Popen([ROSTERD, "sandbox", "--port", "0", *secured, *arguments],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}"
        self.trust = ssl.create_default_context(cafile=certificate) if certificate else None

    def call(self, path, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"},
                                         method=method)
        with urllib.request.urlopen(request, timeout=20, context=self.trust) as answer:
            text = answer.read().decode()
        return json.loads(text) if text else None

    def oapi(self, path, body=None):
        token = self.call("/gettoken?appkey=test&appsecret=test")["access_token"]
        return self.call(f"{path}?access_token={token}", body or {})

    def user(self, userid):
        return self.oapi("/topapi/v2/user/get", {"userid": userid}).get("result")

    def organisation(self):
        return self.call("/sandbox/org")

    def calls(self):
        return self.call("/sandbox/calls?since=0")["calls"]

    def writes(self):
        """Calls that changed something or tried to."""
        return [one for one in self.calls() if not any(part in one["path"] for part in READ_PATHS)]

    def forget_calls(self):
        self.call("/sandbox/calls", method="DELETE")

    def fault(self, **rule):
        self.call("/sandbox/faults", [rule])

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)
        self.process.stdout.close()


class Company:
    """A folder with a configuration and a roster, tied to a sandbox."""

    def __init__(self, *sandbox_arguments, extra="", region="HK", qps=100000, pace=0, tls=False):
        """`qps`: rosterd's pace; `pace`: the sandbox's limit, 0 is none."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-e2e-"))
        self.certificate = self.folder / "sandbox.pem" if tls else None
        self.sandbox = Sandbox("--qps", str(pace), "--region", region, *sandbox_arguments,
                               certificate=self.certificate)
        self.roster = self.folder / "roster.csv"
        self.config = self.folder / "rosterd.yaml"
        self.configure(extra=extra, region=region, qps=qps)
        self.environment = {**os.environ, "SANDBOX_SECRET": "test", "NO_COLOR": "1"}
        if tls:
            self.environment["SSL_CERT_FILE"] = str(self.certificate)

    def configure(self, extra="", region="HK", qps=100000, sources=None, events="{}"):
        sources = sources or "  - {name: hr, connector: csv, options: {path: roster.csv}}"
        self.config.write_text(f"""dingtalk:
  app_key: test
  app_secret: ${{env:SANDBOX_SECRET}}
  oapi_url: {self.sandbox.url}
  api_url: {self.sandbox.url}
  region: {region}
  qps: {qps}
  events: {events}
state: {{path: state.db}}
sources:
{sources}
{extra}
""", encoding="utf-8")

    def write_roster(self, rows, headings=None, settled=True):
        """Rows are dictionaries of canonical names; written in one piece, as a good exporter does. `settled`: with
        a time so old that rosterd knows it as finished; tests need not wait for that."""
        headings = headings or list(rows[0])
        part = self.roster.with_suffix(".part")
        with open(part, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)
        os.replace(part, self.roster)
        if settled:
            past = time.time() - 60
            os.utime(self.roster, (past, past))

    def command(self, *arguments):
        return [ROSTERD, "--config", str(self.config), *arguments]

    def run(self, *arguments, expect=0):
        """Runs a command; answers its standard output. `expect`: its exit status."""
        done = subprocess.run(self.command(*arguments), env=self.environment, capture_output=True,
                              text=True, timeout=300, cwd=self.folder)
        expected = expect if isinstance(expect, tuple) else (expect,)
        assert done.returncode in expected, (
            f"{arguments}: exit {done.returncode}, expected {expect}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}")
        return done.stdout

    def json(self, *arguments, expect=0):
        return json.loads(self.run(*arguments, "--json", expect=expect))

    def start(self, *arguments):
        return subprocess.Popen(self.command(*arguments), env=self.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                cwd=self.folder)

    def close(self):
        self.sandbox.stop()
        for path in sorted(self.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        self.folder.rmdir()


def people(count, departments=("零售/旺角店", "零售/中環店", "財務部")):
    """Simple, valid people E001...; everybody's manager is E001."""
    rows = []
    for number in range(1, count + 1):
        rows.append({
            "employee_id": f"E{number:03}",
            "name": f"陳{number}",
            "mobile": f"+852-{51000000 + number}",
            "email": f"e{number}@example.hk",
            "telephone": str(2000 + number),
            "title": "店員",
            "departments": departments[number % len(departments)],
            "leads": "",
            "manager_id": "" if number == 1 else "E001",
            "hired_on": "2024-03-01",
            "last_day": "",
            "status": "active",
        })
    return rows
