"""One sandbox, one proxy, one bot with its database, and a supervisor that starts the bot again."""

import asyncio
import json
import os
import random
import signal
import sqlite3
import struct
import time
from pathlib import Path

import places
from leaks import Watcher
from proxy import FaultProxy
from wire import Http

ROOT = Path(__file__).resolve().parents[2]


class Failure(Exception):
    """Something that must not be."""


async def until(condition, what, patience):
    """Asks again and again until the answer is truthy; what is asked is the real thing, each time."""
    end = time.monotonic() + patience
    while True:
        answer = condition()
        if asyncio.iscoroutine(answer):
            answer = await answer
        if answer:
            return answer
        if time.monotonic() > end:
            raise Failure(f"waited {patience:.0f} s in vain for {what() if callable(what) else what}")
        await asyncio.sleep(0.05)


def send(process, what):
    """A signal that does not ask first whether the process is still there: asking would take its end away from
    whoever waits for it."""
    if process.returncode is None:
        try:
            os.kill(process.pid, what)
        except ProcessLookupError:
            pass


class Binaries:
    """What is run: the program as it is shipped, one with failpoints, the sandbox, and what makes disks fail."""

    def __init__(self, shipped, with_failpoints, sandbox, disk=None):
        self.shipped, self.with_failpoints, self.sandbox, self.disk = shipped, with_failpoints, sandbox, disk


class World:
    def __init__(self, name, seed, folder, binaries, failpoints=False, kudos=None, limits=False,
                 disk=False, given_up=False, private=False, crowd=None):
        self.name, self.folder, self.binaries = name, Path(folder), binaries
        self.random = random.Random(f"{seed}/{name}")
        self.program = binaries.with_failpoints if failpoints else binaries.shipped
        self.kudos = {"daily_limit": 0, **(kudos or {})}
        self.limits, self.with_disk, self.given_up = limits, disk, given_up
        self.database = self.folder / "huzzah.db"
        self.environment = {}  # of the bot's next start
        self.bot = None
        self.wanted = False  # whether the supervisor keeps it running
        self.kills = 0
        self.restarts = []   # seconds from each start to the hello
        self.caught_up = []  # and until all that was said before is read
        self.began = None
        self.peak_memory = 0
        self.read_up_to = 0  # the hello after which the history was read last
        self.notes = []
        self.killed_by_us = False
        self.disk_fails = False
        self.tasks = []       # what ends with it: the supervisor, and the people who talk
        self.threads = set()  # the first messages of those in which people talked
        self.with_private, self.crowd = private, crowd
        # Who and what there is (see places.py).
        self.people, self.nobodies, self.bot_user = {}, [], ""
        self.channels, self.members, self.directs, self.private = {}, {}, {}, {}
        self.rooms, self.followed = [], []
        self.digest = "weekly" if private else ""
        self.watcher = Watcher(self)
        self.sandbox_memory = 0

    # --- Beginning and end -------------------------------------------------------------------------------

    async def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "control").write_bytes(bytes(32))
        self.sandbox = await asyncio.create_subprocess_exec(
            str(self.binaries.sandbox), "--manifest", str(ROOT / "config/slack-manifest.json"),
            "--seed", str(self.random.getrandbits(32)), *([] if self.limits else ["--no-rate-limits"]),
            stdout=asyncio.subprocess.PIPE, stderr=(self.folder / "sandbox.log").open("wb"))
        told = json.loads(await asyncio.wait_for(self.sandbox.stdout.readline(), 20))
        self.http = Http(int(told["url"].rsplit(":", 1)[1]))
        self.proxy = FaultProxy(self.http.port)
        await self.proxy.start()
        self.tokens = {"SLACK_APP_TOKEN": told["app_token"], "SLACK_BOT_TOKEN": told["bot_token"]}
        self.log = (self.folder / "bot.log").open("wb")
        self.config = self.folder / "huzzah.json"
        self.config.write_text(json.dumps({
            "slack": {"api_url": f"http://127.0.0.1:{self.proxy.port}/api/"},
            "storage": {"path": str(self.database)},
            "digests": [{"name": self.digest, "channel": "#general", "time_zone": "Etc/UTC", "picture": False,
                         "when_empty": "nothing"}] if self.digest else [],
            "calm": {"from": "00:00", "until": "00:00", "days": "every day", "messages_a_day": 1000},
            "kudos": self.kudos, "welcome": {"first_kudos": False}}))
        await places.furnish(self)
        self.wanted = True
        self.tasks.append(asyncio.create_task(self.watcher.go_on()))
        self.tasks.append(asyncio.create_task(self._supervise()))
        # The very first start, in which the database is made, is cut short as well.
        await asyncio.sleep(self.random.uniform(0, 0.5))
        await self.kill()
        # What was said before it ever came is in no gap: should Slack give it up, it is not Huzzah's business.
        await until(self._is_followed, "the bot to come for the first time", 120 if self.crowd else 30)

    async def close(self):
        self.wanted = False
        if self.bot and self.bot.returncode is None:
            self.killed_by_us = True
            send(self.bot, signal.SIGKILL)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.http.close()
        await self.proxy.stop()
        send(self.sandbox, signal.SIGINT)
        try:
            await asyncio.wait_for(self.sandbox.wait(), 10)
        except asyncio.TimeoutError:
            send(self.sandbox, signal.SIGKILL)
        self.log.close()

    # --- The bot --------------------------------------------------------------------------------------------

    def bot_environment(self):
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR", "TZ")}
        preload = {} if not self.with_disk else {
            "LD_PRELOAD": str(self.binaries.disk), "HUZZAH_DISK_PATH": str(self.database),
            "HUZZAH_DISK_CONTROL": str(self.folder / "control")}
        return {**kept, "ASAN_OPTIONS": "detect_leaks=0", **self.tokens, **preload, **self.environment}

    async def _supervise(self):
        """Starts the bot whenever there is none, at once, as a service manager would."""
        while True:
            await until(lambda: self.wanted, "a wish for a bot", 1e9)
            began = self.began = time.monotonic()
            may_refuse = self.disk_fails
            self.proxy.greeted.clear()
            self.bot = await asyncio.create_subprocess_exec(
                str(self.program), "run", "--config", str(self.config), env=self.bot_environment(),
                stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, start_new_session=True)
            reading = asyncio.create_task(self._read(self.bot.stdout))
            hello = asyncio.create_task(self._time_hello(began))
            code = await self.bot.wait()
            hello.cancel()
            await reading
            self.say(f"the bot ended with {code}")
            if code == -signal.SIGKILL:
                self.kills += 1
            elif not self.killed_by_us and not (code == 1 and may_refuse):
                # It has to survive whatever is done to it but a SIGKILL, and may refuse to start on a disk that fails.
                self.notes.append(f"the bot ended by itself with {code}")
            self.killed_by_us = False

    def _is_followed(self):
        """Whether the bot has written down since when it is there."""
        return self.proxy.hellos > 0 and self.rows("SELECT count(*) FROM watermark")[0][0] >= len(self.followed)

    async def _time_hello(self, began):
        await self.proxy.greeted.wait()
        self.restarts.append(time.monotonic() - began)

    async def _read(self, stream):
        while line := await stream.readline():
            self.log.write(line)
            if b"caught up" not in line:
                continue
            self.read_up_to = self.proxy.hellos
            if self.began is not None:
                self.caught_up.append(time.monotonic() - self.began)
                self.began = None  # later gaps have nothing to do with the start
        self.log.flush()

    def say(self, what):
        self.log.write(f"--- {time.strftime('%H:%M:%S', time.gmtime())} {what}\n".encode())

    def note_memory(self):
        try:
            status = Path(f"/proc/{self.bot.pid}/status").read_text()
            self.peak_memory = max(self.peak_memory, int(status.split("VmHWM:")[1].split()[0]))
        except (OSError, IndexError, AttributeError):
            pass  # it is gone
        status = Path(f"/proc/{self.sandbox.pid}/status").read_text()
        self.sandbox_memory = int(status.split("VmHWM:")[1].split()[0])

    async def kill(self):
        """kill -9. The supervisor starts it again."""
        await until(lambda: self.bot is not None and self.bot.returncode is None, "the bot to be started", 10)
        self.note_memory()
        self.say("kill -9")
        send(self.bot, signal.SIGKILL)
        await self.bot.wait()

    async def die_at(self, step, times, when_connection_ends=False):
        """Lets the bot kill itself at the n-th pass of a failpoint, from its next start on."""
        self.environment["HUZZAH_FAILPOINT"] = f"{step}:{times}"
        await self.kill()
        before, hellos = self.kills, self.proxy.hellos
        self.say(f"to die {step}, the {times}. time")
        if when_connection_ends:
            # Often passed before, too.
            await until(lambda: self.read_up_to > hellos or self.kills > before, "the history to be read",
                        60 + self.reading_time)
            self.proxy.cut(sockets_only=True)
        await until(lambda: self.kills > before, f"the bot to come by \"{step}\" {times} times",
                    60 + self.reading_time)
        del self.environment["HUZZAH_FAILPOINT"]

    def disk(self, writes_fail=0, syncs_fail=0, sync_takes=0, clock_is_off=0):
        """What disk.c is to do from now on."""
        self.disk_fails = bool(writes_fail or syncs_fail)
        self.say(f"disk: {writes_fail=} {syncs_fail=} {sync_takes=} {clock_is_off=}")
        with (self.folder / "control").open("r+b") as file:
            file.write(struct.pack("qqqq", writes_fail, syncs_fail, sync_takes, clock_is_off))

    async def second_process(self):
        """Another bot on the same database has to leave at once, and to say why."""
        # While the first one is starting again the other would be the first.
        await until(lambda: self.bot.returncode is None and self.proxy.greeted.is_set(), "the bot to be back", 30)
        other = await asyncio.create_subprocess_exec(
            str(self.program), "run", "--config", str(self.config), env=self.bot_environment(),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
        out, _ = await asyncio.wait_for(other.communicate(), 20)
        if other.returncode != 1 or b"in use" not in out:
            self.notes.append(f"a second process ended with {other.returncode}: {out.decode()}")

    async def stop_bot(self):
        """An orderly end, and no new start."""
        self.wanted = False
        if self.bot is None or self.bot.returncode is not None:
            return
        self.note_memory()
        self.killed_by_us = True
        bot = self.bot
        send(bot, signal.SIGTERM)
        try:
            code = await asyncio.wait_for(bot.wait(), 12)
        except asyncio.TimeoutError:
            self.notes.append("the bot did not end within 12 s of SIGTERM")
            send(bot, signal.SIGKILL)
            code = await bot.wait()
        if code not in (0, -signal.SIGKILL):
            self.notes.append(f"an orderly end with exit code {code}")

    def start_bot(self):
        self.wanted = True

    # --- The sandbox ---------------------------------------------------------------------------------------

    async def api(self, method, person, **args):
        return await self.http.call("POST", f"/api/{method}", args, self.people[person])

    async def ask(self, what):
        # All that there is in a large workspace is some megabytes.
        return await self.http.call("GET", f"/sandbox/{what}", patience=120)

    async def control(self, what, **body):
        answer = await self.http.call("POST", f"/sandbox/{what}", body)
        if what != "command" and not answer.get("ok"):
            raise Failure(f"{what}: {answer}")
        return answer

    async def faults(self, **wanted):
        await self.control("faults", **wanted)

    @property
    def reading_time(self):
        """Each thread is a call every 1.25 s, and one every 2.5 s when the day before is read."""
        return 4.5 * len(self.threads)

    # --- Coming to rest ------------------------------------------------------------------------------------

    def rows(self, sql, *args):
        """Reads the database without getting in anybody's way."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20) as on:
            found = on.execute(sql, args).fetchall()
        on.close()
        return found

    async def settle(self, patience=150):
        """Ends all faults and waits until there is nothing left to do."""
        self.proxy.half_open(False)
        self.proxy.resume()
        self.proxy.disturb(False)
        self.proxy.drip(False)
        self.proxy.resets = 0
        self.disk()
        await self.faults(reset=True)
        self.environment.clear()
        self.start_bot()
        began = time.monotonic()
        end = began + patience
        self.say("coming to rest")

        async def acknowledged():
            found = await self.ask("stats")
            # Slack would take minutes for its last tries; what comes of them is the same.
            if found["connections"]:
                await self.control("redeliver")
            return found["connections"] > 0 and found["unacked"] == 0

        if self.given_up:
            await until(lambda: self.proxy.greeted.is_set(), "a connection", end - time.monotonic())
            await self.control("redeliver", give_up=True)
            # Only what is read from the history can make up for it now.
            before = self.proxy.hellos
            self.proxy.cut(sockets_only=True)
            end += self.reading_time
            await until(lambda: self.read_up_to > before, "the history to be read", end - time.monotonic())
        await until(acknowledged, "every event to be acknowledged", end - time.monotonic())
        # What was said last may still be on its way from the events to the outbox, and from there out.
        quiet = 0

        async def nothing_to_say():
            nonlocal quiet
            # Receivers who are still being looked up get their notes later.
            open_rows = self.rows("SELECT (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
                                  " + (SELECT count(*) FROM entry_person WHERE state = 1)")[0][0]
            quiet = quiet + 1 if open_rows == 0 and await acknowledged() else 0
            return quiet >= 5

        # Receipts leave one every 1.25 s.
        waiting = self.rows("SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')")[0][0]
        await until(nothing_to_say, lambda: f"an empty outbox: {self.open_errands()}", patience + 1.5 * waiting)
        self.say("at rest")

    def open_errands(self):
        return self.rows("SELECT key, state, attempts, error FROM outbox WHERE state IN ('pending', 'sending') LIMIT 5")
