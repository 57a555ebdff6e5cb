"""Writes the files; the same bytes on every machine and with every version of zlib and Python."""

import csv
import io
import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent


def csv_text(rows, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def save(folder, name, data):
    (folder / name).write_bytes(data)


def rows_of(headings, people):
    return [headings] + [[person.get(heading, "") for heading in headings] for person in people]
