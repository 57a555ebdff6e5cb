#!/usr/bin/env python3
"""HR renames, moves and splits departments: they keep their dept_id, and doubts are settled by people."""
import unittest

from company import Company, people


class Reorganisation(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.rows = [{**row, "departments": "零售/旺角店" if i % 2 else "零售/尖沙咀店"}
                     for i, row in enumerate(people(40))]
        self.company.write_roster(self.rows)
        self.company.run("sync")
        self.ids = self.departments()
        self.company.sandbox.forget_calls()

    def departments(self):
        """Path -> dept_id, as DingTalk has them."""
        found, open_ = {}, [("", 1)]
        while open_:
            path, at = open_.pop()
            for one in self.company.sandbox.oapi("/topapi/v2/department/listsub", {"dept_id": at})["result"]:
                found[path + "/" + one["name"]] = one["dept_id"]
                open_.append((path + "/" + one["name"], one["dept_id"]))
        return found

    def rename(self, old, new, only=lambda i: True):
        self.rows = [{**row, "departments": row["departments"].replace(old, new) if only(i) else row["departments"]}
                     for i, row in enumerate(self.rows)]
        self.company.write_roster(self.rows)

    def test_a_renamed_division_is_one_call(self):
        self.rename("零售/", "零售部/")
        self.company.run("sync")
        self.assertEqual([one["path"] for one in self.company.sandbox.writes()], ["/topapi/v2/department/update"])
        self.assertEqual(self.departments(), {path.replace("/零售", "/零售部", 1): dept_id
                                              for path, dept_id in self.ids.items()})
        self.company.sandbox.forget_calls()
        self.company.run("sync", "--full")
        self.assertEqual(self.company.sandbox.writes(), [])
        self.assertIn("department.goes_on", self.company.run("audit"))

    def test_a_crash_before_the_change_went_over_loses_nothing(self):
        self.rename("零售/旺角店", "零售/朗豪坊店")
        self.company.sandbox.fault(path="/topapi/v2/department/update", mode="errcode", errcode=60112, count=1)
        self.company.run("sync", expect=(4, 75))
        self.company.run("sync")
        self.assertEqual(self.departments()["/零售/朗豪坊店"], self.ids["/零售/旺角店"])
        self.assertNotIn("/零售/旺角店", self.departments())

    def test_a_split_in_halves_is_held_and_settled_by_linking(self):
        self.rename("零售/旺角店", "零售/旺角一店", lambda i: i % 4 == 1)
        self.rename("零售/旺角店", "零售/旺角二店")
        held = self.company.json("sync", expect=3)["held"]
        self.assertEqual([hold["guard"] for hold in held], ["reorganisation"])
        self.assertEqual(self.company.sandbox.writes(), [])
        self.assertIn("旺角二店", self.company.run("holds", "--lang", "zh-TW", expect=3))
        self.company.run("link", "--department", "零售/旺角二店", str(self.ids["/零售/旺角店"]))
        self.company.run("sync")
        now = self.departments()
        self.assertEqual(now["/零售/旺角二店"], self.ids["/零售/旺角店"])
        self.assertNotIn("/零售/旺角店", now)
        self.company.sandbox.forget_calls()
        self.company.run("sync", "--full")
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_split_that_is_approved_keeps_the_proposed_one(self):
        self.rename("零售/旺角店", "零售/旺角一店", lambda i: i % 4 == 1)
        self.rename("零售/旺角店", "零售/旺角二店")
        held = self.company.json("sync", expect=3)["held"]
        self.company.run("approve", held[0]["id"])
        self.company.run("sync")
        self.assertEqual(self.departments()["/零售/旺角一店"], self.ids["/零售/旺角店"])

    def test_linking_what_is_not_there_says_so(self):
        for arguments in (["link", "--department", "零售/旺角店", "0"], ["link", "--department", "零售/旺角店", "99999"],
                          ["link", "--department", "火星", str(self.ids["/零售"])],
                          ["link", "--department", "零售/旺角店", str(self.ids["/零售"])]):
            self.company.run(*arguments, expect=64)


if __name__ == "__main__":
    unittest.main()
