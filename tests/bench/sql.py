#!/usr/bin/env python3
"""A million rows over SQL: how long until they are read, mapped and stored, and how much memory that takes.

    tests/bench/sql.py [--rows 1000000]

A real PostgreSQL of Debian's packages, started for this, and `rosterd sync` on an empty state with nobody in scope: read,
mapped and stored, and no operation comes of it. Then once more with nothing changed, with 1 % changed, and with a connection
that the database ends in the middle. The memory is that of the larger of two processes; that of the second one, in which the
driver runs, is told beside it. The status is 1 if the first read takes more than 60 s or 300 MB, or somebody left."""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import threading
import time

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
        company.configure(sources=SOURCE.format(port=database.port),
                          extra="policy: {scope: {employee_ids: [NOBODY]}}")
        first = run(company, "first read")
        run(company, "nothing changed")
        database.sql("update people set title = '店長', updated_at = now() where employee_id like 'E%73'")
        run(company, "1 % changed")
        interrupt_in(database, seconds=3)
        last = run(company, "all, interrupted", "--full")
    finally:
        company.close()
        database.close()
    return 1 if first["wall"] > 60 or first["peak_mb"] > 300 or last["absent"] > 0 or last["records"] != rows else 0


class DriversProcess(threading.Thread):
    """Looks for the process that the driver runs in, and at the most memory it had."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak_mb, self.over = 0, threading.Event()

    def run(self):
        while not self.over.wait(0.25):
            for process in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    if (process / "cmdline").read_bytes().endswith(b"connector-process\0"):
                        peak = re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())
                        self.peak_mb = max(self.peak_mb, int(peak[1]) / 1024 if peak else 0)
                except (FileNotFoundError, ProcessLookupError):
                    pass  # it has just ended


def run(company, what, *arguments):
    """What measure.py says, and what rosterd says of the source."""
    out = company.folder / "sync.json"
    driver = DriversProcess()
    driver.start()
    done = subprocess.run([sys.executable, MEASURE, out, *company.command("sync", "--json", *arguments)],
                          env=company.environment, cwd=company.folder, stdout=subprocess.PIPE, check=True)
    driver.over.set()
    driver.join()
    result = json.loads(done.stdout)
    if result["status"] != 0:
        raise SystemExit(f"{what}: rosterd ended with {result['status']}")
    source = json.loads(out.read_text())["sources"][0]
    print(f"{what:16} {result['wall']:7.1f} s, processor {result['cpu']:6.1f} s, {result['peak_mb']:5.0f} MB, "
          f"driver's process {driver.peak_mb:3.0f} MB; {source['records']} records, {source['absent']} absent; "
          f"{source['message']}", flush=True)
    return result | source


def interrupt_in(database, seconds):
    """Ends every connection of rosterd's, as a failover does."""
    def end():
        time.sleep(seconds)
        database.sql("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() "
                     "and backend_type = 'client backend'")
    threading.Thread(target=end, daemon=True).start()


sys.exit(main())
