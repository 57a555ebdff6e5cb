#!/usr/bin/env python3
"""Writes the sample data: the same bytes every time. Usage: generate.py [--into FOLDER]"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

from parts import faults, readme, small, workbook  # noqa: E402
from parts.company import DEPARTMENTS  # noqa: E402
from parts.day_two import day_two, expectation  # noqa: E402
from parts.people import HEADINGS, day_one  # noqa: E402
from parts.writing import csv_text, rows_of  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent


def rosters(files):
    people = day_one()
    changes = day_two(people)
    files["roster-day1.csv"] = csv_text(rows_of(HEADINGS, people)).encode("utf-8-sig")
    files["roster-day2.csv"] = csv_text(rows_of(HEADINGS, changes.people)).encode("utf-8-sig")
    files["roster-day2.expected.json"] = expectation(changes.log).encode()
    files["README.md"] = readme.readme(people, len(DEPARTMENTS), len(faults.CLEAN), changes.log).encode()


def faulty(files):
    people, expected = faults.faults()
    files["faults.csv"] = csv_text(rows_of(faults.ALL_HEADINGS, people)).encode("utf-8-sig")
    files["faults.expected.csv"] = csv_text([["row", "field", "rule", "severity"]] + expected).encode()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--into", type=pathlib.Path, default=HERE, help="another folder")
    folder = arguments.parse_args().into
    files = {"small.xlsx": workbook.xlsx(rows_of(HEADINGS, small.PEOPLE))}
    rosters(files)
    faulty(files)
    small.text_files(files)
    small.template(files)
    small.damaged(files)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
