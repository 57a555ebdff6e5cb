#!/usr/bin/env python3
"""The examples of RFC 7644 as a client sends them: every filter of 3.4.2.2, every PATCH of 3.5.2, against the server."""
import json
import pathlib
import subprocess
import unittest

from daemon_case import LISTEN, DaemonCase

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "scim_sdk"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
SOURCES = """  - {name: entra, connector: scim, options: {token: "entra-token", departments: groups}}"""

BABS = {
    "schemas": [USER, ENTERPRISE], "userName": "bjensen", "externalId": "bjensen-1", "displayName": "Babs Jensen",
    "name": {"formatted": "Ms. Barbara J Jensen, III", "familyName": "Jensen", "givenName": "Barbara"},
    "title": "Tour Guide", "userType": "Employee", "active": True,
    "emails": [{"value": "bjensen@example.com", "type": "work", "primary": True}, {"value": "babs@jensen.org", "type": "home"}],
    "addresses": [{"type": "work", "streetAddress": "100 Universal City Plaza", "locality": "Hollywood", "region": "CA",
                   "postalCode": "91608", "country": "USA", "primary": True},
                  {"type": "home", "streetAddress": "456 Hollywood Blvd", "locality": "Hollywood"}],
    ENTERPRISE: {"employeeNumber": "701984", "department": "Tour Operations"}}
JACK = {"schemas": [USER], "userName": "jomalley", "displayName": "Jack", "userType": "Intern", "active": True,
        "name": {"familyName": "O'Malley", "givenName": "Jack"},
        "emails": [{"value": "jack@example.org", "type": "home"}], "ims": [{"value": "jack@foo.com", "type": "xmpp"}]}
KIM = {"schemas": [USER], "userName": "kim", "displayName": "Kim", "userType": "Contractor", "active": True,
       "emails": [{"value": "kim@elsewhere.net", "type": "work"}]}

# RFC 7644, 3.4.2.2, figure 2, and whom each means of these three.
FILTERS = [
    ('userName eq "bjensen"', "bjensen"),
    ("name.familyName co \"O'Malley\"", "jomalley"),
    ('userName sw "J"', "jomalley"),
    (f'{USER}:userName sw "J"', "jomalley"),
    ("title pr", "bjensen"),
    ('meta.lastModified gt "2011-05-13T04:42:34Z"', "bjensen jomalley kim"),
    ('meta.lastModified ge "2011-05-13T04:42:34Z"', "bjensen jomalley kim"),
    ('meta.lastModified lt "2011-05-13T04:42:34Z"', ""),
    ('meta.lastModified le "2011-05-13T04:42:34Z"', ""),
    ('title pr and userType eq "Employee"', "bjensen"),
    ('title pr or userType eq "Intern"', "bjensen jomalley"),
    (f'schemas eq "{ENTERPRISE}"', "bjensen"),
    ('userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', "bjensen"),
    ('userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', "kim"),
    ('userType eq "Employee" and (emails.type eq "work")', "bjensen"),
    ('userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', "bjensen"),
    ('emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
     "bjensen jomalley"),
]


class ScimStandard(DaemonCase):
    def setUp(self):
        super().setUp()
        self.company.configure(extra=LISTEN, sources=SOURCES)
        self.begin()

    def drive(self, *steps):
        done = subprocess.run(["node", "drive.mjs", self.url + "/scim/v2/entra", "entra-token"], cwd=FOLDER,
                              input=json.dumps(steps), capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def create(self, *resources, kind="User"):
        answers = self.drive(*({"do": "create", "type": kind, "resource": one, "as": chr(ord("a") + number)}
                               for number, one in enumerate(resources)))
        self.assertEqual([one["status"] for one in answers], [201] * len(resources), answers)
        return [one["body"]["id"] for one in answers]

    def patch(self, kind, id, *operations, oracle=True):
        """What the resource is afterwards."""
        answer, read = self.drive({"do": "patch", "type": kind, "id": id, "operations": list(operations), "oracle": oracle},
                                  {"do": "get", "type": kind, "id": id})
        self.assertIn(answer["status"], (200, 204), answer)
        return read["body"]

    def test_every_filter_finds_whom_it_means(self):
        self.create(BABS, JACK, KIM)
        answers = self.drive(*({"do": "list", "type": "User", "query": {"filter": text}} for text, _ in FILTERS))
        for (text, meant), answer in zip(FILTERS, answers):
            with self.subTest(text):
                self.assertEqual(answer["status"], 200, answer)
                found = sorted(one["userName"] for one in answer["body"].get("Resources", []))
                self.assertEqual(" ".join(found), meant)
                self.assertEqual(answer["body"]["totalResults"], len(found))

    def test_every_patch_of_a_group_does_what_it_says(self):
        babs, jack, kim = self.create(BABS, JACK, KIM)
        guides = self.create({"schemas": [GROUP], "displayName": "Tour Guides", "members": [{"value": babs}, {"value": jack}]},
                             kind="Group")[0]

        def members(*operations):
            after = self.patch("Group", guides, *operations, oracle=False)
            return sorted(one["value"] for one in after.get("members", []))

        add_kim = {"op": "add", "path": "members", "value": [{"display": "Kim", "$ref": f"{self.url}/Users/{kim}", "value": kim}]}
        self.assertEqual(members(add_kim), sorted((babs, jack, kim)))
        self.assertEqual(members({"op": "remove", "path": f'members[value eq "{jack}"]'}), sorted((babs, kim)))
        self.assertEqual(members({"op": "remove", "path": f'members[value eq "{kim}"]'},
                                 {"op": "add", "path": "members", "value": [{"display": "Jack", "value": jack}]}),
                         sorted((babs, jack)))
        self.assertEqual(members({"op": "replace", "path": "members", "value": [{"value": kim}, {"value": babs}]}),
                         sorted((babs, kim)))
        self.assertEqual(members({"op": "remove", "path": "members"}), [])

    def test_every_patch_of_a_user_does_what_it_says(self):
        babs, = self.create(BABS)
        first = self.patch("User", babs, {"op": "add", "path": "emails", "value": [{"value": "babs@jensen.org", "type": "home"}]},
                           oracle=False)
        again = self.patch("User", babs, {"op": "add", "path": "emails", "value": [{"value": "babs@jensen.org", "type": "home"}]},
                           oracle=False)
        self.assertEqual((first["emails"], first["meta"]), (BABS["emails"], again["meta"]), "what is there changes nothing")

        after = self.patch("User", babs, {"op": "add", "value": {
            "emails": [{"value": "b@jensen.org", "type": "other"}], "nickname": "Babs"}}, oracle=False)
        self.assertEqual(after["nickName"], "Babs")
        self.assertEqual([one["value"] for one in after["emails"]], ["bjensen@example.com", "babs@jensen.org", "b@jensen.org"])

        after = self.patch("User", babs, {"op": "remove", "path": 'emails[type eq "work" and value ew "example.com"]'})
        self.assertEqual([one["value"] for one in after["emails"]], ["babs@jensen.org", "b@jensen.org"])

        work = {"type": "work", "streetAddress": "911 Universal City Plaza", "locality": "Hollywood", "region": "CA",
                "postalCode": "91608", "country": "US", "primary": True,
                "formatted": "911 Universal City Plaza\nHollywood, CA 91608 US"}
        after = self.patch("User", babs, {"op": "replace", "path": 'addresses[type eq "work"]', "value": work})
        self.assertEqual(after["addresses"], [work, BABS["addresses"][1]])
        after = self.patch("User", babs, {"op": "replace", "path": 'addresses[type eq "work"].streetAddress',
                                          "value": "1010 Broadway Ave"})
        self.assertEqual(after["addresses"][0], {**work, "streetAddress": "1010 Broadway Ave"})

        after = self.patch("User", babs, {"op": "replace", "value": {"emails": BABS["emails"], "nickname": "B"}}, oracle=False)
        self.assertEqual((after["emails"], after["nickName"]), (BABS["emails"], "B"))

        refused, read = self.drive({"do": "patch", "type": "User", "id": babs, "operations": [
            {"op": "replace", "path": 'emails[type eq "x"].value', "value": "y"}]}, {"do": "get", "type": "User", "id": babs})
        self.assertEqual((refused["status"], refused["body"]["scimType"]), (400, "noTarget"))
        self.assertEqual(read["body"]["emails"], BABS["emails"])


if __name__ == "__main__":
    unittest.main()
