#!/usr/bin/env python3
"""How long a million people take from a program into the state, and with how much memory.

Usage: tests/bench/program.py [PEOPLE] [--faulty]      default 1000000; needs the built rosterd

Timed are `rosterd check` (the lines as records) and three times `rosterd sync` with nobody in scope: read, mapped and
stored, read again with nothing changed, and with everybody's title changed; no operation comes of it. `--faulty`: the
last of them with a million rows whose number can't be one. The status is 1 if a target is missed: 60 s, 300 MB.
"""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from company import Company  # noqa: E402

SECONDS, MEGABYTES = 60, 300
# Numbers of blocks that libphonenumber knows, as in generate.py.
PROGRAM = """#!/usr/bin/awk -f
BEGIN {
  blocks = split("512 513 514 516 531 533 542 548 551 554 562 592 593 596 604 605 609 614 621 633 648 651 662 673 " \\
                 "681 692 695 901 903 912 915 923 934 942 947 951 961 972 981 984", block, " ")
  for (i = 0; i < %(people)d; ++i)
    printf "{\\"employee_id\\": \\"E%%07d\\", \\"name\\": \\"Person %%d\\", \\"mobile\\": \\"%(prefix)s%%s%%05d\\", " \\
           "\\"email\\": \\"e%%d@example.hk\\", \\"title\\": \\"%(title)s\\", \\"departments\\": \\"Shops/%%d\\", " \\
           "\\"hired_on\\": \\"2024-03-01\\"}\\n", i, i, block[i %% blocks + 1], int(i / blocks), i, i %% 500
  print "{\\"complete\\": true}"
}
"""


def measured(company, *arguments):
    done = subprocess.run([sys.executable, str(ROOT / "tests/bench/measure.py"), "/dev/null",
                           *company.command(*arguments)], env=company.environment, cwd=company.folder,
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main():
    faulty = "--faulty" in sys.argv
    numbers = [argument for argument in sys.argv[1:] if argument.isdigit()]
    people = int(numbers[0]) if numbers else 1_000_000
    company = Company()
    try:
        program = company.folder / "hris"

        def say(title, prefix="+852-"):
            program.write_text(PROGRAM % {"people": people, "title": title, "prefix": prefix}, encoding="utf-8")
            program.chmod(0o755)

        say("clerk")
        company.configure(sources="  - {name: hr, connector: exec, options: {command: [./hris]}}",
                          extra="policy: {scope: {employee_ids: [NOBODY]}}")
        missed = False
        for what, arguments in (("check", ["check"]), ("first read", ["sync"]), ("unchanged", ["sync"]),
                                ("everybody faulty" if faulty else "everybody changed", ["sync"])):
            if what.startswith("everybody"):
                say("associate", "+852-1" if faulty else "+852-")
            result = measured(company, *arguments)
            missed = missed or result["wall"] > SECONDS or result["peak_mb"] > MEGABYTES
            print(f"{what:18} {people} people: {result['wall']:.1f} s, processor {result['cpu']:.1f} s, "
                  f"{result['peak_mb']:.0f} MB, status {result['status']}", flush=True)
        return 1 if missed else 0
    finally:
        company.close()


if __name__ == "__main__":
    sys.exit(main())
