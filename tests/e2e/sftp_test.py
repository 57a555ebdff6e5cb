#!/usr/bin/env python3
"""Rosters on an SFTP server: OpenSSH's own, rosterd, the sandbox."""
import getpass
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from company import Company, people, wait_for


class Sshd:
    """On a free port, with keys and files in a temporary folder; ended by its process id."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-sshd-"))
        self.out = self.folder / "out"
        self.out.mkdir()
        for key in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / key], check=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (self.folder / "sshd_config").write_text(f"""ListenAddress 127.0.0.1
Port {self.port}
HostKey {self.folder}/host
AuthorizedKeysFile {self.folder}/user.pub
StrictModes no
UsePAM no
PidFile none
PermitRootLogin yes
Subsystem sftp internal-sftp
ForceCommand internal-sftp
""")
        if os.getuid() == 0:
            os.makedirs("/run/sshd", exist_ok=True)
        self.process = subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", self.folder / "sshd_config"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.answers, what="sshd")

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def fingerprint(self):
        line = subprocess.run(["ssh-keygen", "-l", "-f", self.folder / "host.pub"], check=True, capture_output=True,
                              text=True).stdout
        return line.split()[1]

    def stop(self):
        self.process.kill()
        self.process.wait(20)

    def close(self):
        self.stop()
        shutil.rmtree(self.folder)


class Upload(unittest.TestCase):
    def setUp(self):
        self.sshd = Sshd()
        self.addCleanup(self.sshd.close)
        self.company = Company()
        self.addCleanup(self.company.close)
        self.configure(self.sshd.fingerprint())

    def configure(self, host_key):
        self.company.configure(sources=f"""  - name: upload
    connector: sftp
    options:
      host: 127.0.0.1
      port: {self.sshd.port}
      user: {getpass.getuser()}
      key: {self.sshd.folder}/user
      host_key: {host_key}
      folder: {self.sshd.out}
      spool: spool
      look_again: 200ms
      full: ["roster-*.csv"]
      changes: ["changes-*.csv"]""")

    def upload(self, name, rows):
        self.company.write_roster(rows)
        shutil.move(self.company.roster, self.sshd.out / name)

    def test_a_roster_and_then_changes(self):
        rows = people(6)
        self.upload("roster-2026-11-22.csv", rows)
        self.company.run("sync")
        self.assertTrue((self.sshd.out / "done" / "roster-2026-11-22.csv").exists())

        self.upload("changes-2026-11-23.csv", [{**rows[1], "title": "店長"}])
        self.company.sandbox.forget_calls()
        self.company.run("sync")

        self.assertEqual(self.company.sandbox.user("E002")["title"], "店長")
        self.assertIsNotNone(self.company.sandbox.user("E006"))
        self.assertEqual(len(self.company.sandbox.writes()), 1)

    def test_a_server_with_another_key_gets_nothing_and_takes_nothing(self):
        self.upload("roster-2026-11-22.csv", people(6))
        self.configure("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")
        done = self.company.start("sync")
        out, err = done.communicate(timeout=60)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(self.sshd.fingerprint(), out + err)
        self.assertEqual(self.company.sandbox.writes(), [])

    def test_a_server_that_is_gone_makes_nobody_a_leaver(self):
        self.upload("roster-2026-11-22.csv", people(6))
        self.company.run("sync")
        self.sshd.stop()
        self.company.sandbox.forget_calls()
        self.company.run("sync", expect=75)
        self.assertEqual(self.company.sandbox.writes(), [])


if __name__ == "__main__":
    unittest.main()
