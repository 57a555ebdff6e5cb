"""Rows as the text of a CSV file."""

import csv
import io


def csv_text(rows, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def rows_of(headings, people):
    return [headings] + [[person.get(heading, "") for heading in headings] for person in people]
