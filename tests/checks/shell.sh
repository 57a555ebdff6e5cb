#!/usr/bin/env bash
# Every shell script passes shellcheck.
set -euo pipefail
cd "$(dirname "$0")/../.."
git ls-files '*.sh' .ci/run | xargs shellcheck
echo "shellcheck: clean"
