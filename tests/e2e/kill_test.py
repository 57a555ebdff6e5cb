#!/usr/bin/env python3
"""kill -9 at hundreds of random moments while 1,000 people go over: no duplicates, no losses, nothing left to do."""
import csv
import json
import os
import random
import shutil
import subprocess
import time
import unittest

from company import SAMPLES, Company

# A program with sanitizers takes some eight times as long for the same, so it is killed less often.
SLOWER = 8 if os.environ.get("ROSTERD_SANITIZE") else 1
KILLS = 500 // SLOWER
LONGEST = 0.25 * SLOWER  # seconds until a kill: from before the state is open to the middle of the sending


class Load:
    """The sample's 1,000 people on their way into an empty organisation, over and over interrupted."""

    def __init__(self, chance):
        self.company = Company("--latency", "5")
        self.chance = chance
        shutil.copy(SAMPLES / "roster-day1.csv", self.company.roster)
        past = time.time() - 60
        os.utime(self.company.roster, (past, past))
        self.kills = self.on_the_wire = 0

    def interrupted(self):
        """One run, killed at a random moment; False if it ended by itself before."""
        process = subprocess.Popen(self.company.command("sync"), env=self.company.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            status = process.wait(self.chance.uniform(0, LONGEST))
            assert status == 0, f"a run that was left alone ended with {status}"
            return False
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.kills += 1
        # Before the state is there, or has its tables, `status` has nothing to tell.
        status = subprocess.run(self.company.command("status", "--json"), env=self.company.environment,
                                capture_output=True, text=True)
        assert status.returncode in (0, 64, 75), status.stderr
        self.on_the_wire += status.returncode == 0 and json.loads(status.stdout)["unresolved"] > 0
        return True


class Kill(unittest.TestCase):
    def test_killed_over_and_over_every_person_is_there_once(self):
        chance = random.Random(20261123)
        kills = on_the_wire = loads = 0
        while kills < KILLS:
            load = Load(chance)
            try:
                while load.interrupted():
                    pass
                self.check(load.company)
            finally:
                load.company.close()
            kills, on_the_wire, loads = kills + load.kills, on_the_wire + load.on_the_wire, loads + 1
        print(f"{kills} kills in {loads} loads, {on_the_wire} of them with operations on the wire")
        self.assertGreater(on_the_wire, kills / 10, "too few kills met an operation on the wire to prove anything")

    def check(self, company):
        with open(company.roster, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        organisation = company.sandbox.organisation()
        users = [one for one in organisation["users"] if one["userid"] != "manager01"]
        self.assertEqual(sorted(one["userid"] for one in users), sorted(row["員工編號"] for row in rows))
        self.assertEqual(len({one["mobile"] for one in users}), len(rows), "one number, two accounts")
        places = [(one["parent_id"], one["name"]) for one in organisation["departments"]]
        self.assertEqual(len(places), len(set(places)), "a department was made twice")
        self.assertEqual(organisation["leave_records"], [], "nobody was removed on the way")
        company.sandbox.forget_calls()
        company.run("sync")
        self.assertEqual(company.sandbox.writes(), [])
        self.assertEqual(company.json("plan", "--full")["operations"], [])
        self.assertEqual(company.json("status")["unresolved"], 0)


if __name__ == "__main__":
    unittest.main()
