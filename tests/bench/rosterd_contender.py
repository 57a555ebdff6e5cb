"""rosterd as a contender: a converged state first, then `rosterd plan` as a whole process."""

import json
import os
import shutil
import subprocess
import urllib.request

from contenders import Failed, measure

CONFIGURATION = """dingtalk:
  app_key: bench
  app_secret: bench
  oapi_url: http://127.0.0.1:{port}
  api_url: http://127.0.0.1:{port}
  region: CN
  qps: 100000
state: {{path: state.db}}
sources:
  - {{name: hr, connector: csv, options: {{path: roster.csv}}}}
policy: {{guards: {{vanished_branches: {{percent: 100}}}}}}  # whoever is gone here is a whole shop
"""

# For the counts alone; the plan of a million people is not to be read into the runner's memory.
COUNT = "import json, sys; print(json.dumps(json.load(open(sys.argv[1]))['summary']))"

NOTHING_LEFT, THERE_ARE_CHANGES = 0, 2


class Rosterd:
    name = "rosterd"

    def __init__(self, binary, folder):
        self.binary_ = binary
        self.home_ = folder / "rosterd"
        shutil.rmtree(self.home_, ignore_errors=True)
        self.home_.mkdir()
        self.sandbox_ = subprocess.Popen(
            [binary, "sandbox", "--port", "0", "--qps", "0", "--region", "CN", "--seed", folder / "seed.json"],
            stdout=subprocess.PIPE, text=True)
        try:
            self.converge(folder)
        except BaseException:
            self.close()
            raise

    def converge(self, folder):
        line = self.sandbox_.stdout.readline()
        if not line:
            raise Failed("the sandbox did not start")
        self.port_ = json.loads(line)["port"]
        (self.home_ / "rosterd.yaml").write_text(CONFIGURATION.format(port=self.port_))
        self.export(folder / "unchanged" / "today.csv")
        for attempt in ("the first", "the second"):
            status = subprocess.run(self.command("sync"), stdout=subprocess.DEVNULL, check=False).returncode
            if status != NOTHING_LEFT:
                raise Failed(f"{attempt} sync ended with status {status}")
        for file in self.home_.glob("state.db*"):
            shutil.copy2(file, self.home_ / ("kept." + file.name))

    def command(self, *words):
        return [self.binary_, "--config", self.home_ / "rosterd.yaml", "--log-level", "warning", *words]

    def export(self, roster):
        """In one step and with its own old time, as a finished export of last night."""
        os.link(roster.resolve(), self.home_ / "roster.part")
        os.replace(self.home_ / "roster.part", self.home_ / "roster.csv")

    def prepare(self, folder, scenario):
        for file in self.home_.glob("state.db*"):
            file.unlink()
        for file in self.home_.glob("kept.state.db*"):
            shutil.copy2(file, self.home_ / file.name.removeprefix("kept."))
        os.sync()  # or the first commit would write the copy to disk, which is our work and not rosterd's
        (self.home_ / "roster.csv").unlink()
        self.export(folder / scenario / "today.csv")

    def run(self, folder, scenario):
        calls = self.calls()
        out = folder / f"{scenario}.rosterd.out"
        measured = measure(out, self.command("plan", "--json"), folder)
        expected = NOTHING_LEFT if scenario == "unchanged" else THERE_ARE_CHANGES
        if measured["status"] != expected:
            raise Failed(f"rosterd plan ended with status {measured['status']}, not {expected}")
        if self.calls() != calls:
            raise Failed("rosterd plan called DingTalk")
        return measured, self.counts(out)

    def counts(self, out):
        result = subprocess.run(["python3", "-c", COUNT, out], stdout=subprocess.PIPE, check=True)
        summary = json.loads(result.stdout)
        kinds = {"new": "user.create", "changed": "user.update", "gone": "user.delete"}
        return {key: summary.get(kind, 0) for key, kind in kinds.items()}

    def calls(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port_}/sandbox/calls?since=999999999") as answer:
            return sum(json.load(answer)["counts"].values())

    def close(self):
        self.sandbox_.terminate()
        self.sandbox_.wait()
        self.sandbox_.stdout.close()
