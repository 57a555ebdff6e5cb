#!/usr/bin/env bash
# g++ 12 destroys some temporaries twice in statements with co_await, without a warning. Finds them.
#   co_await.sh          every source file of the project that has a co_await
#   co_await.sh FILE...  these files (for the check of the check)
set -euo pipefail
cd "$(dirname "$0")/../.."
build=build/release

rules=$(mktemp)
trap 'rm -f "$rules"' EXIT
cat >"$rules" <<'RULES'
m conditionalOperator(isExpansionInMainFile(), hasDescendant(coawaitExpr()))
m coawaitExpr(isExpansionInMainFile(), hasDescendant(conditionalOperator()))
m coawaitExpr(isExpansionInMainFile(), hasDescendant(initListExpr()))
m coawaitExpr(isExpansionInMainFile(), hasDescendant(lambdaExpr(hasAnyCapture(lambdaCapture()))))
RULES

bad() { # files that have such a statement
  clang-query-19 -p "$build" --extra-arg=-w -f "$rules" "$@" 2>&1
}

# The check must find what it is for, or its silence means nothing.
sample=$(mktemp -d)
cat >"$sample/bad.cpp" <<'CPP'
#include <coroutine>
struct Opt { int a = 0; int b = 0; };
struct Task {
    struct promise_type {
        Task get_return_object() { return {}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
};
std::suspend_never send(Opt) { return {}; }
Task wrong() { co_await send(Opt{1, 2}); }
CPP
if clang-query-19 -f "$rules" "$sample/bad.cpp" -- -std=c++20 -w 2>&1 | grep -q '^0 matches' &&
  ! clang-query-19 -f "$rules" "$sample/bad.cpp" -- -std=c++20 -w 2>&1 | grep -qE '^[1-9][0-9]* match'; then
  echo "co_await check: does not find the known bad statement any more" >&2
  exit 1
fi
rm -rf "$sample"

if [ $# -eq 0 ]; then
  mapfile -t files < <(git grep -l co_await -- 'core/*.cpp' 'connectors/*.cpp' 'daemon/*.cpp' 'tests/*.cpp' || true)
  if [ ${#files[@]} -eq 0 ]; then
    echo "co_await check: the check works; no file has a co_await"
    exit 0
  fi
  set -- "${files[@]}"
fi
if bad "$@" | grep -E '^[1-9][0-9]* match|Match #' >/dev/null; then
  bad "$@" | grep -vE '^0 matches'
  echo "co_await check: statements that g++ 12 miscompiles; name the temporary before the co_await" >&2
  exit 1
fi
echo "co_await check: $# files are clean"
