#!/usr/bin/env python3
"""How fast a load goes over, with real processes: at DingTalk's pace, where it is secretly slower, and as fast as it
can be made durable. Exits with 1 if a target is missed, and says which.
   load.py [--rosterd FILE] [--people N] [--only NAME ...] [--latency MS ...]"""
import argparse
import calendar
import os
import pathlib
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CREATE = "/topapi/v2/user/create"
SETTLED_S = 30            # so long after the first call there is no refusal any more
MOST_REFUSED = 0.02       # of the creations
missed = []


def check(good, what):
    """Notes a target that was missed."""
    if not good:
        missed.append(what)
    return "" if good else "  MISSED"


def loaded(company, count):
    """Seconds that a first load of so many people took, and what was forecast for it."""
    company.write_roster(people(count))
    forecast = company.json("plan", expect=2)["forecast"]["seconds"]
    company.sandbox.forget_calls()
    began = time.monotonic()
    company.run("--log-level", "warning", "sync")
    return time.monotonic() - began, forecast


def creations(company):
    return [one for one in company.sandbox.calls() if one["path"] == CREATE]


def refusals(company):
    """Seconds from the first creation to each that was refused by the rate, and how many were sent."""
    calls = creations(company)
    first = parsed(calls[0]["at"])
    return [parsed(one["at"]) - first for one in calls if one["errcode"] == 90018], len(calls)


def parsed(at):
    """Seconds since 1970 of "2026-11-23T02:30:00.123Z"."""
    return calendar.timegm(time.strptime(at[:19], "%Y-%m-%dT%H:%M:%S")) + float("0" + at[19:-1])


def at_dingtalks_pace(latency):
    """With so many milliseconds between question and answer."""
    company = Company("--latency", str(latency), qps=20, pace=20)
    try:
        took, forecast = loaded(company, 1000)
        refused, _ = refusals(company)
        arrived = [parsed(one["at"]) for one in creations(company)]
        off = forecast / took - 1
        print(f"1,000 people at 20 calls a second, {latency} ms latency: {took:.1f} s (50 to 52 are asked for)"
              f"{check(50 <= took <= 52, 'pace: 50 to 52 s')}, {arrived[-1] - arrived[0]:.1f} s of it from the "
              f"first creation to the last, forecast {forecast:.1f} s ({off * 100:+.1f} %)"
              f"{check(abs(off) <= 0.05, 'pace: forecast within 5 %')}, {len(refused)} calls throttled"
              f"{check(not refused, 'pace: none throttled')}")
    finally:
        company.close()


def secretly_slower():
    company = Company(qps=20, pace=15)
    try:
        took, _ = loaded(company, 1000)
        refused, sent = refusals(company)
        last = max(refused, default=0)
        print(f"1,000 people where 15 calls a second are let through: {took:.1f} s, {len(refused)} of {sent} calls "
              f"refused ({len(refused) / sent * 100:.1f} %)"
              f"{check(refused and len(refused) <= sent * MOST_REFUSED, 'secret: at most 2 % refused')}, "
              f"the last after {last:.1f} s{check(last <= SETTLED_S, 'secret: settles within 30 s')}")
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
    middle = statistics.median(rates)
    print(f"{count:,} people, no limits, 2 ms latency: {middle:,.0f} durable operations a second (2,000 are asked for; "
          f"{min(rates):,.0f} to {max(rates):,.0f}){check(middle >= 2000, 'limits off: 2,000 a second')}")


if __name__ == "__main__":
    PARTS = ("limits-off", "pace", "secret")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rosterd", default=str(ROOT / "build" / "release" / "rosterd"))
    arguments.add_argument("--people", type=int, default=5000)
    arguments.add_argument("--latency", type=int, nargs="+", default=(2, 40, 200), help="ms, at DingTalk's pace")
    arguments.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    chosen = arguments.parse_args()
    os.environ["ROSTERD"] = chosen.rosterd
    sys.path.insert(0, str(ROOT / "tests" / "e2e"))
    from company import Company, people
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    if "limits-off" in chosen.only:
        without_limits(chosen.people)
    if "pace" in chosen.only:
        for milliseconds in chosen.latency:
            at_dingtalks_pace(milliseconds)
    if "secret" in chosen.only:
        secretly_slower()
    for target in missed:
        print(f"missed: {target}", file=sys.stderr)
    sys.exit(1 if missed else 0)
