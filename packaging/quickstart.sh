#!/usr/bin/env bash
# The first five minutes: installs what is missing, builds, starts a DingTalk sandbox on this machine and
# puts a company of 1,000 people into it; then twelve rows change, and exactly those go over.
#   packaging/quickstart.sh           shows and ends
#   packaging/quickstart.sh --stay    leaves the sandbox running until Enter, to look at its page
set -euo pipefail
cd "$(dirname "$0")/.."
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 # what one clone compiled serves the next

stay=0
case "${1:-}" in
  "") ;;
  --stay) stay=1 ;;
  *) echo "usage: packaging/quickstart.sh [--stay]" >&2; exit 64 ;;
esac

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

say "1/5  Install what is missing and build (the first time takes some minutes)"
packaging/install-deps.sh build
cmake --preset release -DROSTERD_TESTS=OFF -B build/quickstart >/dev/null
cmake --build build/quickstart --target rosterd
rosterd=$PWD/build/quickstart/rosterd

say "2/5  Start a DingTalk sandbox: an Open API like the documented one, on this machine"
demo=$(mktemp -d "${TMPDIR:-/tmp}/rosterd-quickstart.XXXXXX")
"$rosterd" sandbox --port 0 --region HK --org "$demo/organisation.json" >"$demo/sandbox.out" &
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null; wait "$sandbox" 2>/dev/null || true' EXIT
for _ in $(seq 100); do [ -s "$demo/sandbox.out" ] && break; sleep 0.1; done
port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' "$demo/sandbox.out" | head -n 1)
[ -n "$port" ] || { echo "the sandbox did not start" >&2; exit 1; }
echo "sandbox on http://127.0.0.1:$port"

cat >"$demo/rosterd.yaml" <<YAML
dingtalk:
  app_key: demo
  app_secret: demo
  oapi_url: http://127.0.0.1:$port
  api_url: http://127.0.0.1:$port
  region: HK
state: {path: state.db}
sources:
  - {name: hr, connector: csv, options: {path: roster.csv}}
language: en
company: 示範集團 Demo Group
YAML
# Off a terminal a sync logs every single operation; the summary is enough here.
quiet=(); [ -t 2 ] || quiet=(--log-level warning)
run() { "$rosterd" --config "$demo/rosterd.yaml" "${quiet[@]}" "$@"; }
# Moved into place in one step, as a good export does: rosterd never reads half a file.
hr_exports() { cp "config/samples/$1" "$demo/.part" && mv "$demo/.part" "$demo/roster.csv"; }

say "3/5  Day one: 1,000 people in about 60 departments, at DingTalk's pace of 20 calls a second"
hr_exports roster-day1.csv
run sync

say "4/5  The same again: nothing to do, and not one call to DingTalk"
run sync

say "5/5  Day two: twelve rows changed. First the plan, then the sync"
hr_exports roster-day2.csv
run plan || [ $? -eq 2 ]
run plan --format html >"$demo/plan.html" || [ $? -eq 2 ]
run sync

say "Where to look next"
cat <<TEXT
  rosterd="$rosterd --config $demo/rosterd.yaml"
  \$rosterd status              how it is          \$rosterd findings   what HR should look at
  \$rosterd history             what was done      \$rosterd check config/samples/faults.csv
  $demo/plan.html     day two's plan as a page
  $demo/organisation.json   the organisation in the sandbox
  config/rosterd.example.yaml  every setting; README.md: with your own DingTalk organisation
TEXT
if [ "$stay" -eq 1 ]; then
  say "http://127.0.0.1:$port/ shows the organisation. Enter ends the sandbox."
  read -r _
fi
