#!/usr/bin/env python3
"""Times rosterd and the comparators side by side. Started by run.sh, which has what is needed ready."""

import argparse
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

from contenders import HERE, Failed, comparators
from report import TITLES, lines_of, name_of, targets_of
from rosterd_contender import Rosterd

UNITS = {"k": 1000, "M": 1_000_000}


def size_of(text):
    return int(text[:-1]) * UNITS[text[-1]] if text[-1] in UNITS else int(text)


def arguments_of():
    parser = argparse.ArgumentParser(prog="tests/bench/run.sh", description=__doc__)
    parser.add_argument("--sizes", default="10k,100k,1M", help="numbers of people (default: 10k,100k,1M)")
    parser.add_argument("--rosterd", help="the binary; empty: the comparators alone")
    parser.add_argument("--modules", help="node_modules with DuckDB; empty: without DuckDB")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="for data and results")
    parser.add_argument("--repetitions", type=int, help="of every measurement (default: 3 to 9, by size)")
    return parser.parse_args()


def data_for(size, folder):
    """Generated once for each state of the generator."""
    made = folder / "made"
    wanted = str((HERE / "generate.py").stat().st_mtime_ns)
    if not made.exists() or made.read_text() != wanted:
        print(f"generating {name_of(size)} people", file=sys.stderr)
        subprocess.run([sys.executable, HERE / "generate.py", str(size), folder], check=True)
        made.write_text(wanted)
    for scenario in TITLES:
        (folder / scenario).mkdir(exist_ok=True)
        for name in ("yesterday", "today"):
            link = folder / scenario / f"{name}.csv"
            link.unlink(missing_ok=True)
            link.symlink_to(folder / ("today.csv" if name == "today" and scenario == "changed" else "yesterday.csv"))


def medians(samples):
    return {key: statistics.median(sample[key] for sample in samples) for key in ("wall", "cpu", "peak_mb")} | {
        "walls": [round(sample["wall"], 4) for sample in samples]}


def compare(contenders, folder, scenario, repetitions):
    """Interleaved, so that a busy moment of the machine hits all alike. The first round warms the caches."""
    samples = {contender.name: [] for contender in contenders}
    agreed = None
    for repetition in range(repetitions + 1):
        for contender in contenders:
            contender.prepare(folder, scenario)
            measured, counts = contender.run(folder, scenario)
            agreed = agreed or counts
            if counts != agreed:
                raise Failed(f"{contender.name} found {counts}, the others {agreed}")
            if repetition > 0:
                samples[contender.name].append(measured)
    print(f"  {TITLES[scenario]}: all found {agreed}", file=sys.stderr)
    return {name: medians(ones) for name, ones in samples.items()}


def bench(size, arguments):
    folder = arguments.folder / "data" / str(size)
    data_for(size, folder)
    contenders = list(comparators(arguments.modules))
    print(f"timing {name_of(size)} people", file=sys.stderr)
    if arguments.rosterd:
        contenders.insert(0, Rosterd(arguments.rosterd, folder))
    repetitions = arguments.repetitions or (9 if size < 100_000 else 5 if size < 1_000_000 else 3)
    try:
        return {scenario: compare(contenders, folder, scenario, repetitions) for scenario in TITLES}
    finally:
        for contender in contenders:
            contender.close()


def main():
    arguments = arguments_of()
    try:
        results = {size_of(size): bench(size_of(size), arguments) for size in arguments.sizes.split(",")}
    except (Failed, subprocess.CalledProcessError) as wrong:
        raise SystemExit(f"bench: {wrong}") from wrong
    targets = list(targets_of(results))
    print("\n".join(lines_of(results)) + "\n")
    for what, found, holds in targets:
        print(f"  {'holds ' if holds else 'MISSED'}  {what}: {found}")
    document = {"at": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
                "machine": {"cores": os.cpu_count(), "system": platform.platform(), "load": os.getloadavg()},
                "results": results,
                "targets": [{"target": what, "found": found, "holds": holds} for what, found, holds in targets]}
    (arguments.folder / "results.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    print(f"\nwritten to {arguments.folder / 'results.json'}", file=sys.stderr)
    return 0 if all(holds for _, _, holds in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
