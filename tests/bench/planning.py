#!/usr/bin/env python3
"""How long planning takes once a read is in: 1 % of a million people changed, and nothing else.

Usage: tests/bench/planning.py [PEOPLE]      default 1000000; needs the built rosterd, and minutes for the first load

The state is that of a roster which DingTalk's sandbox equals; then every hundredth person has one difference, and
`rosterd plan` is run, as a whole process. What each part of a run took stands in its log (run.phases). The status is 1
if planning takes more than 2 s after the read, or the process more than 500 MB, or if `rosterd explain` of somebody in the
same company takes more than a second.
"""
import json
import os
import shutil
import subprocess
import sys

from contenders import HERE
from generate import HEADINGS, Company
from rosterd_contender import Rosterd

ROOT = HERE.parents[1]
ROSTERD = os.environ.get("ROSTERD", str(ROOT / "build" / "release" / "rosterd"))
SECONDS, MEGABYTES, EXPLAINED_WITHIN, RUNS = 2, 500, 1, 3


def write_today(people, file):
    company = Company(people)
    with open(file, "w", encoding="utf-8", newline="\n") as out:
        out.write(HEADINGS + "\n")
        for i in range(people):
            changes = i >= company.departments and (i - company.departments) % 100 == 3
            out.write(",".join(company.changed(i) if changes else company.row(i)) + "\n")


def data_for(people):
    folder = ROOT / "build" / "bench" / "planning" / str(people)
    if not (folder / "seed.json").exists():
        subprocess.run([sys.executable, HERE / "generate.py", str(people), folder], check=True)
        write_today(people, folder / "today.csv")
    for scenario, file in (("unchanged", "yesterday.csv"), ("changed", "today.csv")):
        (folder / scenario).mkdir(exist_ok=True)
        link = folder / scenario / "today.csv"
        link.unlink(missing_ok=True)
        link.symlink_to(folder / file)
    return folder


def planned(rosterd, folder):
    """The phases of one `rosterd plan`, with its peak memory."""
    rosterd.prepare(folder, "changed")
    command = [part if part != "warning" else "info" for part in rosterd.command("plan", "--json")]
    done = subprocess.run([sys.executable, HERE / "measure.py", folder / "plan.out", *command], cwd=folder,
                          capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines() if '"run.phases"' in line]
    return json.loads(done.stdout) | lines[0]


def explained(rosterd, folder, employee_id):
    """One `rosterd explain`, as a whole process."""
    rosterd.prepare(folder, "changed")
    command = rosterd.command("explain", employee_id, "--json")
    done = subprocess.run([sys.executable, HERE / "measure.py", folder / "explain.out", *command], cwd=folder,
                          capture_output=True, text=True, check=True)
    told = json.loads((folder / "explain.out").read_text())["people"]
    assert [one["employee_id"] for one in told] == [employee_id]
    return json.loads(done.stdout)


def main():
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = data_for(people)
    rosterd = Rosterd(ROSTERD, folder)
    missed = False
    try:
        for _ in range(RUNS):
            one = planned(rosterd, folder)
            planning = (one["observe_ms"] + one["plan_ms"]) / 1000
            missed = missed or planning > SECONDS or one["peak_mb"] > MEGABYTES
            print(f"{people} people, 1 % changed: read {one['read_ms'] / 1000:.2f} s, planned {planning:.2f} s; the process "
                  f"{one['wall']:.2f} s, processor {one['cpu']:.2f} s, {one['peak_mb']:.0f} MB", flush=True)
        with open(folder / "today.csv", encoding="utf-8") as file:
            ids = [line.split(",", 1)[0] for _, line in zip(range(people), file)]
        for employee_id in (ids[1], ids[people // 2], ids[-1]):
            one = explained(rosterd, folder, employee_id)
            missed = missed or one["wall"] > EXPLAINED_WITHIN
            print(f"explain {employee_id}: {one['wall']:.2f} s, {one['peak_mb']:.0f} MB", flush=True)
    finally:
        rosterd.close()
        shutil.rmtree(folder / "rosterd", ignore_errors=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
