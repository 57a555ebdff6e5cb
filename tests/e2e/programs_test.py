#!/usr/bin/env python3
"""A program as a source beside a healthy file: however it fails, only its own source shows it, and nobody leaves."""
import json
import os
import time
import unittest

from company import Company, people

SOURCES = """  - {name: tap, connector: exec, options: {command: [./hris], idle_timeout: 2s, grace: 500ms, max_line: 100000}}
  - {name: hr, connector: csv, options: {path: roster.csv}}"""
GOOD = """#!/bin/sh
echo 'reading, token s3cret' >&2
cat "${0%/*}/people.jsonl"
echo '{"complete": true}'
"""


class Programs(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.company.configure(sources=SOURCES)
        rows = people(8)
        self.filed, self.told = rows[:4], rows[4:]
        self.company.write_roster(self.filed)
        (self.company.folder / "people.jsonl").write_text(
            "".join(json.dumps({**row, "manager_id": ""}) + "\n" for row in self.told), encoding="utf-8")
        self.program(GOOD)

    def program(self, script):
        path = self.company.folder / "hris"
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def state_of(self, source):
        return next(one for one in self.company.json("status")["sources"] if one["name"] == source)

    def test_a_program_that_works_brings_its_people_and_its_words_into_the_log(self):
        daemon = self.company.start("sync")
        _, log = daemon.communicate(timeout=60)

        self.assertEqual(daemon.returncode, 0, log)
        self.assertIsNotNone(self.company.sandbox.user("E008"))
        self.assertIn("reading, token s3cret", log)  # no secret of ours: it is not in its `config`
        self.assertEqual(self.state_of("tap")["fault"], "")
        self.company.sandbox.forget_calls()
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_each_way_to_fail_is_named_at_its_source_and_the_other_goes_through(self):
        self.company.run("sync")
        ways = {
            "crashes": ("head -1 \"${0%/*}/people.jsonl\"; kill -SEGV $$", "signal 11"),
            "hangs": ("head -1 \"${0%/*}/people.jsonl\"; trap '' TERM; while :; do sleep 1; done", "wrote nothing for 2 s"),
            "floods": ("cat /dev/zero", "a line of more than 100000 bytes"),
            "answers garbage": ("echo '<html>Service Unavailable</html>'", "hris:1: the line is no JSON"),
            "ends too early": ("head -1 \"${0%/*}/people.jsonl\"", "without saying how complete"),
        }
        for number, (way, (script, word)) in enumerate(ways.items()):
            with self.subTest(way):
                self.program("#!/bin/sh\n" + script + "\n")
                self.filed[0]["title"] = f"店長{number}"
                self.company.write_roster(self.filed)
                begin = time.monotonic()
                self.company.run("sync", expect=75)
                self.assertLess(time.monotonic() - begin, 60)
                self.assertIn(word, self.state_of("tap")["fault"])
                self.assertIn("FAILED: ", self.company.run("status"))
                self.assertEqual(self.state_of("hr")["fault"], "")
                self.assertEqual(self.company.sandbox.user("E001")["title"], f"店長{number}")
                self.assertIsNotNone(self.company.sandbox.user("E008"), "nobody leaves by it")
        self.program(GOOD)
        self.company.run("sync")
        self.assertEqual(self.state_of("tap")["fault"], "")

    def test_a_read_that_broke_off_goes_on_from_its_last_state(self):
        self.program("""#!/bin/sh
cd "${0%/*}"
begin=$(cat "${STATE_FILE:-/dev/null}")
begin=${begin:-0}
echo "$begin" >> begins
tail -n +$((begin + 1)) people.jsonl | head -2
echo "{\\"state\\": $((begin + 2))}"
[ "$begin" -ge 2 ] || exit 75
echo '{"complete": false}'
""")

        self.company.run("sync", expect=75)
        self.assertIsNotNone(self.company.sandbox.user("E006"))
        self.assertIsNone(self.company.sandbox.user("E008"))
        self.assertIn("status 75", self.state_of("tap")["fault"])
        self.company.run("sync")

        self.assertEqual((self.company.folder / "begins").read_text(), "0\n2\n")
        for row in self.filed + self.told:
            self.assertIsNotNone(self.company.sandbox.user(row["employee_id"]))
        self.assertEqual(self.state_of("tap")["fault"], "")

    def test_the_rest_after_a_break_makes_no_leavers_whatever_the_program_takes_it_for(self):
        self.program("""#!/bin/sh
cd "${0%/*}"
begin=$(cat "${STATE_FILE:-/dev/null}")
echo "${begin:-0}" >> begins
if [ -z "$begin" ] && ! [ -e mended ]; then
  head -2 people.jsonl
  echo '{"state": 2}'
  exit 75
fi
tail -n +$((${begin:-0} + 1)) people.jsonl
echo '{"complete": true}'
""")
        everybody = self.filed + self.told

        self.company.run("sync", expect=75)
        self.company.run("sync")
        for row in everybody:
            self.assertIsNotNone(self.company.sandbox.user(row["employee_id"]), "nobody left")

        (self.company.folder / "mended").touch()
        lines = (self.company.folder / "people.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (self.company.folder / "people.jsonl").write_text("".join(lines[1:]), encoding="utf-8")
        self.company.run("sync")
        self.assertEqual((self.company.folder / "begins").read_text(), "0\n2\n0\n")
        self.assertIsNone(self.company.sandbox.user("E005"), "a read from the beginning says who left")

    def test_who_is_said_to_be_gone_goes(self):
        self.company.run("sync")
        self.program("#!/bin/sh\necho '{\"gone\": \"E008\"}'\necho '{\"complete\": false}'\n")

        self.company.run("sync")

        self.assertIsNone(self.company.sandbox.user("E008"))
        self.assertIsNotNone(self.company.sandbox.user("E007"))


if __name__ == "__main__":
    unittest.main()
