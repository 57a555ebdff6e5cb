#!/usr/bin/env python3
"""An identity provider writes by SCIM, and DingTalk follows. The client is made of published libraries
(tests/scim_sdk); only what they can't send is sent by hand."""
import concurrent.futures
import json
import pathlib
import signal
import subprocess
import unittest
import urllib.error
import urllib.request

from company import wait_for
from daemon_case import LISTEN, DaemonCase

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "scim_sdk"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
SOURCES = """  - {name: entra, connector: scim, options: {token: "entra-token", departments: groups}}"""


def user(number, shown=None, **more):
    enterprise = {"employeeNumber": f"E{number:03}", **more.pop("enterprise", {})}
    return {"schemas": [USER, ENTERPRISE], "userName": f"e{number:03}@example.com", "displayName": shown or f"陳{number}",
            "active": True, "externalId": f"ext-{number}",
            "emails": [{"value": f"e{number:03}@example.com", "type": "work", "primary": True}],
            "phoneNumbers": [{"value": f"+852 5100 {number:04}", "type": "mobile"}], ENTERPRISE: enterprise, **more}


def group(name, *members):
    return {"schemas": [GROUP], "displayName": name, "members": [{"value": one} for one in members]}


class Scim(DaemonCase):
    def setUp(self):
        super().setUp()
        self.company.configure(extra=LISTEN, sources=SOURCES)
        self.begin()

    def drive(self, *steps, source="/entra"):
        done = subprocess.run(["node", "drive.mjs", self.url + "/scim/v2" + source, "entra-token"], cwd=FOLDER,
                              input=json.dumps(steps), capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def send(self, method, path, body=None, token="entra-token", headers=None):
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method,
                                         headers={"Authorization": f"Bearer {token}", **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                text = answer.read().decode()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            with error:
                text = error.read().decode()
                return error.code, json.loads(text) if text else None

    def create(self, *users):
        steps = [{"do": "create", "type": "User", "resource": one, "as": chr(ord("a") + i)}
                 for i, one in enumerate(users)]
        answers = self.drive(*steps)
        self.assertEqual([one["status"] for one in answers], [201] * len(users), answers)
        return [one["body"]["id"] for one in answers]

    def account(self, userid):
        return self.company.sandbox.user(userid)

    def path_of(self, dept_id):
        departments = {one["dept_id"]: one for one in self.company.sandbox.organisation()["departments"]}
        names = []
        while dept_id in departments and dept_id != 1:
            names.insert(0, departments[dept_id]["name"])
            dept_id = departments[dept_id]["parent_id"]
        return "/".join(names)

    def places(self, userid):
        account = self.account(userid)
        return account and sorted(self.path_of(one) for one in account["dept_id_list"])

    def test_a_colleague_is_created_changed_moved_deactivated_and_deleted(self):
        boss, ada, group_step = self.drive(
            {"do": "create", "type": "User", "resource": user(1, "大老闆"), "as": "boss"},
            {"do": "create", "type": "User", "as": "ada",
             "resource": user(2, "艾達", title="工程師", enterprise={"manager": {"value": "$boss"}})},
            {"do": "create", "type": "Group", "resource": group("研發/平台", "$ada"), "as": "team"})
        self.assertEqual([one["status"] for one in (boss, ada, group_step)], [201, 201, 201])
        self.assertEqual(ada["location"], f"{self.url}/scim/v2/entra/Users/{ada['body']['id']}")
        self.assertEqual(ada["body"]["meta"]["version"], ada["etag"])
        wait_for(lambda: self.places("E002") == ["研發/平台"], what="the new colleague in her team")
        created = self.account("E002")
        self.assertEqual((created["name"], created["title"], created["manager_userid"]), ("艾達", "工程師", "E001"))

        ids = {"a": ada["body"]["id"], "t": group_step["body"]["id"]}
        patched, moved = self.drive(
            {"do": "patch", "type": "User", "id": ids["a"], "operations": [
                {"op": "replace", "path": "title", "value": "總工程師"},
                {"op": "replace", "path": "name.familyName", "value": "洛"},
                {"op": "replace", "path": 'emails[type eq "work"].value', "value": "ada@example.com"}]},
            {"do": "patch", "type": "Group", "id": ids["t"], "operations": [
                {"op": "replace", "path": "displayName", "value": "研發/雲端"}]})
        self.assertEqual((patched["status"], moved["status"]), (200, 200))
        wait_for(lambda: self.account("E002")["title"] == "總工程師" and self.places("E002") == ["研發/雲端"],
                 what="title and team to follow")
        self.assertEqual(self.account("E002")["email"], "ada@example.com")

        self.drive({"do": "patch", "type": "User", "id": ids["a"],
                    "operations": [{"op": "replace", "path": "active", "value": False}]})
        wait_for(lambda: self.account("E002") is None, what="the account of who was deactivated to go")
        self.drive({"do": "patch", "type": "User", "id": ids["a"],
                    "operations": [{"op": "replace", "path": "active", "value": True}]})
        wait_for(lambda: self.account("E002"), what="the account of who is back")

        deleted, gone, team = self.drive({"do": "delete", "type": "User", "id": ids["a"]},
                                         {"do": "get", "type": "User", "id": ids["a"]},
                                         {"do": "get", "type": "Group", "id": ids["t"]})
        self.assertEqual((deleted["status"], gone["status"], team["body"].get("members")), (204, 404, None))
        wait_for(lambda: self.account("E002") is None, what="the account of who was deleted to go")
        self.assertIsNotNone(self.account("E001"), "nobody else is touched")

    def test_membership_moves_people(self):
        a, b = self.create(user(1), user(2))
        north, south = (self.send("POST", "/scim/v2/entra/Groups", group(name, *who))[1]["id"]
                        for name, who in (("北區", (a, b)), ("南區", ())))
        wait_for(lambda: self.places("E001") == ["北區"] and self.places("E002") == ["北區"], what="both in the north")
        answers = self.drive(
            {"do": "patch", "type": "Group", "id": north, "operations": [
                {"op": "remove", "path": f'members[value eq "{a}"]'}]},
            {"do": "patch", "type": "Group", "id": south, "operations": [
                {"op": "add", "path": "members", "value": [{"value": a}]}]},
            {"do": "get", "type": "User", "id": a})
        self.assertEqual([one["display"] for one in answers[2]["body"]["groups"]], ["南區"])
        wait_for(lambda: self.places("E001") == ["南區"], what="the first in the south")
        self.assertEqual(self.places("E002"), ["北區"])

    def test_filters_find_whom_a_published_library_finds(self):
        self.create(user(1, "Barbara Jensen", title="Tour Guide", userType="Employee",
                         name={"familyName": "O'Malley", "givenName": "Barbara"}),
                    user(2, "Jim", userType="Employee", emails=[{"value": "jim@example.org", "type": "home"}]),
                    user(3, "Kim", userType="Intern", active=False))
        filters = ['userName eq "e001@example.com"', "name.familyName co \"O'Malley\"", 'userName sw "e00"', "title pr",
                   'title pr and userType eq "Employee"', 'title pr or userType eq "Intern"',
                   'userType eq "Employee" and (emails.value co "example.com" or emails.value co "example.org")',
                   'userType ne "Employee" and not (emails.value co "example.org")',
                   'userType eq "Employee" and (emails.type eq "work")',
                   'emails[type eq "work" and value co "@example.com"]', "active eq false", "not (title pr)",
                   'externalId eq "ext-2"', 'meta.resourceType eq "User"',
                   f'{ENTERPRISE}:employeeNumber eq "E003"', 'displayName ge "J"']
        answers = self.drive(*({"do": "filter", "type": "User", "filter": one} for one in filters))
        self.assertEqual(len(answers), len(filters))
        self.assertEqual(answers[0]["found"], ["e001@example.com"])
        by_work_mail = self.drive({"do": "list", "type": "User", "query":
                                   {"filter": 'emails[type eq "work"].value eq "E003@example.com"'}})[0]["body"]
        self.assertEqual([one["displayName"] for one in by_work_mail["Resources"]], ["Kim"])
        self.assertEqual(self.drive({"do": "list", "type": "User", "query": {"filter": "userName eq"}})[0]["body"]
                         ["scimType"], "invalidFilter")

    def test_lists_are_paged_sorted_and_cut_to_what_is_asked_for(self):
        self.create(*(user(one) for one in (3, 1, 2)))
        page, none, over, some, search, both = self.drive(
            {"do": "list", "type": "User", "query": {"sortBy": "userName", "sortOrder": "descending", "count": 2,
                                                     "startIndex": 2}},
            {"do": "list", "type": "User", "query": {"count": 0}},
            {"do": "list", "type": "User", "query": {"startIndex": 9, "count": -1}},
            {"do": "list", "type": "User", "query": {"attributes": "userName", "startIndex": 0, "count": 1}},
            {"do": "search", "type": "User", "query": {"filter": "userName pr", "count": 1,
                                                       "excludedAttributes": ["emails"]}},
            {"do": "search", "query": {"filter": 'meta.resourceType eq "User"'}})
        self.assertEqual([one["userName"] for one in page["body"]["Resources"]], ["e002@example.com", "e001@example.com"])
        self.assertEqual((page["body"]["totalResults"], page["body"]["startIndex"], page["body"]["itemsPerPage"]), (3, 2, 2))
        self.assertEqual((none["body"]["totalResults"], none["body"]["Resources"]), (3, []))
        self.assertEqual((over["body"]["totalResults"], over["body"]["Resources"]), (3, []))
        self.assertEqual(set(some["body"]["Resources"][0]), {"id", "schemas", "userName"})
        self.assertNotIn("emails", search["body"]["Resources"][0])
        self.assertEqual(both["body"]["totalResults"], 3)

    def test_versions_keep_two_writers_apart(self):
        a, = self.create(user(1))
        tag = self.drive({"do": "get", "type": "User", "id": a})[0]["etag"]
        same, changed, late, any_one = self.drive(
            {"do": "get", "type": "User", "id": a, "headers": {"If-None-Match": tag}},
            {"do": "patch", "type": "User", "id": a, "headers": {"If-Match": tag},
             "operations": [{"op": "add", "path": "nickName", "value": "A"}]},
            {"do": "replace", "type": "User", "id": a, "headers": {"If-Match": tag}, "resource": user(1)},
            {"do": "replace", "type": "User", "id": a, "headers": {"If-Match": "*"}, "resource": user(1)})
        self.assertEqual([one["status"] for one in (same, changed, late, any_one)], [304, 200, 412, 200])
        self.assertNotEqual(changed["etag"], tag)
        self.assertNotIn("nickName", any_one["body"], "a replaced user is what was sent")
        again, = self.drive({"do": "replace", "type": "User", "id": a, "resource": user(1)})
        self.assertEqual(again["etag"], any_one["etag"], "nothing changed")

    def test_a_bulk_creates_people_and_their_group_with_references_that_go_in_circles(self):
        ok, stopped = self.drive(
            {"do": "bulk", "operations": [
                {"method": "POST", "path": "/Groups", "bulkId": "team", "data": group("專案", "bulkId:one", "bulkId:two")},
                {"method": "POST", "path": "/Users", "bulkId": "one",
                 "data": user(1, enterprise={"manager": {"value": "bulkId:two"}})},
                {"method": "POST", "path": "/Users", "bulkId": "two",
                 "data": user(2, enterprise={"manager": {"value": "bulkId:one"}})},
                {"method": "PATCH", "path": "/Users/bulkId:one",
                 "data": {"Operations": [{"op": "add", "path": "title", "value": "組長"}]}}]},
            {"do": "bulk", "failOnErrors": 1, "operations": [
                {"method": "POST", "path": "/Users", "bulkId": "again", "data": user(1)},
                {"method": "POST", "path": "/Users", "bulkId": "never", "data": user(9)}]})
        self.assertEqual([one["status"] for one in ok["body"]["Operations"]], ["201", "201", "201", "200"])
        self.assertEqual([(one["status"], one["response"]["scimType"]) for one in stopped["body"]["Operations"]],
                         [("409", "uniqueness")])
        wait_for(lambda: self.places("E001") == ["專案"] and self.places("E002") == ["專案"], what="both in their group")
        self.assertEqual(self.account("E001")["title"], "組長")
        self.assertIsNone(self.account("E009"))

    def test_what_entra_and_okta_send_is_understood(self):
        a, b = self.create(user(1), user(2))
        path = f"/scim/v2/entra/Users/{a}"
        operations = [
            {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": b},
            {"op": "Replace", "path": "active", "value": "True"},
            {"op": "Replace", "value": {"name.givenName": "A", f"{ENTERPRISE}:costCenter": "C7"}},
            {"op": "Add", "path": 'phoneNumbers[type eq "work"].value', "value": "2888 1234"}]
        status, body = self.send("PATCH", path, {"Operations": operations})
        self.assertEqual(status, 200, body)
        self.assertEqual((body[ENTERPRISE]["manager"], body["name"]["givenName"]), ({"value": b}, "A"))
        self.assertEqual(body["phoneNumbers"][0]["value"], "+852 5100 0001", "as it was sent, unchanged")
        wait_for(lambda: self.account("E001") and self.account("E001").get("manager_userid") == "E002",
                 what="the manager")
        status, team = self.send("POST", "/scim/v2/entra/Groups", group("隊", a, b))
        team = f"/scim/v2/entra/Groups/{team['id']}"
        remove = {"Operations": [{"op": "Remove", "path": "members", "value": [{"value": a}]}]}
        self.assertEqual(self.send("PATCH", team, remove)[1]["members"], [{"value": b}])
        self.assertNotIn("members", self.send("GET", team + "?excludedAttributes=members")[1])
        status, body = self.send("PATCH", path, {"Operations": [{"op": "replace", "value": {"active": False}}]})
        self.assertEqual((status, body["active"]), (200, False))
        self.assertEqual(self.send("GET", path)[0], 200, "who is inactive is still there")
        self.assertEqual(self.send("GET", "/scim/v2/entra/Users?filter=userName%20eq%20%22nobody%22")[1]["totalResults"], 0)

    def test_discovery_says_what_there_is(self):
        config, types, schema, wrong, me, filtered = self.drive(
            {"do": "raw", "method": "GET", "path": "/ServiceProviderConfig"},
            {"do": "raw", "method": "GET", "path": "/ResourceTypes"},
            {"do": "raw", "method": "GET", "path": f"/Schemas/{USER}"},
            {"do": "raw", "method": "GET", "path": "/Schemas/urn:nothing"},
            {"do": "raw", "method": "GET", "path": "/Me"},
            {"do": "raw", "method": "GET", "path": "/Schemas?filter=id+pr"}, source="")
        self.assertTrue(all(config["body"][one]["supported"] for one in ("patch", "bulk", "filter", "sort", "etag")))
        self.assertEqual([one["name"] for one in types["body"]["Resources"]], ["User", "Group"])
        self.assertEqual(schema["body"]["id"], USER)
        self.assertEqual((wrong["status"], me["status"], filtered["status"]), (404, 501, 403))

    def test_wrong_requests_are_refused_in_scims_own_words(self):
        self.create(user(1))
        users = "/scim/v2/entra/Users"
        for status, kind, (method, path, body) in (
                (409, "uniqueness", ("POST", users, {**user(7), "userName": "E001@Example.com"})),
                (400, "invalidValue", ("POST", users, {"displayName": "x"})),
                (400, "invalidSyntax", ("POST", users, b"{")),
                (400, "invalidSyntax", ("POST", users, b"[" * 100000)),
                (400, "invalidSyntax", ("POST", users, b'{"userName": "\xff"}')),
                (400, "invalidFilter", ("GET", users + "?filter=" + "(" * 8000, None)),
                (400, "invalidValue", ("GET", users + "?count=ten", None)),
                (404, None, ("GET", users + "/nobody", None)),
                (404, None, ("GET", "/scim/v2/entra/Nothing", None)),
                (405, None, ("DELETE", users, None)),
                (413, "tooMany", ("POST", users, b'{"userName": "' + b"x" * 17_000_000 + b'"}'))):
            with self.subTest(f"{method} {path[:60]} {str(body)[:30]}"):
                answered, error = self.send(method, path, body)
                self.assertEqual((answered, error["status"], error.get("scimType")), (status, str(status), kind), error)
                self.assertEqual(error["schemas"], ["urn:ietf:params:scim:api:messages:2.0:Error"])
        for token in ("", "wrong", "test", "entra-token2", "entra-toke"):
            self.assertEqual(self.send("GET", users, token=token)[0], 401)
        self.assertEqual(self.send("GET", "/scim/v2/nobody/Users", token="wrong")[0], 401)
        self.assertEqual(self.send("GET", "/api/v1/status")[0], 401, "a source's token opens nothing else")

    def test_facts_in_bulk_say_what_is_and_rosterd_finds_what_is_to_do(self):
        def facts(*data):
            return {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "failOnErrors": None,
                    "Operations": [{"method": "POST", "bulkId": str(i), "path": "/Users", "data": one}
                                   for i, one in enumerate(data)]}

        bulk = "/api/v1/sources/entra/bulk"
        self.assertEqual(self.send("POST", bulk, facts(user(1), user(2))), (202, {"accepted": 2}))
        wait_for(lambda: self.account("E001") and self.account("E002"), what="both people")
        self.assertEqual(self.send("POST", bulk, facts({"externalId": "ext-1", "title": "店長"}), token="test")[0], 202)
        wait_for(lambda: self.account("E001")["title"] == "店長", what="the title")
        self.assertEqual(self.send("POST", bulk, facts({"externalId": "ext-2", "active": False}))[0], 202)
        wait_for(lambda: self.account("E002") is None, what="the leaver to go")
        status, error = self.send("POST", bulk, facts({"externalId": "ext-1", "title": "X"}, {"title": "Y"}))
        self.assertEqual(status, 400)
        self.assertIn("Operations[1]", error["error"])
        kept = self.send("GET", '/scim/v2/Users?filter=externalId%20eq%20%22ext-1%22')[1]["Resources"]
        self.assertEqual(kept[0]["title"], "店長", "nothing of a refused request was taken")
        self.assertEqual(self.send("POST", bulk, facts(), token="wrong")[0], 401)
        self.assertEqual(self.send("POST", "/api/v1/sources/nobody/bulk", facts(), token="test")[0], 404)

    def test_what_was_answered_survives_kill_9(self):
        self.company.sandbox.fault(path="/topapi/v2/user/create", mode="http", status=503, count=1000)
        a, = self.create(user(1))
        self.daemon.kill()
        self.daemon.communicate()
        self.company.sandbox.call("/sandbox/faults", method="DELETE")
        self.begin()
        self.assertEqual(self.send("GET", f"/scim/v2/Users/{a}")[0], 200)
        wait_for(lambda: self.account("E001"), what="the account after the restart")

    def test_people_without_an_employee_id_wait_and_are_told_of(self):
        nameless = user(1)
        del nameless[ENTERPRISE]
        self.create(nameless, user(2))
        wait_for(lambda: self.account("E002"), what="the other one")
        wait_for(lambda: "scim.no_employee_id" in self.ask("/api/v1/findings")[1], what="the finding")
        self.assertIn("map the employee id to employeeNumber", self.ask("/api/v1/findings")[1])

    def test_many_deletions_at_once_are_held(self):
        ids = self.create(*(user(one) for one in range(1, 10)))
        wait_for(lambda: all(self.account(f"E{one:03}") for one in range(1, 10)), what="everybody")
        self.daemon.send_signal(signal.SIGSTOP)
        with concurrent.futures.ThreadPoolExecutor(9) as pool:
            answers = [pool.submit(self.send, "DELETE", f"/scim/v2/Users/{one}") for one in ids]
            self.daemon.send_signal(signal.SIGCONT)
            self.assertEqual({one.result()[0] for one in answers}, {204})
        wait_for(lambda: json.loads(self.ask("/api/v1/holds")[1])["holds"], what="the leavers to be held")


if __name__ == "__main__":
    unittest.main()
