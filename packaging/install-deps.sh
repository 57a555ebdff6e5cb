#!/usr/bin/env bash
# Installs what building, testing and measuring rosterd needs, from Debian's packages. Asks for root only
# if something is missing. Usage: install-deps.sh [build|test|check|bench]...   (default: build)
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
phone="$here/build/third_party/phone"

build="g++ cmake ninja-build ccache mold pkg-config git ca-certificates libboost1.81-dev libboost-url1.81-dev
  libssl-dev nlohmann-json3-dev libsimdjson-dev libmimalloc-dev libsqlitecpp-dev libspdlog-dev libyaml-cpp-dev libcli11-dev libicu-dev
  libcsv-dev libjq-dev libldap-dev libssh-dev libpugixml-dev libzip-dev prometheus-cpp-dev libhowardhinnant-date-dev libsystemd-dev
  libexpected-dev libre2-dev libphonenumber8 libprotobuf-dev libabsl-dev libxxhash-dev unixodbc-dev tzdata"
test="libgtest-dev libgmock-dev librapidcheck-dev python3 python3-openpyxl python3-jsonschema python3-yaml systemd chromium
  postgresql odbc-postgresql mariadb-server odbc-mariadb slapd ldap-utils openssl openssh-server gpg gpgv"
check="clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev shellcheck"
node=
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then # others' packages of them serve as well
  node="nodejs npm"
fi
bench="python3 sqlite3 curl wrk postgresql odbc-postgresql $node"

[ $# -gt 0 ] || set -- build
wanted=
for set in "$@"; do
  case $set in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $test $node" ;; # node: DingTalk's own clients
    check) wanted="$wanted $check" ;;
    bench) wanted="$wanted $bench" ;;
    *) echo "install-deps.sh: unknown set '$set'; write build, test, check or bench" >&2; exit 64 ;;
  esac
done

missing=()
for package in $wanted; do
  dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "install-deps.sh: run as root, or install: ${missing[*]}" >&2; exit 77; }
    as_root=(sudo)
  fi
  echo "installing from Debian: ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# libphonenumber's -dev package asks for another Boost than ours, its headers do not: unpack them only.
if [[ $wanted == *"$build"* ]] && [ ! -e "$phone/usr/include/phonenumbers/phonenumberutil.h" ]; then
  mkdir -p "$phone"
  # _apt may not be able to write below a home directory: download in a folder of its own.
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  chmod 755 "$scratch"
  (cd "$scratch" && { apt-get download -qq libphonenumber-dev 2>/dev/null ||
    { [ "$(id -u)" -eq 0 ] && apt-get update -qq; apt-get download -qq libphonenumber-dev; }; })
  dpkg-deb -x "$scratch"/libphonenumber-dev_*.deb "$phone"
fi
