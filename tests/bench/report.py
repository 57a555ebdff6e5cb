"""The table, and whether the targets hold."""

TITLES = {"unchanged": "nothing changed", "changed": "1 % new, 5 % changed, 1 % gone"}

# Size: scenario: (seconds, MB) at most.
LIMITS = {100_000: {"unchanged": (0.30, 80), "changed": (0.5, None)},
          1_000_000: {"unchanged": (3.0, 500), "changed": (6.0, None)}}
TIMES_AS_FAST = {"python": 4, "sqlite3": 4}
FLAT_WITHIN = 1.30


def name_of(size):
    return f"{size // 1_000_000}M" if size % 1_000_000 == 0 else f"{size // 1000}k" if size % 1000 == 0 else str(size)


def lines_of(results):
    for size, scenarios in results.items():
        for scenario, rows in scenarios.items():
            yield f"\n{name_of(size)} people, {TITLES[scenario]}"
            yield f"  {'':<10}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'us/row':>9}{'x rosterd':>11}"
            own = rows.get("rosterd", {}).get("wall")
            for name, row in rows.items():
                ratio = f"{row['wall'] / own:>10.1f}x" if own else f"{'-':>11}"
                yield (f"  {name:<10}{row['wall']:>9.3f}{row['cpu']:>9.3f}{row['peak_mb']:>9.0f}"
                       f"{row['wall'] / size * 1e6:>9.2f}{ratio}")


def targets_of(results):
    """(what, found, whether it holds) for every target that could be measured."""
    for size, scenarios in results.items():
        for scenario, rows in scenarios.items():
            if "rosterd" in rows:
                yield from limits_of(size, scenario, rows)
    yield from flatness_of(results)


def limits_of(size, scenario, rows):
    own, label = rows["rosterd"], f"{name_of(size)}, {TITLES[scenario]}"
    seconds, megabytes = LIMITS.get(size, {}).get(scenario, (None, None))
    if seconds:
        yield f"{label}: at most {seconds} s", f"{own['wall']:.3f} s", own["wall"] <= seconds
    if megabytes:
        yield f"{label}: at most {megabytes} MB", f"{own['peak_mb']:.0f} MB", own["peak_mb"] <= megabytes
    if size == 1_000_000 and scenario == "unchanged":
        for name, least in TIMES_AS_FAST.items():
            ratio = rows[name]["wall"] / own["wall"]
            yield f"{label}: {least} times as fast as {name}", f"{ratio:.1f} times", ratio >= least


def flatness_of(results):
    """Of whole processes; and of each further row, without what starting a process takes."""
    few, small, large = results.get(10_000), results.get(100_000), results.get(1_000_000)
    if not small or not large or "rosterd" not in small["unchanged"]:
        return
    for scenario in TITLES:
        ratio = large[scenario]["rosterd"]["wall"] / small[scenario]["rosterd"]["wall"] / 10
        if scenario == "unchanged":
            yield "cost per row at 1M at most 30 % above that at 100k", f"{ratio:.2f} times", ratio <= FLAT_WITHIN
            if few:
                wall = [one[scenario]["rosterd"]["wall"] for one in (few, small, large)]
                further = ((wall[2] - wall[1]) / 900_000) / ((wall[1] - wall[0]) / 90_000)
                yield "cost of a further row to 1M within 30 % of that to 100k", f"{further:.2f} times", \
                    1 / FLAT_WITHIN <= further <= FLAT_WITHIN
