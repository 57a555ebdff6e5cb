#!/usr/bin/env python3
"""The whole over TLS: calls, events, and a certificate that is not trusted."""
import pathlib
import socket
import ssl
import subprocess
import tempfile
import unittest
import warnings

from company import ROSTERD, Company, people, wait_for
from events_test import LISTEN, STREAM, Daemon


class Tls(unittest.TestCase):
    def setUp(self):
        self.company = Company(tls=True)
        self.addCleanup(self.company.close)
        self.sandbox = self.company.sandbox
        self.company.write_roster(people(8))

    def test_a_roster_goes_over_and_a_change_by_hand_is_told_through_a_secured_stream(self):
        self.company.configure(extra=LISTEN, events=STREAM)
        daemon = Daemon(self.company)
        self.addCleanup(daemon.end)
        wait_for(lambda: self.sandbox.user("E008"), what="the last account")
        wait_for(lambda: self.sandbox.call("/sandbox/events")["connected"] == 1, what="the stream")
        self.sandbox.call("/sandbox/users/E003", {"title": "by hand"})
        wait_for(lambda: self.sandbox.user("E003")["title"] == "店員", what="the title that HR states")

    def test_a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent(self):
        del self.company.environment["SSL_CERT_FILE"]
        self.sandbox.forget_calls()
        done = subprocess.run(self.company.command("sync"), env=self.company.environment, capture_output=True, text=True,
                              timeout=60, cwd=self.company.folder, check=False)
        self.assertEqual(done.returncode, 75, done.stderr)
        self.assertIn("certificate", done.stderr)
        self.assertEqual(self.sandbox.calls(), [])

    def test_what_is_no_tls_is_dropped_and_the_next_is_served(self):
        for nonsense in (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"\x16\x03\x01", b""):
            with socket.create_connection(("127.0.0.1", self.sandbox.port), timeout=5) as peer:
                peer.sendall(nonsense)
                peer.shutdown(socket.SHUT_WR)
                while peer.recv(1000):
                    pass
        self.assertEqual(self.sandbox.user("E001"), None)

    def test_its_certificate_names_this_machine_and_no_older_tls_is_spoken(self):
        with socket.create_connection(("127.0.0.1", self.sandbox.port), timeout=5) as peer:
            with self.sandbox.trust.wrap_socket(peer, server_hostname="localhost") as secured:
                self.assertIn(secured.version(), ("TLSv1.2", "TLSv1.3"))
        old = ssl.create_default_context(cafile=self.company.certificate)
        with warnings.catch_warnings(action="ignore"):
            old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
        old.set_ciphers("ALL:@SECLEVEL=0")
        with socket.create_connection(("127.0.0.1", self.sandbox.port), timeout=5) as peer:
            self.assertRaises(ssl.SSLError, lambda: old.wrap_socket(peer, server_hostname="localhost"))

    def test_a_certificate_that_cannot_be_written_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([ROSTERD, "sandbox", "--tls", pathlib.Path(folder, "none", "ca.pem")],
                                  capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual(done.returncode, 78)
        self.assertIn("none/ca.pem", done.stderr)


if __name__ == "__main__":
    unittest.main()
