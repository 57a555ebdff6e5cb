#!/usr/bin/env python3
"""Five hundred bad exports: none removes anybody by absence, and whoever the export names as a leaver still goes."""
import csv
import io
import json
import os
import random
import shutil
import time
import unittest

from company import Company, people

DEPARTMENTS = ("零售/旺角店", "零售/中環店", "零售/沙田店", "總部/財務部", "總部/資訊部", "物流")
SMALL = "外派/上海"
EXPORTS = int(os.environ.get("BAD_EXPORTS", "500"))
LEAVERS = 4


def text_of(rows, headings):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Export:
    """One bad export of `rows`: the bytes of the file, and who of the proven leavers it still names."""

    def __init__(self, rows, dice):
        self.rows, self.dice, self.headings = rows, dice, list(rows[0])
        self.named = {row["employee_id"] for row in rows if row["status"] == "terminated"}
        self.kind = dice.choice((self.emptied, self.cut, self.shifted, self.encoded, self.branch, self.renumbered))
        self.bytes = self.kind()

    def keep(self, rows):
        self.named &= {row["employee_id"] for row in rows}
        return rows

    def emptied(self):
        self.named = set()
        return self.dice.choice((b"", b"\r\n\r\n", text_of([], self.headings).encode(), "\ufeff".encode()))

    def cut(self):
        left = self.dice.randrange(1, len(self.rows) - 8)
        text = text_of(self.keep(self.rows[:left]), self.headings).encode()
        if self.dice.random() < 0.5:  # in the middle of the last row
            text = text[:-self.dice.randrange(3, 20)]
            self.named = set()  # the whole file may be refused
        return text

    def shifted(self):
        by = self.dice.randrange(1, len(self.headings))
        moved = self.headings[by:] + self.headings[:by]
        self.named = set()
        return text_of([{to: row[at] for to, at in zip(self.headings, moved)} for row in self.rows],
                       self.headings).encode()

    def encoded(self):
        self.named = set()  # a file that can't be read is refused
        text = text_of(self.rows, self.headings)
        return self.dice.choice((text.encode("utf-16-le"), text.encode("big5", "replace"), text.encode("gbk", "replace"),
                                 text.encode().decode("latin-1").encode(), text.encode("utf-8")[1:]))

    def branch(self):
        name = self.dice.choice(("零售", "總部", SMALL, SMALL, *DEPARTMENTS))
        gone = [row for row in self.rows if row["departments"].startswith(name)]
        return text_of(self.keep([row for row in self.rows if row not in gone]), self.headings).encode()

    def renumbered(self):
        self.named = set()
        change = self.dice.choice((lambda i: "N" + i, lambda i: i.replace("E", "E9"), lambda i: i[1:]))
        return text_of([{**row, "employee_id": change(row["employee_id"]),
                         "manager_id": change(row["manager_id"]) if row["manager_id"] else ""}
                        for row in self.rows], self.headings).encode()


class BadExports(unittest.TestCase):
    def test_nobody_is_removed_by_absence_and_whoever_is_named_goes(self):
        company = Company()
        self.addCleanup(company.close)
        rows = people(150, DEPARTMENTS)
        for row in rows[10:13]:  # fewer than leave in a week: only that all of them are missing tells
            row["departments"] = SMALL
        company.write_roster(rows)
        company.run("sync")
        state = company.folder / "state.db"
        settled = company.folder / "settled.db"
        company.run("backup", str(settled))
        seed = int(os.environ.get("BAD_EXPORTS_SEED", time.time_ns() % 1_000_000))
        dice = random.Random(seed)
        struck = {}
        for number in range(EXPORTS):
            today = [dict(row) for row in rows]
            for row in dice.sample(today, dice.choice((0, LEAVERS))):
                row["status"] = "terminated"
            export = Export(today, dice)
            for file in company.folder.glob("state.db*"):
                file.unlink()
            shutil.copy(settled, state)
            company.roster.write_bytes(export.bytes)
            os.utime(company.roster, (time.time() - 60,) * 2)
            with self.subTest(seed=seed, number=number, kind=export.kind.__name__):
                self.judge(company.run("plan", "--json", expect=(0, 2, 3, 75)), export)
            struck[export.kind.__name__] = struck.get(export.kind.__name__, 0) + 1
        self.assertEqual(len(struck), 6, struck)

    def judge(self, output, export):
        plan = json.loads(output) if output.strip() else {}
        held = {one for hold in plan.get("held", []) for one in hold["operations"]}
        goes = [one for one in plan.get("operations", [])
                if one["kind"] in ("user.delete", "user.disable") and one["id"] not in held]
        self.assertEqual([one["employee_id"] for one in goes if one["cause"]["rule"] == "leaver.absent"], [])
        self.assertEqual({one["employee_id"] for one in goes} & export.named, export.named)


if __name__ == "__main__":
    unittest.main()
