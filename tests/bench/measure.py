#!/usr/bin/env python3
"""Runs one command and prints its wall seconds, processor seconds, peak memory and status as JSON.

A process of its own and small on purpose: Linux counts the memory a parent had at the fork toward the
child's peak. Usage: measure.py STDOUT_FILE COMMAND [ARGUMENT...] <STDIN
"""

import json
import os
import sys
import time


def main():
    out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    begin = time.perf_counter()
    child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)])
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    print(json.dumps({"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1024,
                      "status": os.waitstatus_to_exitcode(status)}))


if __name__ == "__main__":
    main()
