#!/usr/bin/env python3
"""A connector from outside: the template is copied, built by its one command, and loaded by the real rosterd."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest
import urllib.request

from company import ROOT, ROSTERD, Company, people, wait_for
from daemon_case import LISTEN

SANITIZE = os.environ.get("ROSTERD_SANITIZE", "")
ACME = "  - {name: hr, connector: acme, options: {path: export.jsonl}}"
CSV = "  - {name: shops, connector: csv, options: {path: roster.csv}}"

# What a plugin can draw in besides: it reads a table and asks for an HTTP client.
MORE = """
#include "connectors/sdk/plugin.hpp"
#include "connectors/sdk/table.hpp"
#include "core/net/asio.hpp"
#include "core/net/http.hpp"

using namespace rosterd;

struct More final : sdk::Connector {
    sdk::ConnectorContext context;
    explicit More(sdk::ConnectorContext wanted) : context{std::move(wanted)} {}
    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        const auto loop = net::make_loop();
        const auto client = net::make_http_client(*loop, {});
        const auto table = sdk::read_table(context.base_dir + "/people.csv", context.source, {}, sink);
        if (!table) {
            return tl::unexpected(table.error());
        }
        return sdk::ReadResult{sdk::Completeness::complete, "", false, table->encoding};
    }
};

static sdk::ConnectorKind kind()
{
    return {"more", "a table", {}, [](sdk::ConnectorContext context)
            -> model::Result<std::unique_ptr<sdk::Connector>> { return std::make_unique<More>(std::move(context)); }};
}
ROSTERD_CONNECTOR(kind)
"""

# What a plugin can do wrong after its first record; the file `how` beside the export says which it is.
TROUBLE = """
        std::string how;
        std::getline(std::ifstream{path_ + ".how"} >> std::ws, how);
        model::Record first = record_of({{"employee_id", "E1"}}, 1);
        if (!how.empty() && !sink.known(first.fingerprint, 1)) {
            sink.record(first);
        }
        if (how == "crash") {
            std::signal(SIGSEGV, SIG_DFL);
            std::raise(SIGSEGV);
        }
        if (how == "hang") {
            std::ofstream{path_ + ".pid"} << getpid() << std::endl;
            for (;;) {
                sleep(3600);
            }
        }
        for (std::uint32_t row = 2; how == "flood"; ++row) {
            auto record = record_of({{"employee_id", std::to_string(row)}}, row);
            if (!sink.known(record.fingerprint, row)) {
                sink.record(std::move(record));
            }
        }
        if (how == "garbage") {
            write(3, std::string(100, '!').data(), 100);
            sleep(3600);
        }
        if (how == "print") {
            std::cout << "r\\x01{]} token s3cret" << std::endl;
        }
        const auto before = sdk::wait_until_settled(path_, {});"""


def build(folder, sdk):
    """The one command."""
    environment = {**os.environ, "CMAKE_PREFIX_PATH": str(sdk)}
    if SANITIZE:
        environment["CXXFLAGS"] = f"-fsanitize={SANITIZE}"
    done = subprocess.run(["cmake", "--workflow", "--preset", "default"], cwd=folder, env=environment,
                          capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def edited(file, *pairs):
    text = file.read_text()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text)


class Plugins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-plugin-"))
        cls.addClassCleanup(shutil.rmtree, cls.place)
        cls.sdk = cls.place / "sdk"
        subprocess.run(["cmake", "--install", pathlib.Path(ROSTERD).parent, "--component", "sdk", "--prefix", cls.sdk],
                       check=True, stdout=subprocess.DEVNULL)
        cls.plugins = cls.place / "connectors"
        cls.plugins.mkdir()
        cls.built = build(cls.copied("acme"), cls.sdk)
        shutil.copy(cls.place / "acme" / "build" / "acme.so", cls.plugins)

    @classmethod
    def copied(cls, name, *edits):
        """The template under another name, changed a little."""
        folder = cls.place / name
        shutil.copytree(ROOT / "connectors" / "template", folder)
        if name != "acme":
            edited(folder / "CMakeLists.txt", ("acme acme.cpp", f"{name} acme.cpp"),
                   ("FILE_DIR:acme", f"FILE_DIR:{name}"), ("add_test(", "#add_test("))
        if edits:
            edited(folder / "acme.cpp", *edits)
        return folder

    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.close)
        self.company.environment["ROSTERD_CONNECTORS"] = str(self.plugins)
        self.export = self.company.folder / "export.jsonl"

    def write_export(self, rows, promised=None):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        lines.append(json.dumps({"total": len(rows) if promised is None else promised}))
        self.export.write_text("\n".join(lines) + "\n", encoding="utf-8")
        os.utime(self.export, (1, 1))

    def faults(self, sources):
        self.company.configure(sources=sources)
        done = subprocess.run(self.company.command("check"), env=self.company.environment, capture_output=True,
                              text=True, timeout=60)
        self.assertEqual(done.returncode, 78, done.stdout + done.stderr)
        return done.stderr

    def test_the_template_is_built_and_tested_by_one_command_and_feeds_dingtalk(self):
        self.assertIn("100% tests passed", self.built)
        self.company.configure(sources=ACME)
        self.write_export(people(5))
        self.assertIn("ok    source hr: 5 records; ", self.company.run("check"))
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.user("E005")["name"], "陳5")
        self.write_export([{**one, "title": "店長"} for one in people(5)])
        plan = self.company.json("plan", expect=2)
        self.assertEqual(plan["summary"], {"user.update": 5})
        self.assertEqual(plan["operations"][0]["cause"]["where"], f"{self.export}:1")
        self.company.run("sync")
        self.assertEqual(self.company.json("plan")["operations"], [])

    def test_an_export_cut_short_removes_nobody(self):
        self.company.configure(sources=ACME)
        self.write_export(people(5))
        self.company.run("sync")
        self.write_export(people(3), promised=5)
        self.company.run("sync", expect=75)
        self.assertIsNotNone(self.company.sandbox.user("E005"))

    def test_its_options_are_checked_with_line_and_column(self):
        faults = self.faults("  - {name: hr, connector: acme, options: {pathh: export.jsonl}}")
        self.assertIn("unknown key 'options.pathh'\n    write: path", faults)
        self.assertIn("connector 'acme' needs the option 'path'", faults)

    def test_one_that_is_not_there_is_named_with_the_place(self):
        faults = self.faults("  - {name: hr, connector: sap}")
        self.assertRegex(faults, r"rosterd.yaml:\d+:\d+: error: 'sources.connector' can't be 'sap': it is not built "
                                 rf"in, and {self.plugins}/sap.so is not there\n    write: .*put the plugin there")

    def test_one_built_for_another_version_is_refused_in_a_sentence(self):
        other = self.place / "other-sdk"
        shutil.copytree(self.sdk, other)
        (header,) = other.rglob("plugin.hpp")
        (abi,) = re.findall(r"kConnectorAbi = (\d+);", header.read_text())
        edited(header, (f"kConnectorAbi = {abi};", "kConnectorAbi = 99;"))
        build(self.copied("newer"), other)
        shutil.copy(self.place / "newer" / "build" / "newer.so", self.plugins)
        faults = self.faults("  - {name: hr, connector: newer, options: {path: export.jsonl}}")
        self.assertIn(f"{self.plugins}/newer.so was built for version 99 of the connector interface, this rosterd has "
                      f"version {abi}\n    write: build it again with the compiler and libraries of this rosterd, and "
                      "with its rosterd-sdk\n", faults)

    def test_one_that_everyone_may_write_is_not_run(self):
        shutil.copy(self.plugins / "acme.so", self.plugins / "open.so")
        (self.plugins / "open.so").chmod(0o777)
        faults = self.faults("  - {name: hr, connector: open}")
        self.assertIn(f"everyone may write to {self.plugins}/open.so, so no code of it is run", faults)

    def test_one_that_throws_costs_its_own_source_an_error_and_no_more(self):
        build(self.copied("faulty", ("const auto before = sdk::wait_until_settled(path_, {});",
                                     'throw std::runtime_error{"out of paper"};\n'
                                     "        const auto before = sdk::wait_until_settled(path_, {});"),
                          ("return {path_}; }", "throw 42; }")), self.sdk)
        shutil.copy(self.place / "faulty" / "build" / "faulty.so", self.plugins)
        self.company.write_roster(people(3))
        self.company.configure(extra=LISTEN, sources=CSV + "\n" + ACME.replace("acme", "faulty"))
        self.assertIn("FAIL  source hr: its connector failed: out of paper", self.company.run("check", expect=75))
        self.company.run("sync", expect=75)
        self.assertIsNotNone(self.company.sandbox.user("E003"), "the other source went through")
        daemon = self.company.start("run")  # where its paths are asked for, too
        self.addCleanup(daemon.communicate)
        self.addCleanup(daemon.kill)
        self.company.write_roster(people(4))
        wait_for(lambda: self.company.sandbox.user("E004"), what="the other source's new colleague")
        daemon.send_signal(signal.SIGTERM)
        log = daemon.stderr.read()
        self.assertEqual(daemon.wait(30), 0)
        self.assertIn('"event":"source.not_watched"', log)
        (status,) = [one for one in self.company.json("status")["sources"] if one["name"] == "hr"]
        self.assertIn("out of paper", status["fault"])

    def troubled(self):
        """A plugin that fails as the file `how` says, beside a healthy source."""
        if not (self.plugins / "trouble.so").exists():
            build(self.copied("trouble", ("const auto before = sdk::wait_until_settled(path_, {});", TROUBLE.strip()),
                              ("#include <fstream>", "#include <csignal>\n#include <fstream>\n#include <iostream>\n"
                                                     "#include <unistd.h>")), self.sdk)
            shutil.copy(self.place / "trouble" / "build" / "trouble.so", self.plugins)
        self.company.write_roster(people(3))
        self.write_export([])
        self.company.configure(extra=LISTEN, sources=ACME.replace("acme", "trouble").replace(
            "jsonl}", "jsonl, idle_timeout: 3s}") + "\n" + CSV)

    def how(self, way):
        self.company.folder.joinpath("export.jsonl.how").write_text(way)

    def source(self, name="hr"):
        (status,) = [one for one in self.company.json("status")["sources"] if one["name"] == name]
        return status

    def test_whatever_its_code_does_costs_its_own_source_a_clear_state_and_nothing_else(self):
        self.troubled()
        ways = {
            "crash": "connector 'trouble' was ended by signal 11 (Segmentation fault) while it was read",
            "hang": "gave no sign of life for 3 s and was ended while it was read",
            "flood": "it said more than 5000000 records and was not read further",
            "garbage": "broke its channel to rosterd",
        }
        since = None
        for number, (way, words) in enumerate(ways.items()):
            with self.subTest(way):
                self.how(way)
                self.company.write_roster([{**one, "title": f"店長{number}"} for one in people(3)])
                self.company.run("sync", expect=75)
                self.assertEqual(self.company.sandbox.user("E003")["title"], f"店長{number}", "the other source went on")
                self.assertIn(words, self.source()["fault"])
                self.assertEqual(self.source("shops")["fault"], "")
                since = since or self.source()["fault_since"]
                self.assertEqual(self.source()["fault_since"], since, "broken since the first of them")
        self.assertIn(f"broken since {since}", self.company.run("status"))
        self.assertIsNone(self.company.sandbox.user("E1"), "a broken read is no short list")
        self.how("print")
        done = subprocess.run(self.company.command("sync"), env=self.company.environment, capture_output=True, text=True,
                              timeout=60)
        self.assertIn("token s3cret", done.stderr, "what it prints goes to the log")
        self.assertEqual(self.source()["fault"], "")
        self.assertIsNone(self.source()["fault_since"])

    def test_the_daemon_lives_while_a_plugin_hangs_and_its_process_ends_with_it(self):
        self.troubled()
        self.how("hang")
        self.company.configure(extra=LISTEN, sources=CSV + "\n" + ACME.replace("acme", "trouble"))
        daemon = self.company.start("run")
        self.addCleanup(daemon.communicate)
        self.addCleanup(daemon.kill)
        pid = self.company.folder / "export.jsonl.pid"

        def other_than(former):
            text = pid.read_text() if pid.exists() else ""
            return int(text) if text.endswith("\n") and int(text) != former else None

        plugin = wait_for(lambda: other_than(0), what="the plugin to hang")
        address = json.loads(next(line for line in daemon.stderr if "daemon.started" in line))["address"]
        with urllib.request.urlopen(f"http://{address}/healthz", timeout=10) as answer:
            self.assertEqual(answer.status, 200)
        os.kill(plugin, signal.SIGKILL)
        wait_for(lambda: "signal 9 (Killed)" in self.source()["fault"], what="the source's fault")
        wait_for(lambda: self.company.sandbox.user("E003"), what="the other source's people")
        wait_for(lambda: 'rosterd_source_up{source="hr"} 0' in self.metrics(address), what="the metric")
        self.company.write_roster(people(4))  # which is read, and then the plugin
        again = wait_for(lambda: other_than(plugin), what="the plugin to hang again")
        daemon.kill()
        wait_for(lambda: not is_alive(again), what="the plugin's process to end with the daemon's")

    def metrics(self, address):
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
            return answer.read().decode()

    def test_one_that_crashes_when_it_is_loaded_is_a_fault_of_the_configuration(self):
        folder = self.copied("early", ("#include <fstream>\n", "#include <csignal>\n#include <fstream>\n"
                                       "__attribute__((constructor)) static void early()\n"
                                       "{ std::signal(SIGSEGV, SIG_DFL); std::raise(SIGSEGV); }\n"))
        build(folder, self.sdk)
        shutil.copy(folder / "build" / "early.so", self.plugins)
        self.assertIn(f"{self.plugins}/early.so was ended by signal 11 (Segmentation fault) while it was loaded and asked "
                      "what it is\n    write: tell whoever wrote it",
                      self.faults("  - {name: hr, connector: early, options: {path: export.jsonl}}"))
        listed = self.company.json("connector", "list")["plugins"]
        self.assertIn("signal 11", {one["name"]: one["fault"] for one in listed}["early"])
        self.assertEqual({one["name"]: one["fault"] for one in listed}["acme"], "")

    def test_one_may_use_tables_and_http(self):
        folder = self.copied("more")
        (folder / "acme.cpp").write_text(MORE)
        edited(folder / "CMakeLists.txt", ("rosterd-sdk REQUIRED", "rosterd-sdk REQUIRED COMPONENTS tables net"))
        build(folder, self.sdk)
        shutil.copy(folder / "build" / "more.so", self.plugins)
        self.company.roster = self.company.folder / "people.csv"
        self.company.write_roster(people(3))
        self.company.configure(sources="  - {name: hr, connector: more}")
        self.company.run("sync")
        self.assertIsNotNone(self.company.sandbox.user("E003"))

    def test_a_plugin_shows_one_symbol_only(self):
        symbols = subprocess.run(["nm", "-D", "--defined-only", self.plugins / "acme.so"], check=True,
                                 capture_output=True, text=True).stdout.split("\n")
        self.assertEqual([one.split()[-1] for one in symbols if one], ["rosterd_connector_plugin"])


if __name__ == "__main__":
    unittest.main()
