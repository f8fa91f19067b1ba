"""What is measured, round by round: everything once in each, so that a noisy moment meets all alike."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from peers import ROOT, BareSocket, Bolt, BoltAfter, BoltKudos, Huzzah, HuzzahAnswering

IN_FLIGHT = 256
RATE = 200
SLOW_MS = 5


class Size:
    """How much of each; a smoke test only sees whether it works."""

    def __init__(self, smoke, quick):
        self.rounds = 1 if smoke else 5
        self.fast = 2_000 if smoke else 40_000     # events for what takes tens of thousands a second
        self.slow = 1_000 if smoke else 10_000     # for what takes thousands
        self.crawl = 100 if smoke else 600         # for what waits for the disk each time
        self.seconds = 1 if smoke else 8           # at a pace
        self.many = 5_000 if smoke else 1_000_000  # for the memory
        self.many_of_bolt = 2_000 if smoke else 100_000
        self.ledgers = [10_000] if smoke else [10_000, 100_000, 1_000_000, *([] if quick else [10_000_000])]


class Samples:
    """What was measured: for each name a value of each round."""

    def __init__(self):
        self.values = {}

    def add(self, name, value):
        self.values.setdefault(name, []).append(value)

    def take(self, name, told):
        """All that the generator tells of a run."""
        for what in ("per_second", "cpu_us", "p50_ms", "p99_ms", "p999_ms", "generator_cpu_us", "generator_cpu_share"):
            self.add(f"{name} {what}", told[what])

    def median(self, name):
        ordered = sorted(self.values[name])
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2

    def spread(self, name):
        return min(self.values[name]), max(self.values[name])


class Measuring:
    def __init__(self, bench, size, disk_folder):
        self.bench, self.size, self.disk_folder = bench, size, disk_folder
        self.samples = Samples()

    def everything(self):
        for number in range(self.size.rounds):
            for what in (self.throughput, self.latency, self.slow_disk, self.real_disk, self.sync_times):
                self.say(f"round {number + 1} of {self.size.rounds}: {what.__name__.replace('_', ' ')}")
                what()
        for what in (self.memory, self.reading, self.grammar, self.binary):
            self.say(what.__name__)
            what()

    def say(self, what):
        print(f"\r{what:<60}" if sys.stderr.isatty() else what, end="" if sys.stderr.isatty() else "\n",
              file=sys.stderr, flush=True)

    # --- Each measure -----------------------------------------------------------------------------------------

    def throughput(self):
        """As many events as go, over TLS and plain; one in ten a kudos, and all."""
        for tls in (True, False):
            line = "tls" if tls else "plain"
            kinds = [("huzzah", Huzzah, self.size.fast), ("bolt", Bolt, self.size.slow),
                     ("socket", BareSocket, self.size.fast)]
            if tls:
                kinds += [("bolt after", BoltAfter, self.size.slow), ("bolt kudos", BoltKudos, self.size.slow),
                          ("huzzah answering", HuzzahAnswering, self.size.slow)]
            for name, kind, events in kinds:
                with kind(self.bench, tls) as bot:
                    self.samples.add(f"{name} start_ms", bot.start_ms)
                    bot.warm_up()
                    self._window(bot, f"{name} {line}", events)
            if tls:
                self.rows_limit()

    def _window(self, bot, name, events):
        for every, share in ((10, "some"), (1, "all")):
            if every == 1 and name.startswith("bolt kudos"):
                continue  # where every event is a kudos, it does what the other one does
            before = bot.commits() if isinstance(bot, Huzzah) else None
            told = bot.window(events // (2 if every == 1 else 1), IN_FLIGHT, every)
            self.samples.take(f"{name} {share}", told)
            if before:
                commits, units = (now - then for now, then in zip(bot.commits(), before))
                self.samples.add(f"{name} {share} in_a_commit", units / commits)

    def rows_limit(self):
        for share in ("some", "all"):
            size = max(1, round(self.samples.values[f"huzzah tls {share} in_a_commit"][-1]))
            self._rows(f"rows {share}", size)

    def _rows(self, name, in_a_commit, folder=None):
        with tempfile.TemporaryDirectory(dir=folder or self.bench.folder) as here:
            told = self.bench.ask("rows", f"{here}/rows.db", self.size.fast, in_a_commit)
        self.samples.add(f"{name} per_second", told["per_second"])
        self.samples.add("rows bytes", told["bytes"])

    def latency(self):
        for name, kind in (("huzzah", Huzzah), ("bolt", Bolt), ("bolt after", BoltAfter)):
            with kind(self.bench) as bot:
                bot.warm_up()
                self.samples.take(f"{name} pace", bot.pace(RATE, self.size.seconds, 10))

    def slow_disk(self):
        for name, kind, events in (("huzzah", Huzzah, self.size.slow), ("bolt kudos", BoltKudos, self.size.crawl),
                                   ("bolt", Bolt, self.size.crawl)):
            with kind(self.bench, sync_ms=SLOW_MS) as bot:
                bot.warm_up()
                self.samples.take(f"{name} slow pace", bot.pace(RATE, self.size.seconds // 2 or 1, 10))
                self.samples.take(f"{name} slow", bot.window(events, IN_FLIGHT, 10))

    def real_disk(self):
        for name, kind, events in (("huzzah", Huzzah, self.size.slow), ("bolt", Bolt, self.size.crawl)):
            with kind(self.bench, folder=self.disk_folder) as bot:
                bot.warm_up()
                self.samples.take(f"{name} real disk", bot.window(events, IN_FLIGHT, 10))

    def sync_times(self):
        """How long a commit of one row takes, where the databases are and on the machine's own disk."""
        for name, folder in (("memory", self.bench.folder), ("real disk", self.disk_folder)):
            with tempfile.TemporaryDirectory(dir=folder) as here:
                told = self.bench.ask("rows", f"{here}/rows.db", 50, 1)
                self.samples.add(f"{name} commit_ms", 1000 / told["per_second"])

    def memory(self):
        for name, kind, events in (("huzzah", Huzzah, self.size.many), ("bolt", Bolt, self.size.many_of_bolt)):
            with kind(self.bench) as bot:
                self.samples.add(f"{name} idle_mb", self._memory(bot))
                bot.warm_up()
                for _ in range(10):
                    bot.window(events // 10, IN_FLIGHT, 10)
                    self.samples.add(f"{name} loaded_mb", self._memory(bot))
                bot.stop()  # which leaves nothing beside the database's file
                self.samples.add(f"{name} bytes", bot.database.stat().st_size / bot.recorded())

    def _memory(self, bot):
        return bot.load.ask("use")["rss_kb"] / 1024

    def reading(self):
        with tempfile.TemporaryDirectory(dir=self.bench.folder) as here:
            self.ledgers = self.bench.ask("digest", here, *self.size.ledgers)

    def grammar(self):
        for name, told in self.bench.ask("grammar", self.size.rounds).items():
            for rate in told["bytes_per_second"]:
                self.samples.add(f"grammar {name} bytes", rate)
                self.samples.add(f"grammar {name} messages", rate / told["bytes_a_message"])

    def binary(self):
        stripped = self.bench.folder / "huzzah"
        shutil.copy(self.bench.program("huzzah"), stripped)
        subprocess.run(["strip", str(stripped)], check=True)
        self.samples.add("binary mb", stripped.stat().st_size / 1e6)
        stripped.unlink()

    def cold_build(self):
        """From nothing and without a compiler's cache, by as many compilers as there are cores."""
        folder = ROOT / "build/cold"
        shutil.rmtree(folder, ignore_errors=True)
        began = time.monotonic()
        for command in (["cmake", "--preset", "release", "-B", str(folder), "-DCMAKE_CXX_COMPILER_LAUNCHER=env"],
                        ["cmake", "--build", str(folder), "--target", "huzzah"]):
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        self.samples.add("cold build s", time.monotonic() - began)
        shutil.rmtree(Path(folder), ignore_errors=True)
