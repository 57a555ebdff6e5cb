#!/usr/bin/env python3
"""SIGHUP: a good configuration is in force from then on, another one changes nothing and says why."""
import signal
import unittest

from company import people
from daemon_case import LISTEN, SOURCES, DaemonCase

OTHER = "employee_id,name,mobile,departments\nN{0},李,+852-6123456{0},外勤\n"


class Reload(DaemonCase):
    def hang_up(self):
        self.daemon.send_signal(signal.SIGHUP)

    def test_a_good_configuration_is_in_force_and_the_old_one_is_not(self):
        self.begin()
        self.await_event("run.ended")
        other = self.company.folder / "other.csv"
        other.write_text(OTHER.format(1), encoding="utf-8")
        self.company.configure(extra=LISTEN.replace("1h", "2h"), sources=SOURCES.replace("roster.csv", "other.csv")
                               .replace("name: hr,", "name: other,"))
        self.hang_up()
        self.assertEqual(self.await_event("config.reloaded")["sources"], 2)
        self.await_event("run.started", trigger="reload")
        self.await_event("operation.done", operation="u-create-N1")
        self.await_event("run.ended")
        self.company.write_roster(self.rows[:3])  # nobody's source any more
        other.write_text(OTHER.format(1) + OTHER.format(2).splitlines()[1] + "\n", encoding="utf-8")
        self.assertEqual(self.await_event("file.changed")["path"], str(other))
        self.await_event("operation.done", operation="u-create-N2")
        self.assertEqual(self.ask("/api/v1/sources/hr/records", [])[0], 404)

    def test_a_faulty_configuration_is_not_taken_and_the_log_says_which_is_in_force(self):
        self.begin()
        self.await_event("run.ended")
        self.company.config.write_text(self.company.config.read_text() + "nonsense: 1\n")
        self.hang_up()
        self.assertIn("nonsense", self.await_event("config.fault")["message"])
        self.assert_kept("the new configuration has faults; the old configuration stays in force",
                         "mend them and reload again; 'rosterd check' lists them, too")
        self.assertIn("the new configuration has faults", self.ask("/readyz", token=None)[1])
        self.assertIn("rosterd_configuration_current 0", self.ask("/metrics", token=None)[1])
        self.company.config.write_text(self.company.config.read_text().replace("nonsense: 1\n", ""))
        self.hang_up()
        self.await_event("config.reloaded")
        self.assertNotIn("configuration", self.ask("/readyz", token=None)[1])
        self.assertIn("rosterd_configuration_current 1", self.ask("/metrics", token=None)[1])

    def test_another_organisations_configuration_is_not_taken(self):
        self.begin()
        self.await_event("run.ended")
        text = self.company.config.read_text()
        self.company.config.write_text(text.replace("app_key: test", "app_key: other"))
        self.hang_up()
        self.assert_kept(f"{self.company.folder}/state.db belongs to the organisation test, the configuration names "
                         "other; the old configuration stays in force",
                         "state: {path: ...} with a file of its own for each organisation")

    def assert_kept(self, message, hint):
        kept = self.await_event("config.kept")
        self.assertEqual((kept["level"], kept["message"], kept["hint"]), ("error", message, hint))
        self.company.write_roster(people(7))
        self.await_event("operation.done", operation="u-create-E007")
        self.assertEqual(self.await_event("run.ended")["outcome"], "done")

    def test_during_a_run_gives_the_new_configuration_its_run(self):
        self.company.configure(extra=LISTEN, sources=SOURCES, qps=20)
        self.company.write_roster(people(100))
        self.begin()
        self.await_event("operation.done", operation="u-create-E003")
        other = self.company.folder / "other.csv"
        other.write_text(OTHER.format(1), encoding="utf-8")
        self.company.configure(extra=LISTEN, sources=SOURCES + """
  - {name: other, connector: csv, options: {path: other.csv}}""")
        self.hang_up()
        self.await_event("config.reloaded")
        self.await_event("run.ended")
        self.await_event("operation.done", operation="u-create-N1")

    def test_at_the_start_another_organisations_state_is_refused(self):
        self.company.run("sync")
        text = self.company.config.read_text()
        self.company.config.write_text(text.replace("app_key: test", "app_key: other"))
        self.daemon = self.company.start("run")
        _, errors = self.daemon.communicate(timeout=30)
        self.assertEqual(self.daemon.returncode, 78)
        self.assertIn("belongs to the organisation test, the configuration names other", errors)


if __name__ == "__main__":
    unittest.main()
