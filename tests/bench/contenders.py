"""The programs that are timed, each for the same question: who is new, changed or gone?"""

import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


class Failed(Exception):
    """A contender that did not answer as it should."""


class Comparator:
    """Reads both files in `folder` every time."""

    def __init__(self, name, command, stdin=None):
        self.name, self.command_, self.stdin_ = name, command, stdin

    def prepare(self, folder, scenario):
        """Nothing is kept between runs."""

    def run(self, folder, scenario):
        out = folder / f"{scenario}.{self.name}.out"
        with open(self.stdin_ or "/dev/null", "rb") as stdin:
            measured = measure(out, self.command_, folder / scenario, stdin)
        if measured["status"] != 0:
            raise Failed(f"{self.name} ended with status {measured['status']}")
        return measured, counts_in(out.read_text())

    def close(self):
        """Nothing to end."""


def measure(out, command, folder, stdin=None):
    result = subprocess.run([sys.executable, HERE / "measure.py", out, *map(str, command)], stdin=stdin,
                            cwd=folder, stdout=subprocess.PIPE, check=True)
    return json.loads(result.stdout)


def counts_in(text):
    found = re.search(r"\{.*\}", text)
    if not found:
        raise Failed(f"no counts in: {text[:200]!r}")
    counts = json.loads(found.group())
    return {key: int(counts[key]) for key in ("new", "changed", "gone")}


def comparators(modules):
    yield Comparator("python", [sys.executable, HERE / "compare_python.py", "yesterday.csv", "today.csv"])
    yield Comparator("sqlite3", ["sqlite3", ":memory:"], HERE / "compare_sqlite.sql")
    if modules:
        yield Comparator("duckdb", ["node", HERE / "compare_duckdb.mjs", modules, "yesterday.csv", "today.csv"])
