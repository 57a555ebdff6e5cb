#!/usr/bin/env bash
# Feeds what comes from outside with whatever a fuzzer thinks of, for a bounded time each.
#   fuzz.sh [SECONDS]   per fuzzer; default 30
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-30}
out=build/fuzz
mkdir -p "$out"

build() { # name, then sources and libraries
  local name=$1
  shift
  clang++-19 -std=c++20 -O1 -g -w -fsanitize=fuzzer,address,undefined -fno-sanitize=function \
    -I. -isystem build/third_party/phone/usr/include -o "$out/$name" "tests/fuzz/${name}_fuzz.cpp" "$@"
}

phone=$(find /usr/lib -name 'libphonenumber.so.8' | head -n 1)
build ingest core/ingest/*.cpp core/model/*.cpp "$phone" -licui18n -licuuc -licudata -lre2 -lxxhash -lsimdjson -lprotobuf
build table connectors/sdk/*.cpp core/model/*.cpp -licui18n -licuuc -licudata -lcsv -lpugixml -lzip -lxxhash -lsimdjson

for name in ingest table; do
  mkdir -p "$out/$name.corpus"
  (cd "$out" && "./$name" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 -print_final_stats=1 \
    "$name.corpus" 2>&1 | grep -E 'ERROR|SUMMARY|number_of_executed_units' )
done
