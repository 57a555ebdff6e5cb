#!/usr/bin/env python3
"""How fast a load goes over, with real processes: at DingTalk's pace, and as fast as it can be made durable.
   load.py [--rosterd FILE] [--people N]"""
import argparse
import os
import pathlib
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def loaded(company, count):
    """Seconds that a first load of so many people took, and what was forecast for it."""
    company.write_roster(people(count))
    forecast = company.json("plan", expect=2)["forecast"]["seconds"]
    company.sandbox.forget_calls()
    began = time.monotonic()
    company.run("--log-level", "warning", "sync")
    return time.monotonic() - began, forecast


def throttled(company):
    return sum(one["errcode"] == 90018 for one in company.sandbox.calls())


def at_dingtalks_pace():
    company = Company(qps=20, pace=20)
    try:
        took, forecast = loaded(company, 1000)
        print(f"1,000 people at 20 calls a second: {took:.1f} s (50 to 52 are asked for), forecast {forecast:.1f} s "
              f"({(forecast / took - 1) * 100:+.1f} %), {throttled(company)} calls throttled")
    finally:
        company.close()


def without_limits(count):
    rates = []
    for _ in range(3):
        company = Company("--latency", "2")
        try:
            rates.append(count / loaded(company, count)[0])
        finally:
            company.close()
    print(f"{count:,} people, no limits, 2 ms latency: {statistics.median(rates):,.0f} durable operations a second "
          f"(2,000 are asked for; {min(rates):,.0f} to {max(rates):,.0f})")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rosterd", default=str(ROOT / "build" / "release" / "rosterd"))
    arguments.add_argument("--people", type=int, default=5000)
    chosen = arguments.parse_args()
    os.environ["ROSTERD"] = chosen.rosterd
    sys.path.insert(0, str(ROOT / "tests" / "e2e"))
    from company import Company, people
    without_limits(chosen.people)
    at_dingtalks_pace()
