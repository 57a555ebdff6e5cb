#!/usr/bin/env python3
"""The integrator's tools: what can be read, and whether a definition comes out as it was recorded."""
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import unicodedata
import unittest
import urllib.parse

from company import ROOT, ROSTERD

PRESETS = ROOT / "config" / "presets"


def connector(*arguments, cwd=None, env=None):
    return subprocess.run([ROSTERD, "connector", *map(str, arguments)], capture_output=True, text=True, timeout=120,
                          cwd=cwd, env={**os.environ, **(env or {})})


def cells(text):
    """How many cells a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


class Tools(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-connector-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.definition = self.folder / "ours.yaml"
        shutil.copy(PRESETS / "bamboohr.yaml", self.definition)
        shutil.copytree(PRESETS / "recordings" / "bamboohr", self.folder / "recordings" / "ours")

    def test_list_names_every_kind_and_every_preset(self):
        listed = json.loads(connector("list", "--json").stdout)
        self.assertEqual(listed["presets"], sorted(one.stem for one in PRESETS.glob("*.yaml")))
        self.assertLessEqual({"csv", "exec", "ldap", "rest", "sql"}, {one["name"] for one in listed["connectors"]})

    def test_list_says_what_each_preset_is_and_asks_for(self):
        listed = {one["name"]: one for one in json.loads(connector("list", "--json").stdout)["definitions"]}
        self.assertEqual(sorted(listed), sorted(one.stem for one in PRESETS.glob("*.yaml")))
        for name, one in listed.items():
            with self.subTest(name):
                self.assertTrue(one["title"] and one["help"] and one["docs"].startswith("https://"))
                self.assertTrue(any(setting["required"] for setting in one["settings"]))
                self.assertTrue(all(setting["help"] for setting in one["settings"]))
        key = next(one for one in listed["bamboohr"]["settings"] if one["name"] == "api_key")
        self.assertEqual((key["secret"], key["required"]), (True, True))

        text = connector("list").stdout
        self.assertRegex(text, r"(?m)^bamboohr +people of a BambooHR account.*\n +company, api_key\b")

    def test_list_names_plugins_and_why_one_cant_be_used(self):
        plugins = self.folder / "plugins"
        plugins.mkdir(mode=0o755)
        (plugins / "acme.so").write_text("no shared object")
        (plugins / "notes.txt").write_text("no plugin")
        environment = {**os.environ, "ROSTERD_CONNECTORS": str(plugins)}

        listed = json.loads(connector("list", "--json", env=environment).stdout)["plugins"]
        text = connector("list", env=environment).stdout

        self.assertEqual([(one["name"], one["file"]) for one in listed], [("acme", str(plugins / "acme.so"))])
        self.assertTrue(listed[0]["fault"] and listed[0]["hint"])
        self.assertRegex(text, "(?m)^acme +CAN'T BE USED: ")

    def test_a_definition_that_reads_as_recorded_passes(self):
        done = connector("test", self.definition)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout.count("ok "), len(list((self.folder / "recordings" / "ours").iterdir())))

    def test_a_field_that_comes_out_otherwise_is_said_for_the_recording(self):
        text = self.definition.read_text(encoding="utf-8")
        wrong = text.replace('org_email: stated("workEmail")', 'org_email: stated("homeEmail")')
        self.assertNotEqual(wrong, text)
        self.definition.write_text(wrong, encoding="utf-8")
        done = connector("test", self.definition)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("WRONG", done.stdout)

    def test_a_fault_of_the_definition_stands_at_its_line(self):
        text = self.definition.read_text(encoding="utf-8")
        self.definition.write_text(text.replace("streams:", "streems:", 1), encoding="utf-8")
        done = connector("test", self.definition)
        self.assertEqual(done.returncode, 78)
        line = 1 + text[:text.index("streams:")].count("\n")
        self.assertIn(f"ours.yaml:{line}:", done.stderr)

    def test_without_recordings_it_says_where_they_are_looked_for(self):
        done = connector("test", self.definition, "--recordings", self.folder / "nowhere")
        self.assertEqual(done.returncode, 64)
        self.assertIn("nowhere", done.stderr)


DEFINITION = """name: Acme HR
base_url: "{{settings.url}}/api/v2"
settings:
  url: {help: address}
  admin: {help: whose account it is}
  client_secret: {help: client secret, secret: true}
auth:
  oauth2: {token_url: "{{settings.url}}/token", client_id: rosterd, client_secret: "{{settings.client_secret}}"}
streams:
  people:
    request: {path: /people, query: {limit: "3", who: "{{settings.admin}}"}}
    records: .people[]
    paging: {by: next_link, next: .next}
    children:
      job: {request: {path: "/people/{{id}}/job"}, record: .}
      pay: {request: {path: /pay, query: {ids: "{{ids|join:,}}"}}, batch: 2, records: ".pay[]", parent: .of}
    id: .id
    fields:
      employee_id: .id
      name: .name
      mobile: .mobile
      org_email: .mail
      departments: .department
      manager_id: .manager
      title: .job.title
      hired_on: .since
      ext.account: ".pay[0].account"
"""

SECRETS = ["cl13nt-s3cret/+", "tok3n-of-today", "admin@acme.example"]


class Hris(http.server.ThreadingHTTPServer):
    """An HRIS that demands its token, pages by links, and says more of people than anybody asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.people = [
            {"id": 100 + i, "name": name, "mobile": f"+852-9123-456{i}", "mail": f"{mail}@acme.example",
             "department": "Kitchen", "manager": 100 if i else None, "since": "2024-03-01", "birthday": f"19{70 + i}-04-1{i}",
             "address": {"street": f"{i + 11} Nathan Road", "zip": f"99907{i}"}, "nickname": f"Nick{mail}",
             "passport": f"K{i}23456{i}", "salary": 23456.75 + i}
            for i, (name, mail) in enumerate([("陳大文", "taiman"), ("Mei Tan", "meitan"), ("Bo Ng", "bo.ng.hk"), ("李四", "lisisi"),
                                              ("Ximena Ordóñez", "ximena")])]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def personal(self):
        """Every value that is somebody's."""
        out = []
        for one in self.people:
            out += [one["name"], one["mobile"], one["mail"], one["mail"].split("@")[0], one["birthday"],
                    one["address"]["street"], one["address"]["zip"], one["nickname"], one["passport"], str(one["salary"]),
                    f"acc-{one['id']}-77", f"Job of {one['name']}", f":{one['id']},", f":{one['id']}}}", f"={one['id']}",
                    f'"{one["id"]}"', f"/{one['id']}"]
        return out

    def close(self):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        right = form.get("client_secret") == [SECRETS[0]]
        self.answer(200 if right else 401, {"access_token": SECRETS[1], "expires_in": 3600} if right else {"error": "no"})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(url.query)
        people = {str(one["id"]): one for one in self.server.people}
        if self.headers["Authorization"] != f"Bearer {SECRETS[1]}":
            return self.answer(401, {})
        if url.path == "/api/v2/pay":
            return self.answer(200, {"pay": [{"of": int(one), "account": f"acc-{one}-77"} for one in query["ids"][0].split(",")]})
        if url.path.endswith("/job"):
            one = people[url.path.split("/")[4]]
            return self.answer(200, {"title": f"Job of {one['name']}", "echo": {"seen": SECRETS[0], "as": SECRETS[1]}})
        after = query.get("after", ["0"])[0]
        rest = [one for one in self.server.people if one["id"] > int(after)]
        follow = f"{self.server.url}/api/v2/people?limit=3&after={rest[:3][-1]['id']}&who={SECRETS[2].replace('@', '%40')}"
        self.answer(200, {"people": rest[:3], "next": follow if len(rest) > 3 else None})

    def log_message(self, *_):
        pass


class WithARealHris(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-connector-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.hris = Hris()
        self.addCleanup(self.hris.close)
        (self.folder / "ours.yaml").write_text(DEFINITION, encoding="utf-8")
        (self.folder / "secret").write_text(SECRETS[0] + "\n", encoding="utf-8")
        self.settings = ["--set", f"url={self.hris.url}", "--set", f"admin={SECRETS[2]}",
                         "--set", "client_secret=${file:secret}"]

    def run_in(self, *arguments, **more):
        return connector(*arguments, cwd=self.folder, **more)

    def test_a_recording_plays_and_holds_no_secret_and_nothing_that_is_somebodys(self):
        done = self.run_in("record", "ours.yaml", *self.settings)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        file = self.folder / "recordings" / "ours" / "full.yaml"
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        text = file.read_text(encoding="utf-8")
        for value in SECRETS + self.hris.personal():
            for written in (value, json.dumps(value)[1:-1], urllib.parse.quote(value), urllib.parse.quote(value, safe="")):
                self.assertNotIn(written, text)
        self.assertIn("2024-03-01", text)
        played = self.run_in("test", "ours.yaml", "--json")
        self.assertEqual(played.returncode, 0, played.stdout + played.stderr)
        self.assertEqual(len(json.loads(played.stdout)["recordings"]), 1)
        self.assertEqual(text.count('"employee_id"'), 5)

    def test_a_recording_that_is_there_is_not_replaced_and_nothing_is_asked(self):
        file = self.folder / "recordings" / "ours" / "full.yaml"
        file.parent.mkdir(parents=True)
        file.write_text("mine")
        done = self.run_in("record", "ours.yaml", *self.settings)
        self.assertEqual(done.returncode, 64)
        self.assertIn("is there already", done.stderr)
        self.assertEqual(file.read_text(), "mine")

    def test_a_secret_among_the_arguments_is_refused(self):
        done = self.run_in("record", "ours.yaml", *self.settings[:4], "--set", f"client_secret={SECRETS[0]}")
        self.assertEqual(done.returncode, 78)
        self.assertIn("${file:PATH}", done.stderr)
        self.assertNotIn(SECRETS[0], done.stdout + done.stderr)

    def test_wrong_credentials_record_nothing(self):
        (self.folder / "secret").write_text("other", encoding="utf-8")
        done = self.run_in("record", "ours.yaml", *self.settings)
        self.assertEqual(done.returncode, 78, done.stdout)
        self.assertFalse((self.folder / "recordings").exists())

    def test_a_preview_shows_the_first_ones_in_columns_that_line_up(self):
        done = self.run_in("preview", "ours.yaml", *self.settings, "--limit", "2", "--region", "HK")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        head = done.stdout.split("\n")[0]
        (first,), (second,) = ([line for line in done.stdout.split("\n") if name in line] for name in ("陳大文", "Mei Tan"))
        at = cells(head[:head.index("mobile")])
        for line, mobile in ((first, "91234560"), (second, "91234561")):
            self.assertEqual(cells(line[:re.search(r"(\+852-)?" + mobile, line).start()]), at, done.stdout)
        self.assertIn("the first 2", done.stdout)

    def test_a_preview_has_the_findings_beside_the_records(self):
        self.hris.people[1]["mobile"] = "12"
        done = self.run_in("preview", "ours.yaml", *self.settings, "--json")
        self.assertEqual(done.returncode, 2, done.stderr)
        seen = json.loads(done.stdout)
        self.assertEqual(len(seen["people"]), 5)
        wrong = seen["people"][1]
        self.assertEqual([one["field"] for one in wrong["findings"] if one["severity"] == "error"], ["mobile"])
        self.assertEqual(wrong["mapped"]["mobile"], "12")
        self.assertEqual([one for one in seen["people"][0]["findings"] if one["severity"] == "error"], [])
        self.assertEqual(seen["people"][0]["mapped"]["title"], "Job of 陳大文")
        self.assertIn(["name", "陳大文"], seen["people"][0]["stated"])

    def test_sources_of_the_configuration_of_any_kind_are_previewed_by_name(self):
        (self.folder / "roster.csv").write_text("工号,姓名,Handphone\nE1,陳大文,+852-91234567\n", encoding="utf-8")
        program = self.folder / "hr"
        program.write_text("#!/bin/sh\necho '{\"employee_id\": \"E2\", \"name\": \"Ann\"}'\necho '{\"complete\": true}'\n")
        program.chmod(0o755)
        (self.folder / "rosterd.yaml").write_text(f"""
dingtalk: {{app_key: k, app_secret: "${{file:secret}}", region: HK}}
sources:
  - {{name: table, connector: csv, options: {{path: roster.csv}}, mapping: {{mobile: Handphone}}}}
  - {{name: program, connector: exec, options: {{command: [{program}]}}}}
  - name: api
    connector: rest
    options: {{file: ours.yaml, settings: {{url: "{self.hris.url}", admin: a, client_secret: "${{file:secret}}"}}}}
""", encoding="utf-8")
        for name, employee in (("table", "E1"), ("program", "E2"), ("api", "100")):
            done = self.run_in("preview", "--source", name, "--config", "rosterd.yaml", "--json")
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(json.loads(done.stdout)["people"][0]["mapped"]["employee_id"], employee)
        done = self.run_in("preview", "--source", "tabel", "--config", "rosterd.yaml")
        self.assertEqual(done.returncode, 64)
        done = self.run_in("record", "ours.yaml", "--source", "api", "--config", "rosterd.yaml")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_files_and_programs_are_previewed_as_they_are(self):
        (self.folder / "roster.csv").write_text("employee_id,name\nE1,Ann\n", encoding="utf-8")
        done = self.run_in("preview", "roster.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("E1           Ann", done.stdout)
        self.assertEqual(self.run_in("preview").returncode, 64)


class New(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-connector-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def run_in(self, *arguments):
        return connector(*arguments, cwd=self.folder)

    def test_a_definition_passes_its_test_at_once_and_has_25_lines(self):
        self.assertEqual(self.run_in("new", "our-hris").returncode, 0)
        done = self.run_in("test", "our-hris.yaml")
        self.assertEqual((done.returncode, done.stdout.count("ok ")), (0, 2), done.stdout + done.stderr)
        text = (self.folder / "our-hris.yaml").read_text(encoding="utf-8")
        self.assertLessEqual(len(text.splitlines()), 25)
        self.assertIn("$schema=rest.schema.json", text)
        self.assertTrue(json.loads((self.folder / "rest.schema.json").read_text()))
        self.assertEqual(self.run_in("new", "another").returncode, 0, "with the schema already there")

    def test_a_program_can_be_read_at_once(self):
        self.assertEqual(self.run_in("new", "payroll", "--kind", "exec").returncode, 0)
        self.assertLessEqual(len((self.folder / "payroll").read_text().splitlines()), 10)
        done = self.run_in("preview", "payroll", "--region", "HK")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("陳大文", done.stdout)

    def test_a_plugin_is_the_template_under_its_own_name(self):
        self.assertEqual(self.run_in("new", "payroll", "--kind", "plugin").returncode, 0)
        made = {one.relative_to(self.folder).as_posix(): one.read_text() for one in (self.folder / "payroll").iterdir()}
        template = {one.name: one.read_text() for one in (ROOT / "connectors" / "template").iterdir() if one.is_file()}
        self.assertEqual(made, {f"payroll/{name.replace('acme', 'payroll')}":
                                text.replace("acme", "payroll").replace("Acme", "Payroll").replace("ACME", "PAYROLL")
                                for name, text in template.items()})

    def test_nothing_is_replaced(self):
        (self.folder / "recordings" / "hr").mkdir(parents=True)
        mine = self.folder / "recordings" / "hr" / "full.yaml"
        mine.write_text("mine")
        done = self.run_in("new", "hr")
        self.assertEqual(done.returncode, 64)
        self.assertIn("full.yaml is there already; nothing was written", done.stderr)
        self.assertEqual((mine.read_text(), (self.folder / "hr.yaml").exists()), ("mine", False))

    def test_a_name_that_is_none_is_told_how_one_looks(self):
        for name, kind in (("Our HRIS", "rest"), ("../x", "exec"), ("our-hris", "plugin"), ("", "rest")):
            done = self.run_in("new", name, "--kind", kind)
            self.assertEqual(done.returncode, 64)
            self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
