#!/usr/bin/env python3
"""A directory as the source: OpenLDAP's own server, rosterd, the sandbox."""
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from company import Company, wait_for

ADMIN = ["-x", "-D", "cn=admin,dc=example,dc=com", "-w", "secret"]
BEGINNING = """dn: dc=example,dc=com
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=零售,dc=example,dc=com
objectClass: organizationalUnit
ou: 零售

dn: ou=財務,dc=example,dc=com
objectClass: organizationalUnit
ou: 財務
"""


def dn(number, unit="零售"):
    return f"uid=p{number},ou={unit},dc=example,dc=com"


def person(number):
    return f"""
dn: {dn(number)}
objectClass: inetOrgPerson
uid: p{number}
cn: 陳{number}
sn: 陳
employeeNumber: E{number:03}
mobile: +852 {51000000 + number}
mail: p{number}@example.hk
title: 店員
manager: {dn(1)}
"""


class Slapd:
    """On a free port, in a temporary folder; ended by its process id."""

    def __init__(self, people):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-slapd-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"ldap://127.0.0.1:{self.port}"
        (self.folder / "data").mkdir()
        (self.folder / "slapd.conf").write_text(f"""include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload syncprov
pidfile {self.folder}/pid
argsfile {self.folder}/args
database mdb
suffix "dc=example,dc=com"
rootdn "cn=admin,dc=example,dc=com"
rootpw secret
directory {self.folder}/data
dbnosync
index objectClass,entryUUID,entryCSN eq
overlay syncprov
""")
        (self.folder / "begin.ldif").write_text(BEGINNING + "".join(map(person, range(1, people + 1))), encoding="utf-8")
        subprocess.run(["/usr/sbin/slapadd", "-q", "-f", self.folder / "slapd.conf", "-l", self.folder / "begin.ldif"],
                       check=True, capture_output=True)
        self.start()

    def start(self):
        self.process = subprocess.Popen(["/usr/sbin/slapd", "-d", "0", "-f", self.folder / "slapd.conf", "-h", self.url],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.answers, what="slapd")

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def change(self, ldif):
        subprocess.run(["ldapmodify", "-H", self.url, *ADMIN], input=ldif.encode(), check=True, capture_output=True)

    def stop(self):
        self.process.kill()
        self.process.wait(20)

    def close(self):
        self.stop()
        shutil.rmtree(self.folder)


class Directory(unittest.TestCase):
    def setUp(self):
        self.slapd = Slapd(20)
        self.addCleanup(self.slapd.close)
        self.company = Company()
        self.addCleanup(self.company.close)
        self.company.environment["LDAP_SECRET"] = "secret"
        self.company.configure(sources=f"""  - name: directory
    connector: ldap
    options:
      url: {self.slapd.url}
      tls: none
      bind_dn: cn=admin,dc=example,dc=com
      password: ${{env:LDAP_SECRET}}
      base: dc=example,dc=com
      id: employeeNumber
      changes: syncrepl""", extra="schedule:\n  - {every: 15m, read: changes}\n"
                                  "policy: {lifecycle: {leaver: {grace: 0d}}}")

    def test_people_come_change_and_go(self):
        self.company.run("sync")
        sandbox = self.company.sandbox
        self.assertEqual(sandbox.user("E002")["name"], "陳2")
        self.assertEqual(sandbox.user("E002")["manager_userid"], "E001")

        self.slapd.change(f"dn: {dn(2)}\nchangetype: modify\nreplace: title\ntitle: 店長\n\n"
                          f"dn: {dn(3)}\nchangetype: delete\n")
        sandbox.forget_calls()
        self.company.run("sync")

        self.assertEqual(sandbox.user("E002")["title"], "店長")
        self.assertIsNone(sandbox.user("E003"))
        self.assertEqual(len(sandbox.writes()), 2, sandbox.writes())

        sandbox.forget_calls()
        self.company.run("sync")
        self.assertEqual(sandbox.writes(), [])

    def test_a_renamed_unit_takes_its_people_along(self):
        self.company.run("sync")
        self.slapd.change("dn: ou=零售,dc=example,dc=com\nchangetype: modrdn\nnewrdn: ou=門市\ndeleteoldrdn: 1\n")

        plan = self.company.json("plan", expect=(0, 2, 3))

        self.assertIn("department.update", plan["summary"], plan["summary"])
        self.assertNotIn("user.delete", plan["summary"])

    def test_a_server_that_is_gone_makes_nobody_a_leaver(self):
        self.company.run("sync")
        self.slapd.stop()
        self.company.sandbox.forget_calls()

        self.company.run("sync", expect=75)
        self.assertEqual(self.company.sandbox.writes(), [])

        self.slapd.start()
        self.company.run("sync")
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_wrong_password_is_said_and_not_shown(self):
        self.company.environment["LDAP_SECRET"] = "hunter2"
        done = self.company.start("sync")
        out, err = done.communicate(timeout=60)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("password is wrong", out + err)
        self.assertNotIn("hunter2", out + err)


if __name__ == "__main__":
    unittest.main()
