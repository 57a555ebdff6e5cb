#!/usr/bin/env python3
"""Reads every #include of the house and fails on a wrong arrow or a third-party header outside its room,
and where CMake's links or the table in ARCHITECTURE.md are not the rules that stand here.

Usage: architecture_test.py [ROOT]     checks the tree below ROOT (default: this project)
       architecture_test.py --self     proves on made-up files that each rule bites
"""
import pathlib
import re
import sys

# Room -> rooms it may include. A room is the longest prefix of a file's folder that stands here.
ROOMS = {
    "core/model": [],
    "core/ingest": ["core/model"],
    "core/plan": ["core/model"],
    "core/scim": ["core/model"],
    "core/state": ["core/model"],
    "core/net": [],
    "core/dingtalk": ["core/model", "core/net"],
    "core/apply": ["core/model", "core/plan", "core/state", "core/dingtalk", "core/net"],
    "connectors/sdk": ["core/model", "core/net"],
    "connectors/process": ["connectors/sdk", "core/model"],
    "connectors/apart": ["connectors/process", "connectors/sdk", "core/model"],
    "connectors/csv": ["connectors/sdk", "core/model"],
    "connectors/exec": ["connectors/process", "connectors/sdk", "core/model"],
    "connectors/folder": ["connectors/sdk", "core/model"],
    "connectors/ldap": ["connectors/sdk", "core/model"],
    "connectors/push": ["connectors/sdk", "core/model"],
    "connectors/template": ["connectors/sdk", "core/model"],
    "connectors/rest": ["connectors/sdk", "core/model", "core/net"],
    "connectors/sql": ["connectors/sdk", "core/model"],
    "connectors/scim": ["connectors/sdk", "core/model"],
    "connectors/sftp": ["connectors/sdk", "core/model"],
    "daemon": ["core", "connectors", "daemon"],
    "tests": ["core", "connectors", "daemon", "tests"],
}

# Not part of the build: whoever copies it builds it elsewhere.
OUTSIDE = ["connectors/template"]

# First part of a third-party header -> rooms that may include it.
THIRD_PARTY = {
    "nlohmann": ["core/model"],
    "simdjson.h": ["core/model", "connectors/exec"],
    "tl": ["core", "connectors", "daemon"],
    "xxhash.h": ["core/model", "connectors/sdk"],
    "unicode": ["core/ingest", "core/scim", "connectors/sdk"],
    "re2": ["core/ingest"],
    "phonenumbers": ["core/ingest"],
    "date": ["core/plan", "connectors/ldap", "connectors/rest", "daemon"],
    "ldap.h": ["connectors/ldap"],
    "lber.h": ["connectors/ldap"],
    "libssh": ["connectors/sftp"],
    "SQLiteCpp": ["core/state"],
    "sqlite3.h": ["core/state"],
    "boost": ["core/net", "daemon/http", "daemon/service", "daemon/sandbox"],
    "openssl": ["core/net", "core/state", "core/dingtalk", "connectors/rest", "daemon/http", "daemon/service"],
    "csv.h": ["connectors/sdk"],
    "pugixml.hpp": ["connectors/sdk", "connectors/rest"],
    "jq.h": ["connectors/rest"],
    "jv.h": ["connectors/rest"],
    "pugixml.hpp": ["connectors/rest", "connectors/sdk"],
    "sql.h": ["connectors/sql"],
    "sqlext.h": ["connectors/sql"],
    "zip.h": ["connectors/sdk", "daemon/cli"],
    "yaml-cpp": ["daemon/config", "connectors/rest"],
    "spdlog": ["daemon/log"],
    "CLI": ["daemon/cli", "daemon/sandbox"],
    "prometheus": ["daemon/service"],
    "systemd": ["daemon/log", "daemon/service"],
    "gtest": ["tests"],
    "gmock": ["tests"],
    "rapidcheck": ["tests"],
    "rapidcheck.h": ["tests"],
    "benchmark": ["tests"],
}
# Headers of the compiler, the C library and the kernel: no room is closed to them.
SYSTEM = re.compile(r"^([a-z_0-9]+|(c[a-z]+)|(sys|netinet|arpa|linux|net)/[a-z_0-9]+\.h|[a-z_0-9]+\.h)$")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def room_of(path):
    """The room a project path belongs to; None if it is in none."""
    best = None
    for room in ROOMS:
        if path == room or path.startswith(room + "/"):
            if best is None or len(room) > len(best):
                best = room
    return best


def below(place, rooms):
    return any(place == room or place.startswith(room + "/") for room in rooms)


def check_include(file, quote, header):
    """What is wrong with one #include of `file`; None if nothing."""
    folder = file.rsplit("/", 1)[0]
    room = room_of(folder)
    if quote == '"':
        if room_of(header) is None:
            return f'"{header}" is not a path from the project\'s root'
        if room_of(header) == room or below(header, ROOMS[room]):
            return None
        return f"{room} may not include {room_of(header)}"
    first = header.split("/")[0]
    if first in THIRD_PARTY:
        if room == "tests" or below(folder, THIRD_PARTY[first]):
            return None
        return f"<{header}> belongs to {', '.join(THIRD_PARTY[first])} only"
    if SYSTEM.match(header):
        return None
    return f"<{header}> is a third-party header that no room is known for"


def check_text(file, text):
    if room_of(file.rsplit("/", 1)[0]) is None:
        return [f"{file}: in no room of the house"]
    faults = []
    for match in INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        fault = check_include(file, match.group(1), match.group(2))
        if fault:
            faults.append(f"{file}:{line}: {fault}")
    return faults


def check_tree(root):
    faults, files = [], 0
    for top in ("core", "connectors", "daemon", "tests"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".cpp", ".hpp", ".h"):
                files += 1
                name = path.relative_to(root).as_posix()
                faults += check_text(name, path.read_text(encoding="utf-8"))
    return faults, files


def allowed(room):
    """Every other room that `room` may include."""
    return {other for other in ROOMS if other not in (room, "tests", *OUTSIDE) and below(other, ROOMS[room])}


def difference(what, room, found):
    """What is wrong with a list of rooms that `room` may include; nothing if it is the rule."""
    rule = allowed(room)
    return ([f"{what}: {room} may not include {one}" for one in sorted(found - rule)] +
            [f"{what}: {room} may include {one}, which is not said" for one in sorted(rule - found)])


CMAKE_ROOM = re.compile(r"rosterd_room\(NAME\s+\w+(?:\s+DEPENDS((?:\s+(?:core|connectors)_\w+)+))?")


def check_cmake(room, text):
    linked = CMAKE_ROOM.search(text)
    if linked is None:
        return [f"{room}/CMakeLists.txt: no rosterd_room"]
    found = {target.replace("_", "/") for target in (linked.group(1) or "").split()}
    return difference(f"{room}/CMakeLists.txt", room, found)


ROW = re.compile(r"^\| `((?:core|connectors|daemon)[^`]*)` \| ([^|]*)\|", re.M)


def check_table(text):
    """The rows `room` | may include | of ARCHITECTURE.md, each room by its last name. A connector with a row of its
    own is none of the `connectors/<kind>`."""
    by_name = {room.rsplit("/", 1)[-1]: room for room in ROOMS}
    faults, described = [], set()
    own = {name for name, _ in ROW.findall(text)}
    for name, cell in ROW.findall(text):
        words = cell.replace(",", " ").split()
        kinds = [room for room in ROOMS if room.startswith("connectors/") and room not in own]
        for room in kinds if name == "connectors/<kind>" else [room_of(name) or name]:
            described.add(room)
            if room not in ROOMS:
                faults.append(f"ARCHITECTURE.md: {room} is no room")
            else:
                found = allowed(room) if words == ["everything"] and room == "daemon" else {
                    by_name.get(word, word) for word in words}
                faults += difference("ARCHITECTURE.md", room, found)
    return faults + [f"ARCHITECTURE.md: {room} is missing" for room in sorted(set(ROOMS) - described - {"tests"})]


def check_sayings(root):
    faults = check_table((root / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    for room in ROOMS:
        if room not in ["tests", *OUTSIDE]:
            faults += check_cmake(room, (root / room / "CMakeLists.txt").read_text(encoding="utf-8"))
    return faults


WRONG = [
    ("core/plan/a.cpp", '#include "core/state/store.hpp"\n'),
    ("core/model/a.hpp", '#include "core/plan/plan.hpp"\n'),
    ("core/net/a.hpp", '#include "core/model/json.hpp"\n'),
    ("connectors/csv/a.cpp", '#include "connectors/folder/folder_connector.hpp"\n'),
    ("connectors/csv/a.cpp", '#include "core/dingtalk/client.hpp"\n'),
    ("core/apply/a.cpp", '#include "daemon/cli/cli.hpp"\n'),
    ("core/plan/a.cpp", "#include <SQLiteCpp/Database.h>\n"),
    ("daemon/cli/a.cpp", "#include <sqlite3.h>\n"),
    ("core/dingtalk/a.cpp", "  #  include <boost/asio.hpp>\n"),
    ("core/plan/a.cpp", "#include <nlohmann/json.hpp>\n"),
    ("core/plan/a.cpp", "#include <curl/curl.h>\n"),
    ("core/plan/a.cpp", '#include "diff.hpp"\n'),
    ("core/other/a.cpp", "#include <vector>\n"),
]
RIGHT = [
    ("core/plan/a.cpp", '#include "core/plan/plan.hpp"\n#include <vector>\n#include "core/model/json.hpp"\n'),
    ("core/net/a.cpp", "#include <boost/beast/http.hpp>\n#include <sys/socket.h>\n#include <cstdint>\n"),
    ("daemon/cycle/a.cpp", '#include "core/state/store.hpp"\n'),
    ("tests/core/plan/a_test.cpp", "#include <gtest/gtest.h>\n"),
]


def check_self():
    for file, text in WRONG:
        assert check_text(file, text), f"not found to be wrong: {file}: {text}"
    for file, text in RIGHT:
        assert not check_text(file, text), f"found to be wrong: {check_text(file, text)}"
    assert not check_cmake("core/dingtalk", "rosterd_room(NAME core_dingtalk DEPENDS core_model\n  core_net LIBRARIES x)")
    assert not check_cmake("core/net", "rosterd_room(NAME core_net LIBRARIES core_x)")
    for text in ("", "rosterd_room(NAME x DEPENDS core_model)", "rosterd_room(NAME x DEPENDS core_model core_net core_plan)"):
        assert check_cmake("core/dingtalk", text), f"not found to be wrong: {text}"
    table = (pathlib.Path(__file__).parent.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for right, wrong in (("| sdk, model |", "| sdk |"), ("`core/state` | model", "`core/state` | model, net"),
                         ("`core/net`", "`core/nett`")):
        assert right in table and check_table(table.replace(right, wrong)), f"not found to be wrong: {wrong}"
    print(f"{len(WRONG)} wrong includes found, {len(RIGHT)} right ones let pass")


def main():
    if sys.argv[1:] == ["--self"]:
        check_self()
        return 0
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    faults, files = check_tree(root)
    faults += check_sayings(root)
    for fault in faults:
        print(fault)
    print(f"{files} files read, {len(faults)} faults")
    return 1 if faults or files == 0 else 0


sys.exit(main())
