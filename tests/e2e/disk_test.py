#!/usr/bin/env python3
"""The disk is full: it is said, nothing is lost, and the next run goes on."""
import resource
import subprocess
import unittest

from company import Company, people


class FullDisk(unittest.TestCase):
    def test_a_full_disk_is_named_and_the_next_run_goes_on(self):
        company = Company()
        self.addCleanup(company.close)
        company.write_roster(people(3))
        company.run("sync")
        company.write_roster(people(400))

        def little_room():
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

        done = subprocess.run(company.command("sync"), env=company.environment, capture_output=True, text=True,
                              preexec_fn=little_room, restore_signals=False, timeout=120)
        self.assertEqual(done.returncode, 75, done.stderr)
        self.assertIn(str(company.folder / "state.db"), done.stderr)
        self.assertIn("make room on its disk", done.stderr)

        company.run("sync")
        self.assertEqual(company.json("plan", "--full")["operations"], [])
        self.assertEqual(company.json("status")["accounts"], 400)


if __name__ == "__main__":
    unittest.main()
