#!/usr/bin/env python3
"""How long a million people take from a program into the state, and with how much memory.

Usage: tests/bench/program.py [PEOPLE]      default 1000000; needs the built rosterd

Timed are `rosterd check` (the lines as records) and two times `rosterd sync` with nobody in scope: read, mapped and
stored, then read again with nothing changed; no operation comes of it. The status is 1 if a target is missed: 60 s, 300 MB.
"""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from company import Company  # noqa: E402

SECONDS, MEGABYTES = 60, 300
PROGRAM = """#!/usr/bin/awk -f
BEGIN {
  for (i = 0; i < %d; ++i)
    printf "{\\"employee_id\\": \\"E%%07d\\", \\"name\\": \\"Person %%d\\", \\"mobile\\": \\"+852-5%%07d\\", " \\
           "\\"email\\": \\"e%%d@example.hk\\", \\"title\\": \\"clerk\\", \\"departments\\": \\"Shops/%%d\\", " \\
           "\\"hired_on\\": \\"2024-03-01\\"}\\n", i, i, i, i, i %% 500
  print "{\\"complete\\": true}"
}
"""


def measured(company, *arguments):
    done = subprocess.run([sys.executable, str(ROOT / "tests/bench/measure.py"), "/dev/null",
                           *company.command(*arguments)], env=company.environment, cwd=company.folder,
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    company = Company()
    try:
        program = company.folder / "hris"
        program.write_text(PROGRAM % count, encoding="utf-8")
        program.chmod(0o755)
        company.configure(sources="  - {name: hr, connector: exec, options: {command: [./hris]}}",
                          extra="policy: {scope: {employee_ids: [NOBODY]}}")
        missed = False
        for arguments in (("check",), ("sync",), ("sync",)):
            result = measured(company, *arguments)
            missed = missed or result["wall"] > SECONDS or result["peak_mb"] > MEGABYTES
            print(f"{' '.join(arguments):6} {count} people: {result['wall']:.1f} s, processor {result['cpu']:.1f} s, "
                  f"{result['peak_mb']:.0f} MB, status {result['status']}")
        return 1 if missed else 0
    finally:
        company.close()


if __name__ == "__main__":
    sys.exit(main())
