#!/usr/bin/env python3
"""What people change in DingTalk and HR is to know: left alone, told once, and known again when it comes back."""
import csv
import http.server
import json
import os
import signal
import threading
import time
import unittest

from company import Company, people, wait_for
from databases import PASSWORD, Postgresql

POLICY = """policy:
  fields: {mobile: dingtalk, title: newest}
  guards: {updates: {count: 50, percent: 100, window: 24h}}
"""
LISTEN = """schedule:
  - {every: 1h, read: changes}
listen: {address: 127.0.0.1, port: 0, token: "${env:SANDBOX_SECRET}"}
"""
CSV = """  - name: hr
    connector: csv
    options: {path: roster.csv}
    write_back: {fields: [mobile, title], path: learned.csv}"""
NEW = "+852-69999999"


class Case(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.rows = [{**one, "title": "店員"} for one in people(12)]
        self.company.write_roster(self.rows)

    def configure(self, sources, **more):
        self.company.configure(sources=sources, extra=POLICY + more.pop("extra", ""), **more)

    def by_hand(self, userid="E003", **fields):
        self.sandbox.call(f"/sandbox/users/{userid}", fields)

    def sync(self, *arguments, expect=0):
        self.sandbox.forget_calls()
        return self.company.json("sync", *arguments, expect=expect)

    def nothing_to_do(self):
        """Neither over there nor here."""
        done = self.sync("--full")
        self.assertEqual((done["operations"], done["write_back"]), ([], []))
        self.assertEqual(self.sandbox.writes(), [])


class InFiles(Case):
    def setUp(self):
        super().setUp()
        self.configure(CSV)
        self.company.run("sync")
        self.company.run("sync", "--full")

    def learned(self):
        with open(self.company.folder / "learned.csv", encoding="utf-8-sig", newline="") as file:
            return {row.pop("employee_id"): row for row in csv.DictReader(file)}

    def test_a_number_changed_in_dingtalk_stays_is_shown_and_arrives_in_the_file(self):
        self.assertFalse((self.company.folder / "learned.csv").exists())
        self.by_hand(mobile=NEW, active=True)
        done = self.sync("--full")

        self.assertEqual(self.sandbox.user("E003")["mobile"], NEW.removeprefix("+852-"))
        self.assertEqual(self.learned(), {"E003": {"mobile": NEW}})
        (drift,) = [one for one in done["drift"] if one["field"] == "mobile"]
        self.assertEqual((drift["employee_id"], drift["owner"], drift["operation"]), ("E003", "dingtalk", ""))
        self.assertEqual(done["write_back"], [{"source": "hr", "people": 1, "put_off": 0, "error": ""}])
        self.nothing_to_do()
        self.rows[2]["mobile"] = NEW  # HR takes it
        self.company.write_roster(self.rows)
        self.nothing_to_do()

    def test_it_is_explained(self):
        self.by_hand(mobile=NEW)
        self.sync("--full")
        (person,) = self.company.json("explain", "E003")["people"]
        field = person["fields"]["mobile"]
        self.assertEqual((field["owner"], field["stays"], field["dingtalk"]), ("dingtalk", True, NEW))
        (told,) = person["write_back"]
        self.assertEqual((told["field"], told["told"], told["waiting"]), ("mobile", NEW, None))
        for language, words in (("en", "(left to DingTalk)"), ("zh-TW", "(由釘釘決定)"), ("zh-CN", "(由钉钉决定)")):
            self.assertIn(words, self.company.run("explain", "E003", "--lang", language))

    def test_of_the_newest_the_later_change_counts(self):
        self.by_hand(title="店長")
        self.sync("--full")
        self.assertEqual(self.learned()["E003"]["title"], "店長")
        self.rows[2]["title"] = "經理"  # HR has not taken it, and changes it later
        self.company.write_roster(self.rows)
        self.assertEqual(self.sync()["summary"], {"user.update": 1})
        self.assertEqual(self.sandbox.user("E003")["title"], "經理")
        self.nothing_to_do()

    def test_while_the_feed_is_held_nothing_is_told(self):
        self.by_hand(mobile=NEW)
        self.company.write_roster(self.rows[:5])
        self.sync("--full", expect=3)
        self.assertFalse((self.company.folder / "learned.csv").exists())
        self.assertEqual(self.company.json("status")["write_back"][0]["waiting"], 1)
        self.assertIn("1 mobile waiting to be told to hr", self.company.run("status"))
        self.company.write_roster(self.rows)
        self.sync()
        self.assertEqual(self.learned(), {"E003": {"mobile": NEW}})

    def test_a_plan_tells_nobody(self):
        self.by_hand(mobile=NEW)
        self.company.run("plan", "--full")
        self.assertFalse((self.company.folder / "learned.csv").exists())

    def test_over_an_event_it_arrives_at_once(self):
        self.configure(CSV, extra=LISTEN, events="{stream: true}")
        daemon = self.company.start("run")
        self.addCleanup(self.end, daemon)
        log = []
        threading.Thread(target=lambda: log.extend(json.loads(line) for line in daemon.stderr), daemon=True).start()
        wait_for(lambda: self.sandbox.call("/sandbox/events")["connected"] == 1, what="the connection")
        wait_for(lambda: self.company.json("status")["last_run"]["outcome"] == "done", what="the first run")
        self.by_hand(mobile=NEW)
        wait_for((self.company.folder / "learned.csv").exists, what="the file")
        self.assertEqual(self.learned(), {"E003": {"mobile": NEW}})
        self.assertEqual(self.sandbox.user("E003")["mobile"], NEW.removeprefix("+852-"))

    def end(self, daemon):
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(30)
        daemon.stdout.close()
        daemon.stderr.close()


class Hris(http.server.ThreadingHTTPServer):
    """People over a REST API; what it is told stands in `told`."""

    def __init__(self, rows):
        super().__init__(("127.0.0.1", 0), Handler)
        self.rows = {row["employee_id"]: row for row in rows}
        self.told, self.answers, self.before_answer = [], {}, lambda: None
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(200, json.dumps({"people": list(self.server.rows.values())}).encode())

    def do_PATCH(self):
        employee_id = self.path.rsplit("/", 1)[1]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.told.append((employee_id, body))
        self.server.before_answer()
        self.answer(self.server.answers.get(employee_id, 204))


DEFINITION = """name: Acme HR
base_url: "{{settings.url}}"
settings: {url: {help: address}}
retry: {tries: 1}
streams:
  people:
    request: {path: /people}
    records: .people[]
    id: .employee_id
    fields: {employee_id: .employee_id, name: .name, mobile: .mobile, title: .title, departments: .departments}
write_back:
  request:
    method: PATCH
    path: /people/{{employee_id}}
    json: {phone: "{{values.mobile}}", dingtalk: {userid: "{{values.userid}}", active: "{{values.active}}"}}
"""


class OverRest(Case):
    def setUp(self):
        super().setUp()
        self.hris = Hris(self.rows)
        self.addCleanup(self.hris.server_close)
        self.addCleanup(self.hris.shutdown)
        (self.company.folder / "acme.yaml").write_text(DEFINITION, encoding="utf-8")
        self.source("[mobile]")
        self.company.run("sync")
        self.company.run("sync", "--full")

    def source(self, fields):
        self.configure(f"""  - name: hr
    connector: rest
    options: {{file: acme.yaml, settings: {{url: "{self.hris.url}"}}}}
    write_back: {{fields: {fields}}}""")

    def test_a_number_goes_to_the_hris_and_comes_back_as_nothing_new(self):
        self.by_hand(mobile=NEW)
        self.sync("--full")
        self.assertEqual(self.hris.told, [("E003", {"phone": NEW})])
        self.hris.rows["E003"]["mobile"] = NEW
        self.nothing_to_do()
        self.assertEqual(len(self.hris.told), 1)

    def test_userid_and_activation_of_a_new_colleague_are_told(self):
        self.source("[userid, active]")
        self.sync()
        self.assertEqual(len(self.hris.told), 12)
        self.assertIn(("E003", {"dingtalk": {"userid": "E003", "active": False}}), self.hris.told)
        self.hris.told.clear()
        self.by_hand("E004", active=True)
        self.sync("--full")
        self.assertEqual(self.hris.told, [("E004", {"dingtalk": {"active": True}})])
        self.nothing_to_do()

    def test_one_that_the_hris_refuses_harms_nobody_else_and_is_tried_later(self):
        self.hris.answers = {"E003": 409}
        self.by_hand("E003", mobile=NEW)
        self.by_hand("E004", mobile="+852-68888888")
        done = self.sync("--full")
        self.assertEqual((done["outcomes"], done["write_back"][0]["people"], done["write_back"][0]["put_off"]), ({}, 1, 1))
        (waiting,) = self.company.json("status")["write_back"]
        self.assertEqual((waiting["field"], waiting["waiting"], waiting["failing"]), ("mobile", 1, 1))
        self.assertIn("409", waiting["error"])
        self.sync()
        self.assertEqual(sorted(one for one, _ in self.hris.told), ["E003", "E004"], "not again before its time")

    def test_killed_between_telling_and_writing_it_down_it_is_told_once_more(self):
        self.by_hand(mobile=NEW)
        sync = []
        self.hris.before_answer = lambda: os.kill(sync[0].pid, signal.SIGKILL)
        sync.append(self.company.start("sync", "--full"))
        sync[0].communicate(timeout=60)
        self.assertEqual(sync[0].returncode, -signal.SIGKILL)
        self.hris.before_answer = lambda: None

        self.sync()
        self.assertEqual(self.hris.told, [("E003", {"phone": NEW})] * 2)
        self.nothing_to_do()
        self.assertEqual(len(self.hris.told), 2)

    def test_an_hris_without_write_back_is_refused_in_the_configuration(self):
        (self.company.folder / "acme.yaml").write_text(DEFINITION.split("write_back:")[0], encoding="utf-8")
        done = self.company.run("check", expect=78)
        self.assertEqual(done, "")


class InADatabase(Case):
    def test_a_number_arrives_in_its_row_and_comes_back_as_nothing_new(self):
        database = Postgresql()
        self.addCleanup(database.close)
        values = ", ".join(f"({i}, '{row['employee_id']}', '{row['name']}', '{row['mobile']}', '財務部')"
                           for i, row in enumerate(self.rows))
        database.sql("create table people (row int primary key, employee_id text, name text, mobile text, departments text, "
                     "dingtalk_active boolean)", f"insert into people values {values}")
        self.company.environment["HR_PASSWORD"] = PASSWORD
        self.configure(f"""  - name: hr
    connector: sql
    options:
      connection: Driver=PostgreSQL Unicode;Server=127.0.0.1;Port={database.port};Database=postgres;Uid=boss
      password: ${{env:HR_PASSWORD}}
      query: select employee_id, name, mobile, departments from people
    write_back:
      fields: [mobile, active]
      statements:
        - UPDATE people SET mobile = :mobile WHERE employee_id = :employee_id
        - UPDATE people SET dingtalk_active = CAST(:active AS boolean) WHERE employee_id = :employee_id""")
        self.sync()
        self.assertEqual(database.sql("select count(*) from people where dingtalk_active = false"), ["12"])

        self.by_hand(mobile=NEW, active=True)
        self.sync("--full")
        self.assertEqual(database.sql("select employee_id, mobile from people where dingtalk_active"), [f"E003|{NEW}"])
        self.nothing_to_do()


class ToAProgram(Case):
    def test_a_number_is_said_on_its_standard_input(self):
        tell = self.company.folder / "tell"
        tell.write_text('#!/bin/sh\ncat >> "$(dirname "$0")/heard"\n')
        tell.chmod(0o755)
        export = self.company.folder / "export"
        lines = "".join(json.dumps({key: row[key] for key in ("employee_id", "name", "mobile")}) + "\n" for row in self.rows)
        (self.company.folder / "people.jsonl").write_text(lines + '{"complete": true}\n', encoding="utf-8")
        export.write_text('#!/bin/sh\ncat "$(dirname "$0")/people.jsonl"\n')
        export.chmod(0o755)
        self.configure("""  - name: hr
    connector: exec
    options: {command: [./export]}
    write_back: {fields: [mobile], command: [./tell]}""")
        self.sync()
        self.by_hand(mobile=NEW)
        self.sync("--full")
        self.assertEqual(json.loads((self.company.folder / "heard").read_text()),
                         {"employee_id": "E003", "values": {"mobile": NEW}})
        self.nothing_to_do()


if __name__ == "__main__":
    unittest.main()
