"""A real PostgreSQL and MariaDB of Debian's packages: in folders of their own, on free ports, never as root, gone with
the test."""
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile

from company import wait_for

PASSWORD = "p;w}d%41+ 'x{"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end_with_parent():
    """The kernel kills the server if the test goes without a word; after the change of user, which would forget it."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


class Postgresql:
    def __init__(self):
        self.account = {}
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-postgresql-"))
        if os.geteuid() == 0:  # which PostgreSQL refuses to run as
            entry = pwd.getpwnam("postgres")
            self.account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        self.bin = max(pathlib.Path("/usr/lib/postgresql").iterdir(), key=lambda path: int(path.name)) / "bin"
        self.port = free_port()
        (self.folder / "password").write_text(PASSWORD + "\n")
        self.program("initdb", "-D", self.folder / "data", "-U", "boss", "--auth=scram-sha-256", "-E", "UTF8",
                     "--locale=C.UTF-8", "--no-sync", f"--pwfile={self.folder / 'password'}")
        self.server = None
        self.start()

    def program(self, name, *arguments):
        subprocess.run([self.bin / name, *arguments], check=True, capture_output=True, cwd=self.folder, **self.account)

    def start(self):
        self.server = subprocess.Popen(
            [self.bin / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder, "-h", "127.0.0.1",
             "-F"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, preexec_fn=end_with_parent,
            **self.account)
        wait_for(self.answers, what="PostgreSQL")

    def answers(self):
        assert self.server.poll() is None, "PostgreSQL has ended"
        return subprocess.run([self.bin / "pg_isready", "-h", "127.0.0.1", "-p", str(self.port)],
                              capture_output=True).returncode == 0

    def stop(self):
        """At once, as if the power failed."""
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait(20)

    def sql(self, *statements):
        """Runs them; answers the last one's rows, a line each."""
        command = [self.bin / "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "boss", "-d", "postgres", "-qtA",
                   "-v", "ON_ERROR_STOP=1"]
        for statement in statements:
            command += ["-c", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True,
                              env={**os.environ, "PGPASSWORD": PASSWORD}).stdout.splitlines()

    def close(self):
        if self.server and self.server.poll() is None:
            self.server.kill()  # its own processes notice, and end
            self.server.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


class Mariadb:
    def __init__(self):
        self.account = {}
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-mariadb-"))
        if os.geteuid() == 0:
            entry = pwd.getpwnam("mysql")
            self.account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        self.port = free_port()
        subprocess.run(["mariadb-install-db", "--no-defaults", f"--datadir={self.folder}/data", "--skip-test-db",
                        "--auth-root-authentication-method=normal"], check=True, capture_output=True, cwd=self.folder,
                       **self.account)
        self.server = subprocess.Popen(
            [shutil.which("mariadbd", path="/usr/sbin:/usr/bin"), "--no-defaults", f"--datadir={self.folder}/data",
             f"--port={self.port}", "--bind-address=127.0.0.1", f"--socket={self.folder}/socket",
             f"--pid-file={self.folder}/pid"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
            preexec_fn=end_with_parent, **self.account)
        wait_for(self.answers, seconds=60, what="MariaDB")
        quoted = PASSWORD.replace("'", "''")
        self.sql("create database hr charset utf8mb4", f"create user boss@'127.0.0.1' identified by '{quoted}'",
                 "grant all on hr.* to boss@'127.0.0.1'")

    def answers(self):
        assert self.server.poll() is None, "MariaDB has ended"
        return subprocess.run(self.client("select 1"), capture_output=True).returncode == 0

    def client(self, statements):
        return ["mariadb", "--no-defaults", f"--socket={self.folder}/socket", "-uroot", "-e", statements]

    def sql(self, *statements):
        subprocess.run(self.client("; ".join(statements)), check=True, capture_output=True)

    def freeze(self):
        """It takes connections, and says nothing any more."""
        self.server.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.server.send_signal(signal.SIGCONT)

    def close(self):
        if self.server.poll() is None:
            self.server.kill()
            self.server.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)
