#!/usr/bin/env python3
"""Where DingTalk's documents contradict each other, or leave something open, rosterd converges in either world: a
load, then every kind of change, against a sandbox with the other reading of each fact. (Facts that only an HTTP call
can meet, and those about what rosterd never sends: tests/core/dingtalk, tests/daemon.)"""
import concurrent.futures
import unittest

from company import Company, people

POLICY = """policy:
  guards: {source_shrinks: {percent: 100}, vanished_branches: {count: 9}}
  lifecycle: {mobile_change: recreate}
  entitlements:
    rules:
      - {when: {department: "零售/**"}, grant: {roles: ["門店/店員"]}}
      - {when: {title: "*店長"}, grant: {roles: ["門店/店長"]}}
"""
FIXED_NUMBER = "mobile_in_update=never"
EMPTY_TEXT = "empty_text_clears=false"
SHORTER_TEXTS = "catalogue_text_limits=true"
WORLDS = {
    "as it is without a rule": [[]],
    "a number in an update, and how it is refused": [[FIXED_NUMBER, f"mobile_change_code={code}"]
                                                     for code in (40022, 41054, 40021)],
    "departments of a person in an update": [["departments_on_update=100"], ["takes_department_arrays=false"]],
    "a department with empty ones below it": [["cascade_department_delete=true"]],
    "a name that a sibling has": [["sibling_name_code=60021"]],
    "a userid nobody has": [["unknown_user_code=33012"], ["unknown_user_code=60121"], ["unknown_user_code=40003"]],
    "an empty text": [[EMPTY_TEXT]],
    "a hiring date": [["clears_hired_date=true"]],
    "the order of members": [["larger_order_first=false"]],
    "the lengths of texts": [[SHORTER_TEXTS]],
    "a token": [["corp_token_is_new=true", "corp_token_ends_last=true"]],
    "who has left and returns": [["recreated_keeps_unionid=false"]],
    "when what is new shows": [["visibility_delay_ms=1500"], ["visibility_delay_ms=1500", "late_to_writes=true"]],
    "the body of 60104": [["names_holder_at_top_level=true"]],
    "the name of a login": [["takes_login_id_on_update=true"]],
    "a role batch with a bad userid": [["partial_role_batches=true"]],
    "members of a department": [["members_per_department=1000"]],
    "calls at once, by a code in the envelope or inside 88": [["calls_at_once=3", "latency_ms=20"],
                                                              ["calls_at_once=3", "latency_ms=20", "wraps_limits=true"]],
    "the order of the gateway's checks": [["path_before_token=false"], ["faults_before_token=false"]],
}


class Contradictions(unittest.TestCase):
    def converges(self, rules):
        company = Company(*(part for rule in rules for part in ("--rule", rule)), extra=POLICY,
                          qps=200 if "calls_at_once=3" in rules else 100000)
        try:
            rows = people(8) + [{**people(9)[8], "departments": "臨時/甲"}]
            rows[1]["title"] = "旺角店長"
            for row in rows:
                row |= {"work_place": "", "remark": ""}
            rows[0] |= {"work_place": "旺" * 63, "remark": "註" * 1500}
            company.write_roster(rows)
            company.run("sync")
            self.agrees(company, rows)
            self.has_texts(company, rows[0], None if SHORTER_TEXTS in rules else rows[0])
            self.change(company, rows)
            # The number of somebody who never logged in is refused, said, and given by a new account the next time.
            company.run("sync", expect=4 if FIXED_NUMBER in rules else 0)
            company.run("sync", "--full")
            self.agrees(company, rows)
            self.has_texts(company, rows[0], rows[0] if SHORTER_TEXTS not in rules else {**rows[0], "remark": ""})
            stay = {one["rule"] for one in company.json("findings")["findings"] if one["rule"].endswith(".stays")}
            self.assertEqual(stay, {"title.stays", "telephone.stays"} if EMPTY_TEXT in rules else
                             {"remark.stays"} if SHORTER_TEXTS in rules else set())
        finally:
            company.close()

    def change(self, company, rows):
        """What HR changes, and beforehand somebody by hand."""
        sandbox = company.sandbox
        sandbox.call("/sandbox/time", {"forward": "2h"})  # tokens expire
        finance = next(one for one in sandbox.organisation()["departments"] if one["name"] == "財務部")
        sandbox.call("/sandbox/departments", {"name": "報銷", "parent_id": finance["dept_id"]})
        sandbox.call("/sandbox/users/E007", method="DELETE")
        sandbox.fault(path="/topapi/*", mode="errcode", errcode=-1)
        rows.pop()  # and with them 臨時/甲 and 臨時
        del rows[6]
        rows[2] |= {"title": "", "telephone": ""}
        rows[3] |= {"departments": "財務部/報銷", "manager_id": "E002", "hired_on": ""}
        rows[4]["mobile"] = "+852-52999999"
        rows[5]["title"] = "中環店長"
        rows.append({**people(10)[9], "departments": "新店/收銀", "work_place": "", "remark": ""})
        rows[1]["manager_id"] = "E010"
        rows[0]["work_place"] = "旺" * 50
        company.write_roster(rows)

    def has_texts(self, company, row, wanted):
        """Whole or not at all. `wanted` None: neither."""
        account = next(one for one in company.sandbox.organisation()["users"] if one["userid"] == row["employee_id"])
        for field in ("work_place", "remark"):
            self.assertEqual(account.get(field, ""), wanted[field] if wanted else "")

    def agrees(self, company, rows):
        self.assertEqual(company.json("plan")["operations"], [])
        organisation = company.sandbox.organisation()
        accounts = {one["userid"]: one for one in organisation["users"] if one["userid"] != "manager01"}
        self.assertEqual(set(accounts), {row["employee_id"] for row in rows})
        for row in rows:
            self.assertEqual("+852-" + accounts[row["employee_id"]]["mobile"], row["mobile"])
        self.assertEqual({one["name"] for one in organisation["departments"] if one["dept_id"] != 1},
                         {part for row in rows for part in row["departments"].split("/")})

    def test_either_reading_of_each_fact_leads_to_what_hr_says(self):
        worlds = [(fact, rules) for fact, readings in WORLDS.items() for rules in readings]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            played = [pool.submit(self.converges, rules) for _, rules in worlds]
        for (fact, rules), one in zip(worlds, played):
            with self.subTest(fact, rules=rules):
                one.result()


if __name__ == "__main__":
    unittest.main()
