#!/usr/bin/env python3
"""connectors/README.md promises a working connector in fifteen minutes, from an empty folder: its commands, in order, as
they stand there."""
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import unittest

from company import ROOT, ROSTERD

TOKEN = "t0ken-of-the-hris"


class Hris(http.server.BaseHTTPRequestHandler):
    """What the definition that `new` writes expects of an HRIS."""

    def do_GET(self):
        right = self.headers["Authorization"] == f"Bearer {TOKEN}" and self.path.startswith("/api/v1/employees?page=1")
        people = [{"id": f"E{i}", "full_name": f"陳{i}", "mobile": f"+852 9123 456{i}", "email": None, "department": "Sales",
                   "position": None, "hired_on": None, "last_day": None} for i in range(3)]
        text = json.dumps({"total": 3, "employees": people}).encode()
        self.send_response(200 if right else 401)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class Readme(unittest.TestCase):
    def test_every_command_of_the_fifteen_minutes_works(self):
        readme = (ROOT / "connectors" / "README.md").read_text(encoding="utf-8")
        section = readme[readme.index("fifteen minutes\n"):readme.index("## What a connector promises")]
        blocks = re.findall(r"^```sh\n(.*?)^```", section, flags=re.M | re.S)
        self.assertGreaterEqual(len(blocks), 6)
        folder = pathlib.Path(tempfile.mkdtemp(prefix="rosterd-readme-"))
        self.addCleanup(shutil.rmtree, folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hris)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        sdk, work = folder / "sdk", folder / "empty"
        work.mkdir()
        subprocess.run(["cmake", "--install", pathlib.Path(ROSTERD).parent, "--component", "sdk", "--prefix", sdk],
                       check=True, stdout=subprocess.DEVNULL)
        sanitize = os.environ.get("ROSTERD_SANITIZE", "")
        environment = {**os.environ, "PATH": f"{pathlib.Path(ROSTERD).parent}:{os.environ['PATH']}", "TOKEN": TOKEN,
                       "HRIS": f"http://127.0.0.1:{server.server_address[1]}", "CMAKE_PREFIX_PATH": str(sdk),
                       **({"CXXFLAGS": f"-fsanitize={sanitize}"} if sanitize else {})}
        said = []
        for block in blocks:
            done = subprocess.run(["bash", "-euc", block], cwd=work, env=environment, capture_output=True, text=True, timeout=500)
            self.assertEqual(done.returncode, 0, block + done.stdout + done.stderr)
            said.append(done.stdout)
        self.assertIn("陳0", said[1], "the real HRIS was previewed")
        recorded = (work / "recordings" / "our-hris" / "full.yaml").read_text(encoding="utf-8")
        self.assertNotIn("陳0", recorded)
        self.assertNotIn(TOKEN, recorded)
        self.assertIn("ok ", said[2])
        self.assertIn("陳0", said[3], "by the name of the source")
        self.assertIn("陳大文", said[4], "the program")
        self.assertIn("100% tests passed", said[5])


if __name__ == "__main__":
    unittest.main()
