"""What there is at the end: in the chat as the sandbox has it, and in the ledger, the tallies and the outbox."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field

from leaks import EVERYBODY
from places import learn_directs


@dataclass
class Evidence:
    """All that a verdict is based on."""

    rooms: list     # the channels that the bot is in
    people: set     # those who are no bots
    directs: dict   # person → their channel with the bot
    bot_user: str
    kudos: dict     # that part of the bot's configuration
    chat: dict      # channel → its messages, replies among them
    records: list   # what `huzzah export` says
    tables: Counter  # the same from the tables, past all of Huzzah's code; commands left out
    tallies: Counter  # ("given" or "received", person) → how much
    failed: list = field(default_factory=list)   # (key, error) of what the outbox gave up
    said: set = field(default_factory=set)       # (channel, ts) of what people said and did not delete
    commands: set = field(default_factory=set)   # the reasons of those that were invoked
    private: dict = field(default_factory=dict)  # channel → its id, name and members
    secrets: dict = field(default_factory=dict)  # the number of a promise said in private → who could read it
    received: list = field(default_factory=list)  # the bot's words and who received them (see leaks.py)
    unseen: int = 0                              # how much of it was never looked at

    @property
    def standing(self):
        return [one for one in self.records if one["retracted_at"] is None]


async def pages(world, method, person, **args):
    """All messages of a channel or thread."""
    messages, cursor = [], ""
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = await world.api(method, person, limit=999, include_all_metadata=True, **args, **more)
        if not answer["ok"]:
            raise RuntimeError(f"{method}: {answer}")
        messages += answer["messages"]
        cursor = answer.get("response_metadata", {}).get("next_cursor")
        if not cursor:
            return messages


async def history(world):
    """channel → its messages, replies among them; direct channels, too."""
    found = {}
    for channel in world.rooms:
        anyone = world.members[channel][0]
        found[channel] = await pages(world, "conversations.history", anyone, channel=channel)
        for parent in [one for one in found[channel] if one.get("reply_count")]:
            replies = await pages(world, "conversations.replies", anyone, channel=channel, ts=parent["ts"])
            found[channel] += [one for one in replies if one["ts"] != parent["ts"]]
    for person, channel in world.directs.items():
        found[channel] = await pages(world, "conversations.history", person, channel=channel)
    return found


async def huzzah(world, *arguments):
    """(exit code, output, errors) of a command of the program as it is shipped."""
    process = await asyncio.create_subprocess_exec(
        str(world.binaries.shipped), *arguments, "--config", str(world.config), env=world.bot_environment(),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def printed(world):
    """What the operator may hand on: a digest as the command line prints it."""
    if not world.digest:
        return []
    code, out, errors = await huzzah(world, "digest", "--name", world.digest)
    if code != 0:
        raise RuntimeError(f"huzzah digest: {errors}")
    return [{"to": EVERYBODY, "text": out}]


async def exported(world):
    code, out, errors = await huzzah(world, "export", "--format", "jsonl", "--include-private")
    if code != 0:
        raise RuntimeError(f"huzzah export: {errors}")
    return [json.loads(line) for line in out.splitlines()]


def in_tables(world):
    return Counter(world.rows(
        "SELECT CASE m.way WHEN 0 THEN 'message' ELSE 'reaction' END, p.external, m.external, g.external, r.external,"
        " k.amount, CASE k.line WHEN 0 THEN e.text ELSE (SELECT l.text FROM entry_line l WHERE l.entry = e.id"
        " AND l.line = k.line) END FROM entry_person k JOIN entry e ON e.id = k.entry JOIN message m ON m.id = e.id"
        " JOIN place p ON p.id = m.place JOIN person g ON g.id = e.author JOIN person r ON r.id = k.person"
        " WHERE k.state = 0 AND k.role = 0 AND m.way IN (0, 1)"))


def tallies(world):
    found = Counter()
    for person, received, given in world.rows(
            "SELECT p.external, t.received, t.given FROM tally t JOIN person p ON p.id = t.person"
            " WHERE t.id >> 43 IN (0, 1) AND t.id >> 41 & 3 = 0"):
        found["given", person] += given
        found["received", person] += received
    return found


async def gather(world, load):
    """All of it; the chat is kept in a file, too."""
    await learn_directs(world)
    await world.watcher.look()
    chat = await history(world)
    (world.folder / "history.json").write_text(json.dumps(chat, indent=1))
    (world.folder / "received.json").write_text(json.dumps(world.watcher.received, indent=1))
    return Evidence(rooms=world.rooms, people=set(world.people), directs=world.directs, bot_user=world.bot_user,
                    kudos=world.kudos, chat=chat, records=await exported(world), tables=in_tables(world),
                    tallies=tallies(world), said=set(load.said), commands=set(load.commands),
                    private=world.private, secrets=load.secrets, unseen=world.watcher.lost,
                    received=world.watcher.received + await printed(world),
                    failed=world.rows("SELECT key, error FROM outbox WHERE state = 'failed'"))


async def complaints(world):
    """What `huzzah check` says is wrong, once the bot is down: tallies, pages, doubts."""
    code, out, errors = await huzzah(world, "check", "--offline")
    if code == 0:
        return []
    return [line for line in out.splitlines() if line.startswith("✗")] or [out + errors]
