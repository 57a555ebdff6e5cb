#!/usr/bin/env bash
# The sample data is what its generator writes, and its promises are true.
#   tests/samples_test.sh            about itself
#   tests/samples_test.sh ROSTERD    and about what `rosterd check` says to it
set -euo pipefail
rosterd=${1:+$(realpath "$1")}
cd "$(dirname "$0")/.."
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT

python3 config/samples/generate.py --into "$again"
count=0
for file in "$again"/*; do
  cmp "$file" "config/samples/$(basename "$file")" || {
    echo "run config/samples/generate.py and commit what it writes" >&2
    exit 1
  }
  count=$((count + 1))
done
[ "$count" -ge 16 ] || { echo "the generator wrote only $count files" >&2; exit 1; }

PYTHONDONTWRITEBYTECODE=1 python3 - <<'PYTHON'
import csv
import json

FOLDER = "config/samples/"


def read(name, encoding="utf-8-sig", separator=","):
    with open(FOLDER + name, encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def check(holds, what):
    if not holds:
        raise SystemExit("config/samples: " + what)


one, two = read("roster-day1.csv"), read("roster-day2.csv")
by_id_one, by_id_two = ({row["員工編號"]: row for row in rows} for rows in (one, two))
check(len(one) == len(by_id_one) == 1000, "day one has 1,000 people")
changed = {key for key in by_id_one.keys() | by_id_two.keys() if by_id_one.get(key) != by_id_two.get(key)}
expected = json.load(open(FOLDER + "roster-day2.expected.json", encoding="utf-8"))
check(len(changed) == expected["changed_people"] == 12, f"twelve people changed, not {len(changed)}")
check(sum(expected["calls"].values()) == len(expected["operations"]), "one call per operation")
for roster in (by_id_one, by_id_two):
    for key, row in roster.items():
        seen = set()
        while row["直屬主管"]:
            check(key not in seen, f"{key} stands in a ring of managers")
            seen.add(key)
            key, row = row["直屬主管"], roster[row["直屬主管"]]

small = read("small-utf8.csv", "utf-8")
check(len(small) == 10 and any("\n" in row["備註"] for row in small), "small: ten people, a line break")
for name, encoding, separator in (("small-utf16.csv", "utf-16", ","), ("small-gb18030.csv", "gb18030", ","),
                                  ("small-big5hkscs.csv", "big5hkscs", ","),
                                  ("small-semicolon.csv", "utf-8-sig", ";"), ("small-tab.tsv", "utf-8-sig", "\t")):
    check(read(name, encoding, separator) == small, f"{name} has the same ten people")
try:
    open(FOLDER + "small-big5hkscs.csv", encoding="big5").read()
    check(False, "small-big5hkscs.csv has a character that only HKSCS has")
except UnicodeDecodeError:
    pass

kinds = {(row["field"], row["rule"]) for row in read("faults.expected.csv")}
check(len(kinds) >= 40, f"at least forty different faults, not {len(kinds)}")
PYTHON
echo "samples: $count files, as promised"

[ -n "$rosterd" ] || exit 0
PYTHONDONTWRITEBYTECODE=1 ROSTERD=$rosterd python3 - <<'PYTHON'
import csv
import json
import os
import subprocess

FOLDER = "config/samples/"
def check(name, region="CN"):
    done = subprocess.run([os.environ["ROSTERD"], "--config", "", "check", "--region", region, "--json",
                           FOLDER + name],
                          stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 2):
        raise SystemExit(f"check {name} ended with status {done.returncode}")
    return json.loads(done.stdout)


def found_in(name):
    return sorted((str(one.get("row", 0)), one["field"], one["rule"], one["severity"]) for one in check(name)["findings"])


def same(found, expected, name):
    if found != expected:
        raise SystemExit(f"{name}: missing {sorted(set(expected) - set(found))}, "
                         f"too many {sorted(set(found) - set(expected))}")


for name in ("faults", "damaged-excel"):
    with open(f"{FOLDER}{name}.expected.csv", encoding="utf-8", newline="") as file:
        expected = sorted((row["row"], row["field"], row["rule"], row["severity"]) for row in csv.DictReader(file))
    same(found_in(name + ".csv"), expected, name)
for name, people in (("roster-day1.csv", 1000), ("roster-day2.csv", 1001), ("dingtalk-template.csv", 10),
                     ("small.xlsx", 10), ("small-tab.tsv", 10)) + tuple(
                         (f"small-{kind}.csv", 10) for kind in ("utf8", "utf16", "gb18030", "big5hkscs", "semicolon")):
    answer = check(name)
    worse = [one for one in answer["findings"] if one["severity"] != "fixed"]
    if answer["people"] != people or worse:
        raise SystemExit(f"{name}: {answer['people']} people, {worse}")
# A first look at the company is quiet: one example of everything that is mended, wherever it is registered.
for name in ("roster-day1.csv", "roster-day2.csv"):
    for region in ("CN", "HK"):
        mended = check(name, region)["findings"]
        rules = {one["rule"] for one in mended}
        if len(mended) > 16 or not {"mobile.written", "text.spaces", "text.width"} <= rules:
            raise SystemExit(f"{name} in {region}: {len(mended)} findings of {rules}")
PYTHON
echo "samples: every finding as promised"
