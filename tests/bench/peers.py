"""What is measured, as processes: the load generator, Huzzah, the Bolt app, and the limits."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests/bench"
LISTENING = "xapp-1-A07BENCH0001-1-bench"
SPEAKING = "xoxb-1-1-bench"


class Trouble(Exception):
    """The bench itself doesn't work."""


def install_bolt():
    """Slack's framework and SQLite for Node.js, in the versions of the lock file."""
    if (HERE / "package-lock.json").stat().st_mtime <= mtime(HERE / "node_modules/.package-lock.json"):
        return
    environment = dict(os.environ)
    node = shutil.which("node")
    if node is None:
        raise Trouble("Node.js 20 or newer is needed to compare with Bolt")
    # better-sqlite3 may have to be compiled: with the headers that came with Node.js, not with those from afar.
    home = Path(node).resolve().parents[1]
    if (home / "include/node/node.h").exists():
        environment["npm_config_nodedir"] = str(home)
    subprocess.run(["npm", "ci", "--no-fund", "--no-audit", "--silent"], cwd=HERE, env=environment, check=True)


def mtime(path):
    return path.stat().st_mtime if path.exists() else 0


def version_of(package):
    return json.loads((HERE / "node_modules" / package / "package.json").read_text())["version"]


def certificates(folder):
    """An authority and a certificate for the loopback by it, as files (authority, certificate, key)."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    def openssl(*args):
        subprocess.run(["openssl", *map(str, args)], check=True, capture_output=True)

    files = [folder / name for name in ("ca.pem", "bench.pem", "bench-key.pem")]
    openssl("req", "-x509", *key, "-keyout", folder / "ca-key.pem", "-out", files[0], "-days", 2, "-subj",
            "/CN=Bench authority", "-addext", "keyUsage=critical,keyCertSign")
    openssl("req", "-x509", "-CA", files[0], "-CAkey", folder / "ca-key.pem", *key, "-keyout", files[2], "-out",
            files[1], "-days", 2, "-subj", "/CN=bench", "-addext", "subjectAltName=IP:127.0.0.1",
            "-addext", "basicConstraints=critical,CA:FALSE")
    return files


class Bench:
    """Where programs were built and where databases go; makes what the runs share."""

    def __init__(self, build, folder):
        self.build, self.folder = Path(build), Path(folder)
        self.checks = 0
        self.folder.mkdir(parents=True, exist_ok=True)
        self.authority, *self.certificate = certificates(self.folder)
        self.disk = self.folder / "disk.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(self.disk), str(ROOT / "tests/chaos/disk.c")],
                       check=True)

    def program(self, name):
        return str(self.build / ("bot/huzzah" if name == "huzzah" else f"tests/bench_{name}"))

    def ask(self, name, *args):
        """Runs one of the programs that print JSON."""
        done = subprocess.run([self.program(name), *map(str, args)], stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise Trouble(f"bench_{name} ended with {done.returncode}")
        return json.loads(done.stdout)


class Load:
    """A load generator, for one bot."""

    def __init__(self, bench, tls):
        self.process = subprocess.Popen([bench.program("load"), *(map(str, bench.certificate) if tls else [])],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        told = self._answer()
        self.url = told.pop("api_url")
        self.frames = told

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self):
        answer = json.loads(self.process.stdout.readline() or '{"error": "the load generator is gone"}')
        if "error" in answer:
            raise Trouble(answer["error"])
        return answer

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Bot:
    """A bot that is connected to a load generator, with a database of its own that goes with it."""

    def __init__(self, bench, tls=True, folder=None, sync_ms=0):
        self.bench, self.tls = bench, tls
        self.kudos = 0  # that it was sent
        self.folder = Path(tempfile.mkdtemp(prefix="bot-", dir=folder or bench.folder))
        self.database = self.folder / "bench.db"
        self.load = Load(bench, tls)
        environment = {**os.environ, "SLACK_API_URL": self.load.url, "SLACK_APP_TOKEN": LISTENING,
                       "SLACK_BOT_TOKEN": SPEAKING}
        if sync_ms:
            (self.folder / "control").write_bytes(struct.pack("qqqq", 0, 0, sync_ms, 0))
            environment |= {"LD_PRELOAD": str(bench.disk), "HUZZAH_DISK_PATH": str(self.database),
                            "HUZZAH_DISK_CONTROL": str(self.folder / "control")}
        command, more = self.how()
        began = time.monotonic()
        self.process = subprocess.Popen(command, env={**environment, **more}, stdout=subprocess.DEVNULL)
        try:
            self.load.ask(f"watch {self.process.pid}")
            self.start_ms = (self.load.ask("wait")["answered_s"] - began) * 1000
        except Trouble as trouble:
            self.__exit__(trouble)
            raise

    def __enter__(self):
        return self

    def __exit__(self, trouble=None, *_):
        """Ends it; when all went well so far, not without a look whether it has recorded every kudos."""
        if trouble is None:
            self.bench.checks += 1
        missing = trouble is None and not self.has_all()
        found = self.recorded() if missing else 0
        self.stop()
        self.load.end()
        shutil.rmtree(self.folder, ignore_errors=True)
        if missing:
            raise Trouble(f"{type(self).__name__} recorded {found} kudos instead of {self.kudos}")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def window(self, events, in_flight, every):
        """So many events, as fast as they are acknowledged; one in `every` is a kudos."""
        return self._sent(f"window {events} {in_flight} {every}")

    def pace(self, per_second, seconds, every):
        return self._sent(f"rate {per_second} {seconds} {every}")

    def _sent(self, command):
        told = self.load.ask(command)
        self.kudos += told["kudos"]
        return told

    def warm_up(self):
        """Everybody is known, everything is compiled and in memory."""
        self.pace(100, 1, 1)

    def has_all(self):
        """Whether every kudos is recorded; one that was acknowledged before it was committed has a moment."""
        end = time.monotonic() + 5
        while (found := self.recorded()) < self.kudos and time.monotonic() < end:
            time.sleep(0.05)
        return found == self.kudos

    def rows(self, sql):
        with sqlite3.connect(self.database) as on:
            found = on.execute(sql).fetchone()[0]
        on.close()
        return found


class Huzzah(Bot):
    answers = False

    def how(self):
        config = self.folder / "huzzah.json"
        with_answers = {"acknowledge": "reaction" if self.answers else "none", "notify_receiver": self.answers}
        config.write_text(json.dumps({
            # The generator of load serves one connection.
            "slack": {"ca_file": str(self.bench.authority), "connections": 1}, "storage": {"path": str(self.database)},
            "kudos": {"daily_limit": 0, **with_answers}, "welcome": {"first_kudos": False},
            "calm": {"from": "00:00", "until": "00:00", "days": "every day", "messages_a_day": 1000}, "log": {"level": "error"},
            "metrics": {"port": self.metrics_port()}}))
        return [self.bench.program("huzzah"), "run", "--config", str(config)], {}

    def metrics_port(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        return self.port

    def commits(self):
        """How many there were, and how many units of work in them."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics") as answer:
            told = answer.read().decode()
        return [float(re.search(rf'^{name}_total{{outcome="done"}} (\S+)', told, re.MULTILINE)[1])
                for name in ("huzzah_commits", "huzzah_units")]

    def recorded(self):
        return self.rows("SELECT count(*) FROM entry_person")


class HuzzahAnswering(Huzzah):
    """As it comes: a reaction and a note for each kudos go to the outbox, and out at Slack's pace."""
    answers = True


class Bolt(Bot):
    """A row for each event; acknowledges before it commits, as Bolt does by itself."""
    options = {}

    def how(self):
        return ["node", str(HERE / "bolt_app.mjs")], {"BOLT_DATABASE": str(self.database),
                                                       "NODE_EXTRA_CA_CERTS": str(self.bench.authority), **self.options}

    def recorded(self):
        return self.rows("SELECT count(*) FROM message WHERE receiver IS NOT NULL")


class BoltAfter(Bolt):
    """Acknowledges after it has committed, as Huzzah does."""
    options = {"BOLT_ACKS": "after"}


class BoltKudos(Bolt):
    """A row for each kudos alone."""
    options = {"BOLT_KEEPS": "kudos"}


class BareSocket(Bot):
    """Reads frames and acknowledges them."""

    def how(self):
        port = self.load.url.split(":")[2].split("/")[0]
        return [self.bench.program("socket"), port, *(["tls"] if self.tls else [])], {}

    def recorded(self):
        return self.kudos
