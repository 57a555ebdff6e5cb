#!/usr/bin/env bash
# How many calls a second does the sandbox answer, on one processor, with limits off, with 100,000 people in it?
# Each kind of call alone, then all mixed, over 16 connections that stay open. Told twice: by the clock, and by the
# processor time that the sandbox took, which other programs on the machine do not change.
#   [ROSTERD=FILE] tests/bench/sandbox.sh [SECONDS]   of each measurement; default 5
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rosterd=${ROSTERD:-$root/build/release/rosterd}
data=$root/build/bench/data/100000
seconds=${1:-5}
[ -x "$rosterd" ] || { echo "sandbox.sh: build first: $rosterd is not there" >&2; exit 64; }
"$root/packaging/install-deps.sh" bench
[ -e "$data/seed.json" ] || python3 "$here/generate.py" 100000 "$data"

out=$(mktemp)
told=$(mktemp)
taskset -c 0 "$rosterd" sandbox --port 0 --qps 0 --seed "$data/seed.json" >"$out" &
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null; wait "$sandbox" 2>/dev/null || true; rm -f "$out" "$told"' EXIT
for _ in $(seq 600); do [ -s "$out" ] && break; sleep 0.1; done
port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' "$out" | head -n 1)
[ -n "$port" ] || { echo "sandbox.sh: the sandbox did not start" >&2; exit 1; }
url=http://127.0.0.1:$port
token=$(curl -fsS "$url/gettoken?appkey=bench&appsecret=bench" | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
departments=$(curl -fsS "$url/sandbox/org" | sed -n 's/.*"dept_id":\([0-9]*\),"managers".*/\1/p' | tr '\n' ' ')

ticks() { awk '{ print $14 + $15 }' "/proc/$sandbox/stat"; } # of the processor, $(getconf CLK_TCK) a second

echo "calls a second on one processor, limits off, 100,000 people:"
printf '  %-8s %12s %22s\n' "" "by the clock" "by its processor time"
for call in get listsub list create mixed; do
  before=$(ticks)
  TOKEN=$token CALL=$call DEPARTMENTS=$departments taskset -c 1 wrk -t1 -c16 -d"${seconds}s" -s "$here/sandbox.lua" "$url" >"$told"
  awk -v call="$call" -v ticks=$(($(ticks) - before)) -v a_second="$(getconf CLK_TCK)" '
    / requests in / { calls = $1 }
    /^Requests\/sec:/ { rate = $2 }
    /^refused/ { print }
    END { printf "  %-8s %12d %22d\n", call, rate, calls * a_second / ticks }' "$told"
done
