#!/usr/bin/env bash
# Feeds what comes from outside with whatever a fuzzer thinks of, for a bounded time each.
#   fuzz.sh [SECONDS]   per fuzzer; default 30
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-30}
export out=build/fuzz
launcher=$(command -v ccache || true)
export launcher

# One object a source, as many at once as there are processors: the fuzzers share core/model.
compile() { # source
  mkdir -p "$out/$(dirname "$1")"
  # shellcheck disable=SC2086 # no launcher is no word
  $launcher clang++-19 -std=c++20 -O1 -g1 -w -fsanitize=fuzzer-no-link,address,undefined \
    -fno-sanitize=function -I. -isystem build/third_party/phone/usr/include -c "$1" -o "$out/$1.o"
}
export -f compile

build() { # name, sources, "--", libraries
  local name=$1 sources=("tests/fuzz/$1_fuzz.cpp")
  shift
  while [ "$1" != -- ]; do
    sources+=("$1")
    shift
  done
  shift
  # shellcheck disable=SC2016 # the inner bash is to expand it
  printf '%s\0' "${sources[@]}" | xargs -0 -P "$(nproc)" -n 1 bash -euc 'compile "$1"' compile
  sources=("${sources[@]/%/.o}")
  clang++-19 -fsanitize=fuzzer,address,undefined -o "$out/$name" "${sources[@]/#/$out/}" "$@"
}

phone=$(find /usr/lib -name 'libphonenumber.so.8' | head -n 1)
build ingest core/ingest/*.cpp core/model/*.cpp -- \
  "$phone" -licui18n -licuuc -licudata -lre2 -lxxhash -lprotobuf -lsimdjson
build table connectors/sdk/*.cpp core/model/*.cpp -- \
  -licui18n -licuuc -licudata -lcsv -lpugixml -lzip -lxxhash -lsimdjson
build scim core/scim/*.cpp core/model/*.cpp -- -licuuc -licudata -lxxhash -lsimdjson

for name in ingest table scim; do
  mkdir -p "$out/$name.corpus"
  (cd "$out" && "./$name" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 -print_final_stats=1 \
    "$name.corpus" 2>&1 | tee "$name.log" | grep -E 'ERROR|SUMMARY|number_of_executed_units')
done
