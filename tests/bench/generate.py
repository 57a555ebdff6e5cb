#!/usr/bin/env python3
"""Writes the rosters of the benchmark: yesterday's, today's (1 % new, 5 % changed, 1 % gone), and a
seed for the sandbox that equals yesterday's. The same bytes for the same size.

Usage: generate.py PEOPLE FOLDER
"""

import pathlib
import sys

HEADINGS = ("employee_id,name,mobile,email,org_email,telephone,title,level,departments,leads,manager_id,"
            "work_place,remark,hired_on,status,time_zone,ext.card,ext.cost_center,hide_mobile,login_id")
KEYS = HEADINGS.split(",")

SURNAMES = "陳李黃張林王吳劉梁蔡楊鄭葉何郭曾羅謝馮鄧許蘇盧周余麥關譚"
GIVEN = "家偉文志明詩嘉欣慧儀思敏俊傑浩然子軒樂怡穎琳美玲國強德永健麗芬曉彤梓晴凱婷珊雅雯"
TITLES = ["營業員", "資深營業員", "收銀員", "倉務員", "店長", "工程師", "高級工程師", "會計主任", "採購主任", "人事助理"]
CITIES = ["香港島", "九龍", "新界", "深圳", "廣州", "澳門", "珠海", "東莞"]
REMARKS = ["", "", "", "", "", "", "急救員證書有效", "\"可講普通話, 英語\"", "逢星期三休息", "鑰匙編號 K-17"]

# Blocks in which every number is a valid mobile number for libphonenumber.
HK_BLOCKS = "512 513 514 516 531 533 542 548 551 554 562 592 593 596 604 605 609 614 621 633 648 651 662 673 " \
            "681 692 695 901 903 912 915 923 934 942 947 951 961 972 981 984".split()
MAINLAND = "134 135 136 137 138 139 150 151 152 158 159 186 187 188 199".split()


def mobile(i):
    """Written as DingTalk wants it for a company registered in mainland China; i below 8,000,000."""
    half = i // 2
    if i % 2:
        return f"{MAINLAND[half % 15]}{half // 15 * 15485863 % 100000000:08d}"
    return f"+852-{HK_BLOCKS[half % 40]}{half // 40 * 7919 % 100000:05d}"


class Company:
    def __init__(self, people):
        self.people = people
        self.departments = max(20, people // 1000)
        self.paths = [f"集團/{CITIES[d % len(CITIES)]}/門店{d:04d}" for d in range(self.departments)]

    def row(self, i):
        """The texts of person i. The first of every department leads it."""
        d = i % self.departments
        number = f"{i:07d}"
        manager = f"E{d:07d}" if i >= self.departments else ("" if i == 0 else "E0000000")
        return [f"E{number}", SURNAMES[i * 7 % 28] + GIVEN[i * 11 % 40] + GIVEN[i // 40 * 13 % 40], mobile(i),
                f"e{number}@example.hk", f"e{number}@example.com", f"8{number}", TITLES[i * 3 % 10], f"P{i % 7 + 1}",
                self.paths[d], "yes" if i < self.departments else "no", manager, CITIES[d % len(CITIES)],
                REMARKS[i * 7 % 10], f"{2000 + i % 25}-{i % 12 + 1:02d}-{i % 28 + 1:02d}", "active", "Asia/Hong_Kong",
                f"C{i * 7919 % 100000000:08d}", f"CC{d % 97:03d}", "no", f"p{number}"]

    def changed(self, i):
        """Person i with one difference: title, remark, work place, department, mail or name."""
        row = self.row(i)
        kind = i // 20 % 6
        if kind == 0:
            row[6] += "(署任)"
        elif kind == 1:
            row[12] = "合約已續"
        elif kind == 2:
            row[11] = "總部"
        elif kind == 3:
            row[8] = self.paths[(i + 1) % self.departments]
        elif kind == 4:
            row[3] = f"new.{row[3]}"
        else:
            row[1] += "欣"
        return row


def json_of(row):
    """A person as the sandbox takes them. No text here needs escaping but the quoted remark."""
    person = dict(zip(KEYS, row))
    fields = "".join(f'"{key}":"{person[key]}",' for key in ("employee_id", "name", "mobile", "email", "org_email",
                                                             "telephone", "title", "manager_id", "work_place",
                                                             "hired_on", "departments"))
    leads = person["departments"] if person["leads"] == "yes" else ""
    remark = person["remark"].strip('"')
    return (f'{{{fields}"leads":"{leads}","remark":"{remark}","hide_mobile":false,'
            f'"ext":{{"card":"{person["ext.card"]}","cost_center":"{person["ext.cost_center"]}"}}}}')


def write(company, yesterday, today, seed):
    """Nobody leaves who leads or manages: that is not what is measured here."""
    yesterday.write(HEADINGS + "\n")
    today.write(HEADINGS + "\n")
    for i in range(company.people):
        row = company.row(i)
        line = ",".join(row) + "\n"
        yesterday.write(line)
        turn = (i - company.departments) % 100 if i >= company.departments else -1
        if turn < 0 or turn % 20 != 3 and turn != 7:
            today.write(line)
        elif turn != 7:
            today.write(",".join(company.changed(i)) + "\n")
        seed.write(("[" if i == 0 else ",\n") + json_of(row))
    seed.write("]\n")
    for i in range(company.people, company.people + company.people // 100):
        today.write(",".join(company.row(i)) + "\n")


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    names = ("yesterday.csv", "today.csv", "seed.json")
    files = [open(folder / name, "w", encoding="utf-8", newline="\n") for name in names]
    write(Company(int(sys.argv[1])), *files)
    for file in files:
        file.close()


if __name__ == "__main__":
    main()
