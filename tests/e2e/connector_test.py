#!/usr/bin/env python3
"""The integrator's tools: what can be read, and whether a definition comes out as it was recorded."""
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from company import ROOT, ROSTERD

PRESETS = ROOT / "config" / "presets"


def connector(*arguments):
    return subprocess.run([ROSTERD, "connector", *map(str, arguments)], capture_output=True, text=True, timeout=120)


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


if __name__ == "__main__":
    unittest.main()
