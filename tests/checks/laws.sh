#!/usr/bin/env bash
# The laws over companies that nobody has played before: 13,000 a law, from seeds that are printed.
set -euo pipefail
cd "$(dirname "$0")/../.."
RC_PARAMS=max_success=13000 build/release/tests/test_core_plan --gtest_filter='Laws.*'
