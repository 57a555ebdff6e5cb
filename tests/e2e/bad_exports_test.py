#!/usr/bin/env python3
"""Five hundred bad exports: none removes anybody by absence, gives former staff an account or anybody a second one, and
whoever the export or a push names as a leaver still goes in that same run. Every third one is really carried out."""
import csv
import io
import json
import os
import random
import shutil
import sqlite3
import time
import unittest

from company import Company, Sandbox, people

DEPARTMENTS = ("零售/旺角店", "零售/中環店", "零售/沙田店", "總部/財務部", "總部/資訊部", "物流")
SMALL = "外派/上海"
EXPORTS = int(os.environ.get("BAD_EXPORTS", "500"))
CARRIED_OUT = 3  # of so many one is a sync, the others are plans
LEAVERS = 4
FORMER = [f"E{number:03}" for number in range(140, 146)]  # who left long ago, and are still listed
PUSHED = [f"P{number}" for number in range(8)]  # people of another source, which pushes
SOURCES = """  - {name: hr, connector: csv, options: {path: roster.csv}}
  - {name: hris, connector: push}"""


def text_of(rows, headings):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Export:
    """One bad export of `rows`: the bytes of the file, and who of the new leavers it still names."""

    def __init__(self, rows, leavers, yesterday, dice):
        self.rows, self.yesterdays, self.dice, self.headings = rows, yesterday, dice, list(rows[0])
        self.named = set(leavers)
        self.kind = dice.choice(KINDS)
        self.bytes = self.kind(self)

    def keep(self, rows):
        self.named &= {row["employee_id"] for row in rows}
        return rows

    def emptied(self):
        self.named = set()
        return self.dice.choice((b"", b"\r\n\r\n", text_of([], self.headings).encode(), "\ufeff".encode()))

    def cut(self):
        # Six accounts and more are missing: five may leave in a run, and former staff have none.
        left = self.dice.randrange(1, len(self.rows) - 11)
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

    def without_a_column(self):
        gone = self.dice.choice(self.headings)
        self.forget(gone)
        return text_of([{name: row[name] for name in self.headings if name != gone} for row in self.rows],
                       [name for name in self.headings if name != gone]).encode()

    def blanks(self):
        blank = self.dice.choice(self.headings)
        self.forget(blank)
        return text_of([{**row, blank: ""} for row in self.rows], self.headings).encode()

    def forget(self, column):
        """Without its status nobody is a leaver; rows without an id or a name, or without those of others, can't be
        read."""
        if column in ("employee_id", "name", "status"):
            self.named = set()

    def yesterday(self):
        self.named = set()
        return text_of(self.yesterdays, self.headings).encode()


KINDS = (Export.emptied, Export.cut, Export.shifted, Export.encoded, Export.branch, Export.renumbered,
         Export.without_a_column, Export.blanks, Export.yesterday)


class BadExports(unittest.TestCase):
    POLICY = ""
    EXPORTS = EXPORTS

    def people(self):
        return people(150, DEPARTMENTS)

    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.company.configure(sources=SOURCES, extra=self.POLICY)
        self.rows = self.people()
        for row in self.rows[10:13]:  # fewer than leave in a week: only that all of them are missing tells
            row["departments"] = SMALL
        for number, row in enumerate(self.rows):
            row["status"] = "terminated" if row["employee_id"] in FORMER else "active"
            row["last_day"] = "2031-01-31" if number % 9 == 0 else ""
        # Four have joined since yesterday, and five have another title: by no limit alone is that too much.
        self.yesterdays = [dict(row, title="店長") if number < 5 else row for number, row in enumerate(self.rows[:-4])]
        self.company.write_roster(self.yesterdays)
        self.push(records=[{"employee_id": one, "name": f"外包{one}", "mobile": f"+852-6200000{one[1:]}",
                            "departments": "外包"} for one in PUSHED])
        self.company.run("sync")
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.settled = self.company.folder / "settled.db"
        self.company.run("backup", str(self.settled))
        self.organisation = self.company.folder / "organisation.json"
        self.settled_organisation = json.dumps(self.company.sandbox.organisation())
        self.known = self.all_userids()
        self.before = self.userids()
        self.assertEqual(len(self.before & set(FORMER)), 0)
        self.assertEqual(len(self.before), 150 - len(FORMER) + len(PUSHED))

    def push(self, **body):
        """As the daemon keeps what an HRIS calls it with."""
        state = self.company.folder / "state.db"
        if not state.exists():
            self.company.run("plan", expect=(0, 2, 3))
        with sqlite3.connect(state) as database:
            database.execute("INSERT INTO pushed (source, received, body) VALUES ('hris', ?, ?)",
                             (time.time_ns() // 1_000_000, json.dumps(body)))
        database.close()

    def userids(self):
        return {one["userid"] for one in self.company.sandbox.organisation()["users"]
                if one["userid"][0] in "EP" and one["userid"][1:].isdigit()}

    def all_userids(self):
        return {one["userid"] for one in self.company.sandbox.organisation()["users"]}

    def restore(self):
        for file in self.company.folder.glob("state.db*"):
            file.unlink()
        shutil.copy(self.settled, self.company.folder / "state.db")
        if self.company.sandbox.writes():
            self.company.sandbox.stop()
            self.organisation.write_text(self.settled_organisation, encoding="utf-8")  # it is kept as it becomes
            self.company.sandbox = Sandbox("--qps", "0", "--region", "HK", "--org", str(self.organisation))
            self.company.configure(sources=SOURCES, extra=self.POLICY)

    def test_nobody_is_removed_by_absence_and_whoever_is_named_goes(self):
        seed = int(os.environ.get("BAD_EXPORTS_SEED", time.time_ns() % 1_000_000))
        dice = random.Random(seed)
        struck = {}
        for number in range(self.EXPORTS):
            today = [dict(row) for row in self.rows]
            leavers, pushed = set(), set()
            how = dice.choice(("nobody", "file", "push"))
            if how == "file":
                for row in dice.sample([row for row in today if row["status"] == "active"], LEAVERS):
                    row["status"] = "terminated"
                    leavers.add(row["employee_id"])
            self.restore()
            if how == "push":
                pushed = set(dice.sample(PUSHED, LEAVERS))
                self.push(tombstones=sorted(pushed))
            export = Export(today, leavers, self.yesterdays, dice)
            self.company.roster.write_bytes(export.bytes)
            os.utime(self.company.roster, (time.time() - 60,) * 2)
            kind = export.kind.__name__
            carry_out = number % CARRIED_OUT == 0
            with self.subTest(seed=seed, number=number, kind=kind, how=how):
                if carry_out:
                    self.company.run("sync", "--json", expect=(0, 3, 75))
                    self.judge_organisation(export, leavers, pushed)
                    self.judge_mended(today, leavers, pushed)
                else:
                    self.judge_plan(self.company.run("plan", "--json", expect=(0, 2, 3, 75)), export, leavers, pushed)
            struck.setdefault(kind, set()).add((how, carry_out))
        self.assertEqual(len(struck), len(KINDS), struck)

    def judge_organisation(self, export, leavers, pushed):
        now = self.userids()
        gone = self.before - now
        self.assertEqual(gone - leavers - pushed, set(), "nobody is removed who is only missing")
        self.assertEqual((export.named | pushed) - gone, set(), "whoever has left by somebody's word goes")
        self.assertEqual(now & set(FORMER), set(), "former staff stay out")
        self.assertEqual(self.all_userids() - self.known, set(), "nobody gets an account under an id that is new")

    def judge_mended(self, today, leavers, pushed):
        """HR puts the export right: nobody stays a leaver whom only the bad one made one."""
        self.company.write_roster(today)
        self.company.run("sync", expect=(0, 3))
        self.assertEqual(self.before - self.userids() - leavers - pushed, set(), "whoever HR still lists is there")

    def judge_plan(self, output, export, leavers, pushed):
        plan = json.loads(output) if output.strip() else {}
        held = {one for hold in plan.get("held", []) for one in hold["operations"]}
        goes = [one for one in plan.get("operations", []) if one["id"] not in held]
        removed = {one["employee_id"] for one in goes if one["kind"] in ("user.delete", "user.disable")}
        self.assertEqual(removed - leavers - pushed, set())
        self.assertEqual((export.named | pushed) - removed, set())
        self.assertEqual({one["employee_id"] for one in goes if one["kind"] in ("user.create", "user.enable")}
                         & set(FORMER), set())
        self.assertEqual({one["userid"] for one in goes if one["kind"] == "user.create"} - self.known, set())


class BadExportsOfEnterpriseAccounts(BadExports):
    """Which need neither number nor mail, so that nothing refuses them twice."""
    POLICY = "policy: {account: {kind: sso}, lifecycle: {leaver: {enterprise: delete}}}"
    EXPORTS = EXPORTS // 5

    def people(self):
        return [{**row, "mobile": "", "email": "", "telephone": ""} for row in super().people()]


if __name__ == "__main__":
    unittest.main()
