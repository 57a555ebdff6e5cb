#!/usr/bin/env python3
"""kill -9 at random moments: every person once, nothing lost, nothing left to do."""
import random
import resource
import subprocess
import time
import unittest

from company import Company, people

ROUNDS = 12


class Crash(unittest.TestCase):
    def test_killed_again_and_again_during_a_load_it_ends_with_everybody_once(self):
        company = Company("--latency", "30")
        self.addCleanup(company.close)
        rows = people(300)
        company.write_roster(rows)
        chance = random.Random(20261123)
        caught = 0
        for _ in range(ROUNDS):
            process = subprocess.Popen(company.command("sync"), env=company.environment,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            sent = len(company.sandbox.writes())
            while len(company.sandbox.writes()) == sent and process.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.06))
            process.kill()
            process.wait()
            if (company.folder / "state.db").exists():
                caught += company.json("status", expect=(0, 75)).get("unresolved", 0) > 0
        self.assertGreater(caught, 0, "no kill met an operation on the wire: the test proves nothing")
        company.run("sync")
        users = [one for one in company.sandbox.organisation()["users"] if one["userid"].startswith("E")]
        self.assertEqual(sorted(one["userid"] for one in users), sorted(row["employee_id"] for row in rows))
        departments = company.sandbox.organisation()["departments"]
        names = [(one["parent_id"], one["name"]) for one in departments]
        self.assertEqual(len(names), len(set(names)), "a department was made twice")
        company.sandbox.forget_calls()
        company.run("sync")
        self.assertEqual(company.sandbox.writes(), [])
        plan = company.json("plan", "--full")
        self.assertEqual(plan["operations"], [])
        self.assertEqual(company.json("status")["unresolved"], 0)


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
