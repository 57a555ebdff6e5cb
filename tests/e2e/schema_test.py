#!/usr/bin/env python3
"""The JSON Schemas for editors: what rosterd takes they take, what they refuse it refuses, and each knows the keys and
words that the other knows. Judged by a validator that is not ours (python3-jsonschema)."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import jsonschema
import yaml

from company import ROOT, ROSTERD

SCHEMAS = {name: json.loads((ROOT / "config" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
           for name in ("rest", "rosterd")}


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: no dates, and of truth values only true and false."""


TAG = "tag:yaml.org,2002:"
Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in all_of_them if tag not in (TAG + "timestamp", TAG + "bool", TAG + "int")]
    for first, all_of_them in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Yaml12.add_implicit_resolver(TAG + "bool", re.compile("^(true|false)$"), list("tf"))
Yaml12.add_implicit_resolver(TAG + "int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))


FIELDS = re.findall(r'Field::\w+, "(\w+)"', (ROOT / "core/ingest/canonical.hpp").read_text(encoding="utf-8"))


def faults(schema, text):
    found = jsonschema.Draft7Validator(SCHEMAS[schema]).iter_errors(yaml.load(text, Yaml12))
    return [f"{list(one.absolute_path)}: {one.message[:300]}" for one in found]


def run(*arguments):
    return subprocess.run([ROSTERD, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def everything_on(text):
    """The example with what is switched off in it."""
    return re.sub(r"^( *)#(?! )", r"\1", text, flags=re.M)


class Probe:
    """A document that goes to every place of a schema: a key that nobody knows in every map, a word that nobody knows
    wherever only some are known. What rosterd says of these is what it knows."""

    def __init__(self, schema, given=(), without=()):
        self.schema, self.given, self.without = schema, dict(given), set(without)
        self.maps, self.words = {}, {}  # the unknown key or word: what the schema knows instead

    def unknown(self, known, kind):
        name = f"qqqqqqqqqq{len(self.maps) + len(self.words)}qq"
        kind[name] = known
        return name

    def resolved(self, node):
        while True:
            if "$ref" in node:
                node = self.schema["definitions"][node["$ref"].rsplit("/", 1)[1]]
            elif set(node) <= {"allOf", "description"} and len(node.get("allOf", ())) == 1:
                node = node["allOf"][0]
            else:
                return node

    def values(self, node, path=""):
        """Documents that the schema has in mind here, one for each way to write it that has keys of its own."""
        if path in self.given:
            return [self.given[path]]
        node = self.resolved(node)
        if "anyOf" in node and "properties" not in node:
            ways = [self.resolved(one) for one in node["anyOf"]]
            deep = [one for one in ways if one.get("type") in ("object", "array") or "properties" in one or "anyOf" in one]
            return [value for one in deep or ways[:1] for value in self.values(one, path)]
        if any("$ref" in way for way in node.get("anyOf", ())):  # a webhook: by its scheme
            return [value for way in node["anyOf"] if "$ref" in way for value in self.values(way, path)]
        kind = node.get("type")
        if kind == "array" or isinstance(kind, list) and "array" in kind:
            return [self.values(node["items"], path + "[]")] if "items" in node else [["x"]]
        if kind == "object" or isinstance(kind, list) and "object" in kind:
            return self.maps_of(node, path)
        if "enum" in node:
            by_scheme = path.endswith("webhook.scheme") and len(node["enum"]) < 5  # which keys there are depends on it
            return [node["enum"][0] if by_scheme else self.unknown(node["enum"], self.words)]
        return [True if kind == "boolean" else 7 if kind in ("integer", "number") else "x"]

    def maps_of(self, node, path):
        children = {key: self.values(child, f"{path}.{key}".strip("."))
                    for key, child in node.get("properties", {}).items() if f"{path}.{key}".strip(".") not in self.without}
        known = None if node.get("additionalProperties", True) is not False else list(node["properties"])
        if isinstance(node.get("additionalProperties"), dict):
            children[self.unknown(known, self.maps)] = self.values(node["additionalProperties"], f"{path}.*")
        for pattern, child in node.get("patternProperties", {}).items():
            children["ext.sample"] = self.values(child, f"{path}.ext")
        out = []
        for i in range(max(map(len, children.values()), default=1)):
            one = {key: values[min(i, len(values) - 1)] for key, values in children.items() if values}
            if not isinstance(node.get("additionalProperties"), dict):
                one[self.unknown(known, self.maps)] = "x"
            out.append(one)
        return out


def known_to_rosterd(text, name):
    """What it would take in the place of an unknown key or word; None if it took that one."""
    refused = re.search(rf"(?:has no key '{name}'|unknown key '[^']*{name}'|'{name}' is not known here|"
                        rf"can't be '{name}'|no field '{name}')[^\n]*?(?:; |\n +)write:? one of: ([^\n;]*)", text)
    return refused and [word.strip() for word in refused.group(1).split(",") if not word.strip().startswith("ext.")]


class Schemas(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-schema-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def test_they_are_schemas(self):
        for one in SCHEMAS.values():
            jsonschema.Draft7Validator.check_schema(one)

    def test_the_command_prints_what_is_shipped(self):
        for name, one in SCHEMAS.items():
            self.assertEqual(json.loads(run("connector", "schema", name).stdout), one)

    def test_every_preset_and_every_start_fits(self):
        for file in sorted((ROOT / "config").glob("presets/*.yaml")) + [ROOT / "config/templates/rest/acme.yaml"]:
            self.assertEqual(faults("rest", file.read_text(encoding="utf-8")), [], file)

    def test_the_example_fits_as_it_is_and_with_everything_switched_on(self):
        text = (ROOT / "config" / "rosterd.example.yaml").read_text(encoding="utf-8")
        self.assertEqual(faults("rosterd", text), [])
        self.assertEqual(faults("rosterd", everything_on(text)), [])

    def check_probe(self, probe, said):
        self.assertNotIn("must be a map", said)
        for name, known in probe.maps.items():
            there = known_to_rosterd(said, name)
            if known and "recognise_headings" in known:  # there are too many fields to list them
                self.assertIn(f"unknown field '{name}'", said)
                there = FIELDS + ["recognise_headings"]
            if known is None:
                self.assertIsNone(there, f"the schema takes any key here, rosterd only {there}")
            else:
                self.assertIsNotNone(there, f"rosterd takes any key where the schema knows {known}")
                self.assertEqual(sorted(there), sorted(known))
        for name, known in probe.words.items():
            there = known_to_rosterd(said, name)
            self.assertIsNotNone(there, f"rosterd takes any word where the schema knows {known}")
            if not re.search(r"[,;]", "".join(known)):  # else they can't be told apart; the options' own test can
                self.assertEqual(sorted(there), sorted(known))

    def test_of_definitions_both_know_the_same_keys_and_words(self):
        seen = 0
        given = {"streams.people.incremental.queries[].ids": ".id", "streams.departments.incremental.queries[].ids": ".id"}
        for grant, without in (("client_credentials", "auth.login"), ("saml_bearer", "auth.login"), (None, "auth.oauth2")):
            probe = Probe(SCHEMAS["rest"], {**given, **({"auth.oauth2.grant": grant} if grant != "client_credentials" else {})},
                          {without, "streams.departments.answers"})  # these are then as said at the top
            documents = probe.values(SCHEMAS["rest"])
            if grant == "client_credentials":  # the assertion is only looked at with its grant
                probe.maps = {name: known for name, known in probe.maps.items() if known is None or "issuer" not in known}
            said = ""
            for document in documents:
                file = self.folder / "probe.yaml"
                file.write_text(json.dumps(document), encoding="utf-8")
                said += run("connector", "test", file).stderr + "\n"
            self.check_probe(probe, said)
            seen += len(probe.maps) + len(probe.words)
        self.assertGreater(seen, 150)

    def test_of_the_configuration_both_know_the_same_keys_and_words(self):
        probe = Probe(SCHEMAS["rosterd"], {"dingtalk.oapi_url": "https://oapi.dingtalk.com"}, {"schedule[].cron"})
        (document,) = probe.values(SCHEMAS["rosterd"])[:1]
        for kind in json.loads(run("connector", "list", "--json").stdout)["connectors"]:
            name = kind["name"]
            document["sources"].append({"name": name, "connector": name,
                                        "options": probe.values({"$ref": f"#/definitions/options_{name}"})[0]})
        schemes = SCHEMAS["rosterd"]["definitions"]["webhook"]["properties"]["scheme"]
        document["sources"].append({"name": "hook", "connector": "push",
                                    "webhook": {"scheme": probe.unknown(schemes["enum"], probe.words)}})
        file = self.folder / "rosterd.yaml"
        file.write_text(json.dumps(document), encoding="utf-8")
        self.check_probe(probe, run("check", "--config", file).stderr)
        self.assertGreater(len(probe.maps) + len(probe.words), 60)

    def test_every_option_of_every_kind_is_there_with_its_type(self):
        takes = {"bool": ("boolean",), "integer": ("integer",), "list": ("array",), "map": ("object",)}
        for kind in json.loads(run("connector", "list", "--json").stdout)["connectors"]:
            schema = SCHEMAS["rosterd"]["definitions"]["options_" + kind["name"]]
            self.assertEqual(set(schema["properties"]), {one["name"] for one in kind["options"]}, kind["name"])
            self.assertEqual(schema.get("required", []), [one["name"] for one in kind["options"] if one["required"]])
            for option in kind["options"]:
                text = json.dumps(schema["properties"][option["name"]])
                self.assertIn(json.dumps(option["help"], ensure_ascii=True)[1:-1], text)
                for word in option["choices"] or takes.get(option["type"], ()):
                    self.assertIn(json.dumps(word), text, option)

    WRONG_DEFINITIONS = {
        "a key that is not known": ("streams:", "streems:"),
        "nothing to read": ("streams:", "help:"),
        "a request in two ways": ("path: /employees", "path: /employees, url: https://x.example"),
        "a paging that is none": ("by: page", "by: pages"),
        "a cursor that is not told": ("by: page", "by: cursor"),
        "a duration without its unit": ("overlap: 5m", "overlap: 5"),
        "a setting without help": ('{help: "address of your Acme HR, e.g. https://hr.example.com"}', "{}"),
        "fields in a list": ("fields:", "fields: []\n    x:"),
    }

    def test_what_a_schema_can_know_to_be_wrong_in_a_definition_both_refuse(self):
        right = (ROOT / "config/templates/rest/acme.yaml").read_text(encoding="utf-8")
        for what, (old, new) in self.WRONG_DEFINITIONS.items():
            with self.subTest(what):
                wrong = right.replace(old, new, 1)
                self.assertNotEqual(wrong, right)
                self.assertNotEqual(faults("rest", wrong), [])
                file = self.folder / "wrong.yaml"
                file.write_text(wrong, encoding="utf-8")
                self.assertEqual(run("connector", "test", file).returncode, 78)

    WRONG_CONFIGURATIONS = {
        "an option that is not known": ("path: /srv/hr/roster.csv", "pathh: /srv/hr/roster.csv"),
        "a required option is missing": ("path: /srv/hr/roster.csv", "settle: 1s"),
        "a section that is not known": ("policy:", "polices:"),
        "a number out of its range": ("port: 8787", "port: 87870"),
        "a word that is none": ("absent: leaver", "absent: leave"),
        "a duration without its unit": ("every: 15m", "every: 15"),
        "every and cron": ("{every: 15m, read", '{every: 15m, cron: "1 2 * * *", read'),
        "plain http to another machine": ("oapi_url: https://", "oapi_url: http://"),
        "a limit without its name": ("leavers: {count: 5", "leavers: {cuont: 5"),
        "a floor where none is known": ("updates: {count: 50", "updates: {floor: 1, count: 50"),
    }

    def test_what_a_schema_can_know_to_be_wrong_in_the_configuration_both_refuse(self):
        right = (ROOT / "config/rosterd.example.yaml").read_text(encoding="utf-8").replace("cred:", "env:")
        for what, (old, new) in self.WRONG_CONFIGURATIONS.items():
            with self.subTest(what):
                wrong = right.replace(old, new, 1)
                self.assertNotEqual(wrong, right)
                self.assertNotEqual(faults("rosterd", wrong), [])
                file = self.folder / "rosterd.yaml"
                file.write_text(wrong, encoding="utf-8")
                self.assertEqual(run("check", "--config", file).returncode, 78)


if __name__ == "__main__":
    unittest.main()
