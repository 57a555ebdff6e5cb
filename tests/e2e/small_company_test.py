#!/usr/bin/env python3
"""In a company of ten no guard's number is ever reached: what a bad export, and one decision of several, do there."""
import unittest

from company import Company, people


class SmallCompany(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.rows = [dict(row, status="active") for row in people(10)]

    def settle(self, rows):
        self.company.write_roster(rows)
        self.company.run("sync")
        self.company.sandbox.forget_calls()

    def refused(self, rows, headings=None):
        """Nothing changes, however often it is read."""
        self.company.write_roster(rows, headings)
        for _ in range(2):
            report = self.company.json("sync", expect=3)
            self.assertEqual([one["guard"] for one in report["held"]], ["lost_columns"])
        self.assertEqual(self.company.sandbox.writes(), [])
        return report["held"][0]

    def test_a_status_column_that_is_gone_or_blank_gives_the_only_former_colleague_no_account(self):
        self.rows[4]["status"] = "terminated"
        self.settle(self.rows)
        for headings in ([one for one in self.rows[0] if one != "status"], list(self.rows[0])):
            self.refused([{name: "" if name == "status" else row[name] for name in headings} for row in self.rows], headings)
        self.assertIsNone(self.company.sandbox.user("E005"))
        self.settle(self.rows)  # the mended file

    def test_a_status_column_that_is_gone_lets_nobody_begin(self):
        self.rows[4].update(status="prehire", hired_on="")
        self.settle(self.rows)
        self.assertIsNone(self.company.sandbox.user("E005"))
        self.refused([{name: row[name] for name in row if name != "status"} for row in self.rows])
        self.settle([dict(row, status="active") for row in self.rows])
        self.assertTrue(self.company.sandbox.user("E005"), "by a word")

    def test_a_column_of_last_days_that_is_gone_keeps_nobody_here(self):
        self.settle([dict(row, last_day="2031-01-31" if number == 4 else "") for number, row in enumerate(self.rows)])
        self.refused([{name: row[name] for name in row if name != "last_day"} for row in self.rows])
        self.settle([dict(row, last_day="") for row in self.rows])  # the column is there: it is taken back
        self.assertIn("active", self.company.run("explain", "E005"))

    def test_names_and_titles_that_changed_places_rename_nobody_and_the_good_file_passes(self):
        rows = [dict(row, title=f"店長{number}") for number, row in enumerate(self.rows)]
        self.settle(rows)
        hold = self.refused([dict(row, name=row["title"], title=row["name"]) for row in rows])
        self.assertEqual((hold["found"], hold["facts"]["swapped"]), (10, True))
        self.assertIn("名單", self.company.run("holds", "--lang", "zh-TW", expect=3))
        self.settle(rows)
        self.assertEqual(self.company.json("holds")["holds"], [])

    def test_whom_the_newest_file_names_in_a_faulty_row_is_not_missing_any_more(self):
        self.settle(self.rows)
        self.company.write_roster(self.rows[:4])
        self.company.run("plan", expect=3)  # six are missing
        faulty = [dict(row, status="xyz") if row["employee_id"] == "E010" else row for row in self.rows]
        self.company.write_roster(faulty)
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.writes(), [])
        self.company.write_roster(self.rows[:9])
        self.assertIn("user.delete", self.company.json("plan", expect=(2, 3))["summary"])
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_characters_that_became_question_marks_rename_nobody(self):
        self.settle(self.rows)
        self.company.write_roster([{name: text.encode("latin-1", "replace").decode("latin-1") for name, text in row.items()}
                                   for row in self.rows])
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.writes(), [])
        rules = {one["rule"] for one in self.company.json("findings")["findings"]}
        self.assertIn("text.lost", rules)

    def test_one_colleague_whose_name_and_title_are_put_right_is_no_swapped_column(self):
        rows = [dict(row, title=f"店長{number}") for number, row in enumerate(self.rows)]
        rows[3]["name"], rows[3]["title"] = rows[3]["title"], rows[3]["name"]
        self.settle(rows)
        rows[3]["name"], rows[3]["title"] = rows[3]["title"], rows[3]["name"]
        self.company.write_roster(rows)
        self.company.run("sync")
        self.assertEqual(len(self.company.sandbox.writes()), 1)


class Decisions(unittest.TestCase):
    def setUp(self):
        self.company = Company(extra="policy: {guards: {leavers: {count: 2, percent: 0}}}")
        self.addCleanup(self.company.close)
        self.rows = people(20)
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.company.sandbox.forget_calls()

    def test_an_approval_says_which_other_holds_it_decides(self):
        self.company.write_roster(self.rows[:15])  # five are missing: leavers, and a source that shrank
        held = self.company.json("sync", expect=3)["held"]
        self.assertLess({"leavers", "source_shrinks"}, {one["guard"] for one in held} | {""})
        first, *others = [one["id"] for one in held]
        text = self.company.run("approve", first, "--reason", "shop closed")
        for other in others:
            self.assertIn(other, text)
        self.company.run("sync")
        self.assertEqual(sum(one["path"].endswith("user/delete") for one in self.company.sandbox.writes()), 5)

    def test_sync_and_holds_tell_of_as_many_operations(self):
        self.company.write_roster(self.rows[:15])
        said = self.company.run("sync", expect=3)
        listed = self.company.run("holds", expect=3)
        for hold in self.company.json("holds", expect=3)["holds"]:
            sentence = f"; {len(hold['operations'])} operations wait"
            for text in (said, listed):
                line = next(one for one in text.splitlines() if hold["id"] + " " in one)
                self.assertIn(sentence, line)

    def test_a_saved_plan_leaves_alone_what_people_decided_about_other_operations(self):
        self.company.write_roster([dict(row, title="店長") if number == 0 else row for number, row in enumerate(self.rows)])
        self.company.run("plan", "--out", "saved.json", expect=2)
        rows = [dict(row, status="terminated") if number > 14 else row for number, row in enumerate(self.rows)]
        self.company.write_roster(rows)
        hold = self.company.json("sync", expect=3)["held"][0]["id"]
        self.company.run("approve", hold, "--reason", "shop closed")
        self.company.run("apply", "saved.json")
        self.assertEqual(self.company.sandbox.user("E001")["title"], "店長")
        self.company.run("sync", expect=(0, 3))
        self.assertEqual(sum(one["path"].endswith("user/delete") for one in self.company.sandbox.writes()), 5)

    def test_a_saved_plan_leaves_an_open_hold_its_number(self):
        self.company.write_roster([dict(row, title="店長") if number == 0 else row for number, row in enumerate(self.rows)])
        self.company.run("plan", "--out", "saved.json", expect=2)
        rows = [dict(row, status="terminated") if number > 14 else row for number, row in enumerate(self.rows)]
        self.company.write_roster(rows)
        hold = self.company.json("sync", expect=3)["held"][0]["id"]
        self.company.run("apply", "saved.json")
        self.assertEqual([one["id"] for one in self.company.json("holds", expect=3)["holds"]], [hold])


if __name__ == "__main__":
    unittest.main()
