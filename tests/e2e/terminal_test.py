#!/usr/bin/env python3
"""What a person at a terminal sees, and what a pipe gets instead."""
import os
import pty
import re
import subprocess
import threading
import unittest

from company import SAMPLES, Company, people

PROGRESS = re.compile(r"\r\x1b\[K  (\d+)/(\d+)  (\d+)%  (\d+\.\d)/s  (\d+) s left  ([ud]-create-\S+)")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(unittest.TestCase):
    def setUp(self):
        self.company = Company(qps=20)
        self.addCleanup(self.company.close)
        self.company.write_roster(people(60))
        del self.company.environment["NO_COLOR"]

    def at_a_terminal(self, *command, **environment):
        """Runs the command with output and errors on a terminal; answers all that it showed, and its status."""
        master, slave = pty.openpty()
        process = subprocess.Popen(self.company.command(*command), stdout=slave, stderr=slave, stdin=slave,
                                   env={**self.company.environment, **environment}, cwd=self.company.folder)
        os.close(slave)
        self.addCleanup(process.wait)
        in_vain = threading.Timer(60, process.kill)
        in_vain.start()
        shown = b""
        try:
            while chunk := os.read(master, 65536):
                shown += chunk
        except OSError:  # how a terminal tells that its last user is gone
            pass
        in_vain.cancel()
        os.close(master)
        return shown.decode(), process.wait()

    def test_sync_shows_how_far_it_is_how_fast_and_how_long_it_will_take(self):
        shown, status = self.at_a_terminal("sync")
        self.assertEqual(status, 0, shown)
        lines = [tuple(map(float, one[:5])) for one in PROGRESS.findall(shown)]
        self.assertGreater(len(lines), 3, shown)
        for ended, total, percent, rate, left in lines:
            self.assertEqual(total, 64)
            self.assertEqual(percent, ended * 100 // total)
            self.assertGreater(rate, 0)
            self.assertAlmostEqual(left, (total - ended) / rate, delta=0.6 + left * 0.05 / rate)
        self.assertEqual([one[0] for one in lines], sorted(one[0] for one in lines))
        self.assertEqual(lines[-1][0], 64, "the end is shown")
        self.assertIn("60 people created", shown.split("\x1b[K")[-1], "the line is gone when the report comes")

    def test_colour_is_on_at_a_terminal_and_off_with_no_color(self):
        self.assertRegex(self.at_a_terminal("plan")[0], COLOUR)
        self.assertNotRegex(self.at_a_terminal("plan", NO_COLOR="1")[0], COLOUR)
        self.assertRegex(self.at_a_terminal("check", SAMPLES / "faults.csv")[0], COLOUR)
        self.assertNotRegex(self.at_a_terminal("check", SAMPLES / "faults.csv", NO_COLOR="1")[0], COLOUR)

    def test_a_pipe_gets_neither_progress_nor_colour(self):
        for command in (["plan"], ["sync"], ["sync", "--json"]):
            done = subprocess.run(self.company.command(*command), env=self.company.environment, capture_output=True,
                                  text=True, timeout=60, cwd=self.company.folder)
            self.assertNotIn("\x1b", done.stdout + done.stderr, command)
            self.assertNotIn("\r", done.stdout + done.stderr, command)

    def test_json_at_a_terminal_comes_without_progress(self):
        self.assertNotRegex(self.at_a_terminal("sync", "--json")[0], PROGRESS)


if __name__ == "__main__":
    unittest.main()
