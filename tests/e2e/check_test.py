#!/usr/bin/env python3
"""check, template and the configuration's faults, as a person meets them."""
import csv
import json
import pathlib
import subprocess
import tempfile
import unittest

from company import ROSTERD, SAMPLES

NAMES = ["small-utf8.csv", "small-utf16.csv", "small-gb18030.csv", "small-big5hkscs.csv", "small-semicolon.csv",
         "small-tab.tsv", "small.xlsx"]


def rosterd(*arguments, expect):
    done = subprocess.run([ROSTERD, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout if expect != 78 else done.stderr


def check(file, *arguments, expect, region="HK"):
    return json.loads(rosterd("--config", "", "check", file, "--region", region, "--json",
                              *arguments, expect=expect))


class Check(unittest.TestCase):
    def expect_findings(self, name, region):
        found = {(str(one["row"]), one["field"], one["rule"], one["severity"])
                 for one in check(SAMPLES / name, expect=2, region=region)["findings"]}
        with open(SAMPLES / name.replace(".csv", ".expected.csv"), encoding="utf-8", newline="") as file:
            expected = [tuple(row[key] for key in ("row", "field", "rule", "severity"))
                        for row in csv.DictReader(file)]
        self.assertGreater(len(expected), 5)
        missing = [one for one in expected if one not in found]
        self.assertEqual(missing, [])
        return expected

    def test_each_of_the_forty_faults_gives_its_finding(self):
        expected = self.expect_findings("faults.csv", "CN")
        self.assertGreaterEqual(len({row for row, *_ in expected}), 40)

    def test_what_a_spreadsheet_harms_is_mended_or_said(self):
        self.expect_findings("damaged-excel.csv", "HK")

    def test_the_same_ten_people_in_every_encoding_and_format(self):
        for name in NAMES:
            facts = check(SAMPLES / name, expect=0)
            self.assertEqual((facts["people"], facts["records"]), (10, 10), name)
        self.assertEqual(check(SAMPLES / "dingtalk-template.csv", expect=0)["people"], 10)

    def test_the_sample_company_has_no_faulty_row(self):
        for name in ("roster-day1.csv", "roster-day2.csv"):
            self.assertEqual(len(check(SAMPLES / name, expect=0)["findings"]) >= 0, True)

    def check_text(self, text, expect):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "roster.csv")
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
            return {(one["row"], one["rule"]) for one in check(file, expect=expect)["findings"]}

    def test_what_takes_more_than_one_row_to_see_is_found(self):
        found = self.check_text("employee_id,name,mobile,departments,leads,manager_id\n"
                                "E1,Chan,51234567,A/B,A/C,E9\nE2,Li,,A/B,,E1\nE3,Wu,51234568,A,,E4\n"
                                "E4,,51234569,A,,\n", expect=2)
        self.assertEqual(found - {(2, "mobile.written"), (4, "mobile.written"), (5, "mobile.written")},
                         {(2, "leader.not_member"), (2, "manager.unknown"), (3, "mobile.required"),
                          (5, "name.missing")}, "a manager in quarantine is not missing")

    def test_what_a_plan_finds_is_told_in_the_readers_language(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "roster.csv")
            file.write_text("employee_id,name,mobile\nE1,Chan,\n")
            for language, words in (("zh-TW", "一般釘釘帳號需要手機號碼"), ("zh-CN", "普通钉钉账号需要手机号"),
                                    ("en", "needs a mobile number")):
                (finding,) = check(file, "--lang", language, expect=2)["findings"]
                self.assertIn(words, finding["message"])

    def test_managers_that_go_round_in_a_ring_are_named_and_who_only_hangs_below_is_not(self):
        rows = "".join(f"E{i},Chan,+852-5123{i:04},A,E{manager}\n"
                       for i, manager in ((1, 2), (2, 3), (3, 1), (4, 1), (5, 4)))
        found = self.check_text("employee_id,name,mobile,departments,manager_id\n" + rows, expect=0)
        self.assertEqual(found, {(row, "manager.circle") for row in (2, 3, 4)})

    def test_headings_without_a_row_are_said(self):
        self.assertEqual(self.check_text("employee_id,name,mobile\n", expect=0), {(0, "rows.none")})

    def test_what_is_no_table_is_called_by_its_name(self):
        for content, name in ((b"", "empty"), (b"\xff\xd8\xff\xe0JFIF", "a JPEG picture"), (b"%PDF-1.7", "a PDF")):
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder, "roster.csv")
                file.write_bytes(content)
                done = subprocess.run([ROSTERD, "--config", "", "check", file], capture_output=True, text=True)
                self.assertIn(f"roster.csv is {name}", done.stderr)
                self.assertEqual(done.returncode, 2)

    def test_one_stray_zero_is_a_fault_of_its_row_and_not_another_encoding(self):
        rows = "".join(f"E{i},Chan,5123{i:04}\n" for i in range(60))
        with self.assertRaises(AssertionError) as raised:
            self.check_text(b"employee_id,name,mobile\n" + rows.encode() + b"E99,a\0b,51239999\n", expect=0)
        self.assertIn("roster.csv:62: column 2 (name): bytes that are not UTF-8 text", str(raised.exception))

    def test_findings_read_like_a_compilers_messages(self):
        text = rosterd("--config", "", "check", SAMPLES / "faults.csv", expect=2)
        self.assertRegex(text, r"(?m)^faults\.csv:5:[^:]+: error: .+ \[employee_id\.missing\]$")

    def test_the_annotated_copy_has_every_row_and_its_findings(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "copy.csv"
            facts = check(SAMPLES / "faults.csv", "--annotate", copy, expect=2)
            with open(copy, encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), facts["records"])
        self.assertGreater(sum(bool(row["findings"]) for row in rows), 40)

    def test_the_annotated_copy_never_takes_the_place_of_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "roster.csv")
            file.write_text("employee_id,name\nE1,Chan\n")
            rosterd("--config", "", "check", file, "--annotate", file, expect=64)
            self.assertEqual(file.read_text(), "employee_id,name\nE1,Chan\n")

    def test_an_empty_template_is_recognised_in_every_language(self):
        with tempfile.TemporaryDirectory() as folder:
            for language in ("zh-TW", "zh-CN", "en"):
                for kind in ("csv", "xlsx"):
                    file = pathlib.Path(folder) / f"template-{language}.{kind}"
                    rosterd("template", "--lang", language, "--format", kind, "--out", file, expect=0)
                    facts = check(file, expect=0)
                    self.assertEqual(facts["records"], 0)
                    self.assertEqual([one["rule"] for one in facts["findings"]], ["rows.none"], f"{language} {kind}")


class CheckOfAFileWithAConfiguration(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.config = pathlib.Path(folder.name) / "rosterd.yaml"
        self.roster = pathlib.Path(folder.name) / "roster.csv"
        self.roster.write_text("Badge,Name,Phone\nE1,Chan Tai Man,51234567\n", encoding="utf-8")

    def configure(self, more=""):
        self.config.write_text("dingtalk: {app_key: a, app_secret: \"${cred:not_here}\", region: HK}\n"
                               "sources:\n  - {name: hr, connector: csv, options: {path: roster.csv},\n"
                               "     mapping: {employee_id: Badge, mobile: Phone}}\n" + more, encoding="utf-8")

    def check(self, *arguments, expect):
        return rosterd(*arguments, "check", self.roster, expect=expect)

    def test_its_mapping_region_and_language_count_though_its_secrets_are_not_here(self):
        self.configure("language: zh-TW\n")
        text = self.check("--config", self.config, expect=0)
        self.assertIn("1 people; 0 errors", text)
        self.assertIn("+852-51234567", text)
        self.assertIn("手機", text)

    def test_a_fault_in_it_is_said_and_nothing_is_checked(self):
        self.configure("polcy: {}\n")
        for arguments in ([], ["--json"]):
            text = self.check("--config", self.config, *arguments, expect=78)
            self.assertIn(f"{self.config}:5:1: error: unknown key 'polcy'", text)
            self.assertIn("write: policy", text)
            self.assertIn('without a configuration: rosterd check --config ""', text)
            self.assertNotIn("not_here", text, "no secret is needed for a file")

    def test_one_that_was_named_and_is_not_there_is_a_fault(self):
        self.assertIn("is not there", self.check("--config", self.config, expect=78))

    def test_without_one_a_file_is_checked_by_itself(self):
        self.assertIn("employee_id", self.check("--config", "", expect=2))


class Configuration(unittest.TestCase):
    def test_every_fault_is_said_at_once_with_its_place(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "rosterd.yaml"
            file.write_text("dingtalk: {app_key: a, app_secret: \"${env:NOT_THERE_AT_ALL}\"}\n"
                            "sources:\n  - {name: hr, connector: cvs}\npolcy: {}\n")
            text = rosterd("--config", file, "plan", expect=78)
        self.assertIn(f"{file}:1:", text)
        self.assertIn(f"{file}:3:", text)
        self.assertIn("write: csv", text)
        self.assertIn("write: policy", text)

    def test_the_example_has_no_fault_but_the_secrets_that_are_not_here(self):
        example = SAMPLES.parent / "rosterd.example.yaml"
        text = rosterd("--config", example, "check", expect=78)
        faults = [line for line in text.splitlines() if ": error: " in line]
        self.assertEqual(len(faults), 2, text)
        for fault in faults:
            self.assertRegex(fault, "needs cred")

    def test_each_source_is_looked_at_by_itself(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "rosterd.yaml"
            file.write_text("dingtalk: {app_key: k, app_secret: s, oapi_url: 'http://127.0.0.1:9'}\n"
                            f"state: {{path: {folder}/state.db}}\n"
                            "sources:\n  - {name: lost, connector: csv, options: {path: nowhere.csv}}\n"
                            f"  - {{name: hr, connector: csv, options: {{path: {SAMPLES}/small-utf8.csv}}}}\n"
                            "  - {name: told, connector: push}\n")
            text = rosterd("--config", file, "check", expect=75)
        self.assertRegex(text, r"FAIL +source lost")
        self.assertRegex(text, r"ok +source hr: 10 records")
        self.assertRegex(text, r"ok +source told")

    def test_a_mistyped_command_is_answered_with_the_nearest(self):
        done = subprocess.run([ROSTERD, "--config", "x", "statsu"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (64, ""))
        self.assertIn("there is no command 'statsu'; did you mean 'status'?", done.stderr)

    def test_wrong_usage_is_64(self):
        for arguments in (["sinc"], ["plan", "--format", "pdf"], ["apply"], ["check", "/no/such/file"]):
            rosterd(*arguments, expect=64)


if __name__ == "__main__":
    unittest.main()
