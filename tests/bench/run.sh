#!/usr/bin/env bash
# How fast is rosterd? Generates rosters of 10k, 100k and 1M people and times `rosterd plan` beside
# python, the sqlite3 shell and DuckDB: whole processes, interleaved, medians. Ends with 1 if a target is missed.
#   tests/bench/run.sh [--sizes 10k,100k,1M] [--rosterd PATH] [--repetitions N]
#   tests/bench/run.sh --rosterd none        the comparators alone
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=$root/build/bench
rosterd=$root/build/release/rosterd
rest=()
while [ $# -gt 0 ]; do
  case $1 in
    --rosterd) rosterd=${2:?--rosterd needs a path, or none}; shift 2 ;;
    --rosterd=*) rosterd=${1#*=}; shift ;;
    *) rest+=("$1"); shift ;;
  esac
done

if [ "$rosterd" = none ]; then
  rosterd=
elif [ ! -x "$rosterd" ]; then
  echo "run.sh: $rosterd is not there: build it (cmake --preset release && cmake --build --preset release)," \
    "or name one with --rosterd PATH; --rosterd none times the comparators alone" >&2
  exit 64
else
  rosterd=$(realpath "$rosterd")
fi
"$root/packaging/install-deps.sh" bench

mkdir -p "$folder"
modules=$folder/node_modules
if ! cmp -s "$here/package-lock.json" "$folder/package-lock.json" || [ ! -d "$modules/@duckdb" ]; then
  cp "$here/package.json" "$here/package-lock.json" "$folder/"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error >&2)
fi

export PYTHONDONTWRITEBYTECODE=1
exec python3 "$here/bench.py" --folder "$folder" --rosterd "$rosterd" --modules "$modules" "${rest[@]}"
