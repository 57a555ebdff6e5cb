#!/usr/bin/env python3
"""A million rows over SQL: how long until they are read, mapped and stored, and how much memory that takes.

    tests/bench/sql.py [--rows 1000000]

A real PostgreSQL of Debian's packages, started for this, and `rosterd plan` on an empty state beside an empty sandbox;
then once more with nothing changed, and once with 1 % changed. The status is 1 if the first takes more than 60 s or 300 MB."""
import argparse
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from company import Company  # noqa: E402
from databases import PASSWORD, Postgresql  # noqa: E402

MEASURE = pathlib.Path(__file__).with_name("measure.py")
SOURCE = """  - name: hrdb
    connector: sql
    options:
      connection: Driver=PostgreSQL Unicode;Server=127.0.0.1;Port={port};Database=postgres;Uid=boss
      password: ${{env:HR_PASSWORD}}
      query: select * from people
      key: employee_id
      watermark: updated_at"""


def fill(database, rows):
    database.sql(
        "create table people as select 'E' || i as employee_id, '陳' || i as name, '+852-' || 51000000 + i as mobile, "
        "'e' || i || '@example.hk' as email, '店員' as title, '零售/分店' || i % 500 as departments, "
        "date '2024-03-01' as hired_on, null::date as last_day, 'active' as status, now() as updated_at "
        f"from generate_series(1, {rows}) i",
        "alter table people add primary key (employee_id)", "create index on people (updated_at)", "analyze people")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", type=int, default=1_000_000)
    rows = arguments.parse_args().rows
    database = Postgresql()
    company = Company()
    try:
        fill(database, rows)
        company.environment["HR_PASSWORD"] = PASSWORD
        company.configure(sources=SOURCE.format(port=database.port))
        first = run(company, "first read")
        run(company, "nothing changed")
        database.sql("update people set title = '店長', updated_at = now() where employee_id like 'E%73'")
        run(company, "1 % changed")
    finally:
        company.close()
        database.close()
    return 1 if first[0] > 60 or first[1] > 300 else 0


def run(company, what):
    """Wall seconds and peak megabytes."""
    done = subprocess.run([sys.executable, MEASURE, "/dev/null", *company.command("plan", "--format", "csv")],
                          env=company.environment, cwd=company.folder, stdout=subprocess.PIPE, check=True)
    result = json.loads(done.stdout)
    if result["status"] not in (0, 2, 3):
        raise SystemExit(f"{what}: rosterd ended with {result['status']}")
    print(f"{what:16} {result['wall']:7.1f} s {result['peak_mb']:6.0f} MB", flush=True)
    return result["wall"], result["peak_mb"]


sys.exit(main())
