#!/usr/bin/env python3
"""What people look at, in a real browser: the preview of a plan on a phone, and the sandbox's page."""
import json
import subprocess
import unittest

from company import ROOT, Company, people

FOLDER = ROOT / "tests" / "browser"
PHONE, DESK = (360, 740), (1280, 900)


def browse(url, *steps, size=DESK):
    if not (FOLDER / "node_modules").is_dir():
        raise AssertionError(f"the browser's driver is not installed: run tests/run.sh, or npm ci in {FOLDER}")
    done = subprocess.run(["node", "browse.mjs", url, *map(str, size)], cwd=FOLDER, input=json.dumps(steps),
                          capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


class Preview(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        rows = people(30)
        self.company.write_roster(rows)
        self.company.run("sync")
        rows[4].update(name="<b>周</b>", title="店長" * 20)
        self.company.write_roster([*rows[:20], *people(33)[30:]])  # ten are missing: held
        self.page = self.company.folder / "plan.html"

    def preview(self, language, *steps, size=PHONE):
        self.page.write_text(self.company.run("plan", "--format", "html", "--lang", language, expect=3), "utf-8")
        return browse(self.page.as_uri(), *steps, size=size)

    def test_it_fits_a_phone_in_three_languages(self):
        for language, held in (("zh-TW", "待批准"), ("zh-CN", "待批准"), ("en", "held")):
            for size in (PHONE, DESK):
                overflow, chips = self.preview(language, ["overflow"], ["texts", ".chips button"], size=size)
                self.assertLessEqual(overflow, 0)
                self.assertIn(held, " ".join(chips))

    def test_searching_and_the_chips_narrow_it_down(self):
        everything, _, found, _, none = self.preview(
            "en", ["texts", "article[data-kind] h2"], ["type", "input", "陳31"], ["texts", "article[data-kind] h2"],
            ["type", "input", "nobody at all"], ["texts", "article[data-kind] h2"])
        self.assertGreater(len(everything), 10)
        self.assertEqual(len(found), 1)
        self.assertIn("陳31", found[0])
        self.assertEqual(none, [])

    def test_departments_fold_and_open_again_for_what_is_searched(self):
        texts, _, folded, _, found, _, everything = self.preview(
            "en", ["texts", "details.group summary"], ["click", "#fold"], ["texts", "article[data-kind] h2"],
            ["type", "input", "陳31"], ["texts", "article[data-kind] h2"], ["type", "input", " "],
            ["texts", "details.group summary"])
        self.assertGreater(len(texts), 1)
        self.assertEqual(folded, [])
        self.assertEqual(len(found), 1)
        self.assertEqual(len(everything), len(texts))

    def test_a_department_that_is_searched_shows_its_people_alone(self):
        _, departments, people = self.preview("zh-TW", ["type", "input", "財務部"], ["texts", "details.group summary"],
                                              ["texts", "article[data-kind] h2"])
        self.assertEqual(len(departments), 1)
        self.assertIn("財務部", departments[0])
        self.assertGreater(len(people), 0)

    def test_person_by_person_and_back_nobody_is_lost(self):
        before, _, groups, flat, overflow, _, after = self.preview(
            "zh-CN", ["texts", "article[data-kind] h2"], ["click", "#by-person"], ["texts", "details.group summary"],
            ["texts", "#people article h2"], ["overflow"], ["click", "#by-department"],
            ["texts", "article[data-kind] h2"])
        self.assertEqual(groups, [])
        self.assertEqual(sorted(flat), sorted(before))
        ids = [one.split("E0")[1] for one in flat if "E0" in one]
        self.assertEqual(ids, sorted(ids))
        self.assertLessEqual(overflow, 0)
        self.assertEqual(after, before)

    def test_a_leaver_is_said_to_be_removed_and_what_is_lost_with_them(self):
        for language, words in (("zh-TW", "24 小時內再加入"), ("zh-CN", "24 小时内再加入"), ("en", "within 24 hours")):
            _, article = self.preview(language, ["type", "input", "E021"], ["texts", "article[data-kind]"])
            self.assertIn(words, article[0])

    def test_a_chip_shows_its_kind_alone(self):
        _, _, shown, pressed = self.preview(
            "en", ["type", "input", " "], ["click", '[data-kind="user.create"]'], ["texts", "article[data-kind] h2"],
            ["value", '[data-kind="user.create"]', "ariaPressed"])
        self.assertEqual(len(shown), 3)
        self.assertTrue(all("create account" in one for one in shown), shown)
        self.assertEqual(pressed, "true")

    def test_what_hr_wrote_is_text_and_no_markup(self):
        texts, = self.preview("en", ["texts", "article[data-kind] h2"])
        self.assertTrue(any("<b>周</b>" in one for one in texts))


class PreviewOfRights(unittest.TestCase):
    def test_rights_are_summed_up_by_level_and_name_their_rules_on_a_phone(self):
        company = Company(extra="""policy:
  entitlements:
    rules:
      - {when: {level: P6}, grant: {roles: ["一個名稱很長很長很長很長的角色組/一個名稱很長很長很長很長的角色"], hide_mobile: true}}
""")
        self.addCleanup(company.close)
        rows = people(8)
        for i, row in enumerate(rows):
            row["level"] = "P6" if i < 3 else "P5"
        company.write_roster(rows)
        page = company.folder / "plan.html"
        page.write_text(company.run("plan", "--format", "html", "--lang", "en", expect=2), "utf-8")
        _, levels, effects, rights, overflow = browse(
            page.as_uri(), ["click", "details.rights > summary"], ["texts", "details.rights dt"], ["texts", "details.rights dd div"],
            ["texts", "ul.rights li"], ["overflow"], size=PHONE)
        self.assertEqual(levels, ["P6"])
        self.assertIn("×3 (entitlements.rules[0])", effects[-1])
        self.assertEqual(len(rights), 4, rights)  # three people, and the role that is made for them
        self.assertIn("entitlements.rules[0]", rights[0])
        self.assertLessEqual(overflow, 0)


class SandboxPage(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.company.write_roster(people(12))
        self.company.run("sync")

    def test_it_shows_the_organisation_and_the_calls_and_fits_a_phone(self):
        for size in (PHONE, DESK):
            _, facts, tree, calls, overflow = browse(
                self.sandbox.url + "/", ["wait", "#tree summary", "零售"], ["texts", "#facts"], ["texts", "#tree summary"],
                ["texts", "#counts td"], ["overflow"], size=size)
            self.assertIn("13 people", facts[0])  # and who made the company
            self.assertIn("財務部", " ".join(tree))
            self.assertIn("/topapi/v2/user/create", " ".join(calls))
            self.assertLessEqual(overflow, 0)

    def test_it_speaks_three_languages(self):
        answers = browse(self.sandbox.url + "/", ["choose", "#language", "zh-TW"], ["wait", "h2", "故障開關"],
                         ["choose", "#language", "zh-CN"], ["wait", "h2", "故障开关"],
                         ["choose", "#language", "en"], ["wait", "h2", "Faults"])
        self.assertEqual(answers[1::2], [True] * 3)

    def test_a_fault_that_is_switched_on_strikes_and_can_be_switched_off(self):
        browse(self.sandbox.url + "/", ["wait", "#tree summary", "零售"], ["type", "#path", "/topapi/v2/user/update"],
               ["click", "#fault button"], ["wait", "#faults", "/topapi/v2/user/update"])
        self.assertEqual(len(self.sandbox.call("/sandbox/faults")), 1)
        browse(self.sandbox.url + "/", ["wait", "#faults", "/topapi/v2/user/update"], ["click", "#clear"],
               ["gone", "#faults li"])
        self.assertEqual(self.sandbox.call("/sandbox/faults"), [])

    def test_somebody_changed_by_hand_is_put_right_by_the_next_full_read(self):
        browse(self.sandbox.url + "/", ["choose", "#language", "en"], ["type", "#find", "陳3"],
               ["wait", "#tree li", "E003"], ["click", "#tree li button.edit"], ["wait", "#whose", "陳3"],
               ["type", "#fields input[name=title]", "by hand"], ["click", "#save"], ["wait", "#tree li", "by hand"])
        self.assertEqual(self.sandbox.user("E003")["title"], "by hand")
        self.company.run("sync", "--full")
        self.assertEqual(self.sandbox.user("E003")["title"], "店員")


if __name__ == "__main__":
    unittest.main()
