#!/usr/bin/env python3
"""A leaver goes at the minute that HR's last day and the policy say, whatever else goes on."""
import datetime
import time
import unittest
import zoneinfo

from company import people
from daemon_case import DaemonCase, LISTEN, SOURCES

ZONE = zoneinfo.ZoneInfo("Asia/Urumqi")


class Leaver(DaemonCase):
    def test_goes_on_the_minute_while_a_long_load_makes_way_and_goes_on(self):
        # Given somebody with an account whose last day is today, until the next minute but one at most
        self.company.run("sync")
        due = (datetime.datetime.now(ZONE) + datetime.timedelta(seconds=75)).replace(second=0, microsecond=0)
        if due.date() != datetime.datetime.now(ZONE).date():
            self.skipTest("midnight in Urumqi")
        self.company.configure(qps=20, sources=SOURCES, extra=LISTEN + f"""policy:
  time_zone: Asia/Urumqi
  lifecycle: {{leaver: {{at: "{due:%H:%M}"}}}}
""")
        self.rows[5]["last_day"] = f"{due:%Y-%m-%d}"
        self.company.write_roster(self.rows)
        self.begin()
        self.await_event("run.ended")
        self.assertIsNotNone(self.company.sandbox.user("E006"))

        # When a load begins that takes longer than until then
        time.sleep(max(0, due.timestamp() - time.time() - 10))
        self.company.write_roster(self.rows + people(606)[6:])
        self.await_event("run.started", trigger="file")
        self.await_event("run.makes_way")
        self.await_event("run.started", trigger="due")

        # Then the leaver is the first to go, within a second or two, and the load is carried on
        gone = self.await_event("operation.done", operation="u-delete-E006")
        at = datetime.datetime.fromisoformat(gone["ts"].replace("Z", "+00:00")).timestamp()
        self.assertGreaterEqual(at, due.timestamp())
        self.assertLess(at - due.timestamp(), 5)
        self.await_event("run.ended")
        self.assertEqual(len(self.company.sandbox.organisation()["users"]), 1 + 605)


if __name__ == "__main__":
    unittest.main()
