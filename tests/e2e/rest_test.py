#!/usr/bin/env python3
"""An HRIS with a REST API, described by one YAML file: read as a whole, then what changed, then broken half-way."""
import http.server
import json
import threading
import unittest
import urllib.parse

from company import Company

DEFINITION = r"""name: Acme HR
base_url: "{{settings.url}}/api"
settings:
  url: {help: address}
  secret: {help: client secret, secret: true}
auth:
  oauth2: {grant: client_credentials, token_url: "{{settings.url}}/token", client_id: rosterd, client_secret: "{{settings.secret}}"}
retry: {tries: 2, first: 10ms, most: 20ms}
streams:
  people:
    request: {path: /people, query: {page: "{{page}}", since: "{{watermark}}"}}
    records: .people[]
    paging: {by: page, size: 2, total: .total}
    id: .id
    gone: .deleted == true
    fields:
      employee_id: .id
      name: .name
      mobile: .mobile
      departments: .department
      status: '{"1": "active", "2": "terminated"}[.state] // error("unknown state \(.state)")'
    incremental: {watermark: {records: .modified}}
"""


class Hris(http.server.ThreadingHTTPServer):
    """People with the time they were changed; a token that has to be asked for; a page that may break."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.people, self.asked = [], []
        self.broken_page, self.throttled, self.promised = None, 0, None
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def add(self, number, modified, **more):
        self.people = [one for one in self.people if one["id"] != f"E{number}"]
        self.people.append({"id": f"E{number}", "name": f"陳{number}", "mobile": f"+852-5123456{number}",
                            "department": "財務部", "modified": modified, "state": "1", **more})

    def page(self, query):
        since = query.get("since", ["0"])[0]
        chosen = [one for one in self.people if one["modified"] >= since]
        first = 2 * (int(query["page"][0]) - 1)
        return {"total": self.promised or len(chosen), "people": chosen[first:first + 2]}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, cut=False, **headers):
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(text)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(text[:len(text) // 2] if cut else text)
        self.close_connection = self.close_connection or cut

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        right = form.get("client_secret") == ["s3cret"]
        self.answer(200 if right else 401, {"access_token": "T", "expires_in": 3600} if right else {"error": "no"})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(url.query)
        self.server.asked.append(self.path)
        if self.headers["Authorization"] != "Bearer T":
            return self.answer(401, {})
        if self.server.throttled > 0:
            self.server.throttled -= 1
            return self.answer(429, {}, Retry_After="1")
        self.answer(200, self.server.page(query), cut=query["page"] == [self.server.broken_page])

    def log_message(self, *_):
        pass


class RestTest(unittest.TestCase):
    def setUp(self):
        self.hris = Hris()
        self.company = Company()
        (self.company.folder / "acme.yaml").write_text(DEFINITION, encoding="utf-8")
        self.configure("s3cret")
        for number in (1, 2, 3):
            self.hris.add(number, "2026-05-01T00:00:00Z")

    def tearDown(self):
        self.company.close()
        self.hris.shutdown()
        self.hris.server_close()

    def configure(self, secret, more=""):
        (self.company.folder / "secret").write_text(secret, encoding="utf-8")
        self.company.configure(sources=f"""  - name: hr
    connector: rest
    options: {{file: acme.yaml, settings: {{url: "{self.hris.url}", secret: "${{file:secret}}"{more}}}}}""")

    def names(self):
        users = (self.company.sandbox.user(f"E{number}") for number in range(1, 6))
        return [user["name"] for user in users if user]

    def test_everything_then_what_changed(self):
        self.company.run("sync")
        self.assertEqual(self.names(), ["陳1", "陳2", "陳3"])

        self.hris.asked.clear()
        self.hris.add(2, "2026-05-02T00:00:00Z", name="陳二")
        self.hris.add(4, "2026-05-02T00:00:00Z")
        self.hris.throttled = 1
        self.company.run("sync")
        self.assertTrue(all("since=2026-05-01" in path for path in self.hris.asked), self.hris.asked)
        self.assertEqual(self.names(), ["陳1", "陳二", "陳3", "陳4"])

    def test_a_read_broken_half_way_takes_nobody_for_gone(self):
        self.company.run("sync")
        self.hris.broken_page = "2"
        self.company.run("sync", "--full", expect=75)
        self.hris.broken_page, self.hris.promised = None, 4
        self.company.run("sync", "--full", expect=75)
        self.assertEqual(self.names(), ["陳1", "陳2", "陳3"])

    def test_whose_status_cant_be_told_is_neither_hired_nor_dismissed(self):
        self.company.run("sync")
        self.hris.add(3, "2026-05-02T00:00:00Z", state="2")
        self.company.run("sync")
        self.assertEqual(self.names(), ["陳1", "陳2"])

        self.hris.add(2, "2026-05-03T00:00:00Z", state="9")  # works here
        self.hris.add(3, "2026-05-03T00:00:00Z", state="9")  # has left
        self.hris.add(4, "2026-05-03T00:00:00Z", state="9")  # was never here
        for arguments in (["sync"], ["sync", "--full"]):
            self.company.run(*arguments)
            self.assertEqual(self.names(), ["陳1", "陳2"])
        found = self.company.json("findings")["findings"]
        self.assertEqual([(one["employee_id"], one["field"], one["rule"], one["severity"]) for one in found],
                         [(f"E{number}", "status", "cell.untold", "error") for number in (2, 3, 4)])
        self.assertIn("unknown state 9", found[0]["message"])

        self.hris.add(4, "2026-05-04T00:00:00Z")
        self.company.run("sync")
        self.assertEqual(self.names(), ["陳1", "陳2", "陳4"])

    def test_wrong_credentials_and_settings_are_named(self):
        self.configure("wrong")
        done = self.company.start("sync")
        _, errors = done.communicate(timeout=60)
        self.assertEqual(done.returncode, 75, errors)
        self.assertIn("credentials", errors)
        self.assertNotIn("wrong", errors)

        self.configure("s3cret", more=", ulr: x")
        done = self.company.start("sync")
        _, errors = done.communicate(timeout=60)
        self.assertEqual(done.returncode, 78, errors)
        self.assertIn("there is no setting 'ulr'", errors)
        self.assertIn("'url'", errors)


if __name__ == "__main__":
    unittest.main()
