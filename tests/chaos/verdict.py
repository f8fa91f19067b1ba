"""What must be, read from the sandbox's own history with a reading of its own, against what there is: in the
ledger, in the tallies, and in the chat."""

import asyncio
import json
import re
from collections import Counter

# The forms in which load.py gives, and no other. (text → amount, receivers, reason)
FORMS = [(re.compile(r"<@(U\w+)> \+\+ for (keeping promise n\d+)"), 1),
         (re.compile(r"kudos <@(U\w+)> <@(U\w+)> for (keeping promise n\d+)"), 1),
         (re.compile(r":trophy::trophy: <@(U\w+)> (keeping promise n\d+)"), 2)]
RECEIPT = "tada"
LOST, DOUBLED, REPEATED = "lost", "doubled", "repeated"


def read(text):
    """(receiver, amount, reason) of each kudos in a message."""
    for form, amount in FORMS:
        if found := form.fullmatch(text):
            *receivers, reason = found.groups()
            return [(receiver, amount, reason) for receiver in receivers]
    return []


class Verdict:
    """The findings, each with its kind: lost, doubled, repeated."""

    def __init__(self):
        self.findings = []
        self.recognitions = self.posts = 0

    def count(self, kind):
        return sum(1 for one, _ in self.findings if one == kind)

    def compare(self, what, wanted, found, doubling=DOUBLED):
        """Two multisets that must be one."""
        for one in (wanted - found).elements():
            self.findings.append((LOST, f"{what}: missing {one}"))
        for one in (found - wanted).elements():
            self.findings.append((doubling, f"{what}: too many {one}"))


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
    anyone = next(iter(world.people))
    found = {}
    for channel in world.rooms:
        found[channel] = await pages(world, "conversations.history", anyone, channel=channel)
        for parent in [one for one in found[channel] if one.get("reply_count")]:
            replies = await pages(world, "conversations.replies", anyone, channel=channel, ts=parent["ts"])
            found[channel] += [one for one in replies if one["ts"] != parent["ts"]]
    for person, channel in world.directs.items():
        found[channel] = await pages(world, "conversations.history", person, channel=channel)
    return found


def expected(world, chat):
    """(source, channel, ts, giver, receiver, amount, reason) of all that stands, as the chat has it."""
    given = Counter()
    for channel in world.rooms:
        for one in chat[channel]:
            author = one.get("user")
            if author not in world.people or one.get("subtype"):
                continue
            for receiver, amount, reason in read(one["text"]):
                given["message", channel, one["ts"], author, receiver, amount, reason] += 1
            for reaction in one.get("reactions", []):
                if reaction["name"] == "trophy":
                    for who in set(reaction["users"]) - {author}:
                        given["reaction", channel, one["ts"], who, author, 1, ""] += 1
    return given


async def exported(world):
    """The same from `huzzah export`; of commands, the reasons."""
    process = await asyncio.create_subprocess_exec(
        str(world.binaries.shipped), "export", "--format", "jsonl", "--config", str(world.config), env=world.bot_environment(),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    out, err = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"huzzah export: {err.decode()}")
    records = [json.loads(line) for line in out.splitlines()]
    standing = [one for one in records if one["retracted_at"] is None]
    given = Counter((one["source"], one["channel"], one["message_ts"], one["giver"], one["receiver"], one["amount"],
                     one["reason"]) for one in standing if one["source"] != "command")
    commanded = Counter(one["reason"] for one in standing if one["source"] == "command")
    return given, commanded, standing


def in_tables(world):
    """The same from the tables, past all of Huzzah's code."""
    rows = world.rows(
        "SELECT CASE s.kind WHEN 0 THEN 'message' ELSE 'reaction' END, p.external, s.ts, g.external, r.external,"
        " k.amount, k.reason FROM recognition k JOIN source s ON s.id = k.source JOIN place p ON p.id = s.place"
        " JOIN person g ON g.id = k.giver JOIN person r ON r.id = k.receiver"
        " WHERE k.retracted_at IS NULL AND s.kind <> 2")
    return Counter(rows)


def check_tallies(world, standing, verdict):
    wanted = Counter()
    for one in standing:
        wanted["given", one["giver"]] += one["amount"]
        wanted["received", one["receiver"]] += one["amount"]
    found = Counter()
    for person, received, given in world.rows(
            "SELECT p.external, t.received, t.given FROM tally t JOIN person p ON p.id = t.person WHERE period = 0"):
        found["given", person] += given
        found["received", person] += received
    verdict.compare("tally", wanted, found)


def marks_of(chat):
    """Each invisible mark of a post, and how often it stands there."""
    return Counter(one["metadata"]["event_payload"]["id"] for messages in chat.values() for one in messages
                   if one.get("metadata", {}).get("event_type") == "huzzah_outbox")


def text_of(message):
    """All that somebody sees of it."""
    return message.get("text", "") + json.dumps(message.get("blocks", []), ensure_ascii=False)


def check_receipts(world, chat, given, verdict):
    """Each kudos that stands has one receipt of the bot's, and what is none has none."""
    way = world.kudos.get("acknowledge", "reaction")
    in_threads = way == "thread"
    acknowledged = {key[1:3] for key in given if key[0] == "message" and way != "none"}
    for channel in world.rooms:
        answers = Counter(one["thread_ts"] for one in chat[channel]
                          if one.get("user") == world.bot_user and one.get("thread_ts") and in_threads
                          and one["thread_ts"] != one["ts"])
        for one in chat[channel]:
            if one.get("user") not in world.people:
                continue
            receipts = sum(reaction["users"].count(world.bot_user) for reaction in one.get("reactions", [])
                           if reaction["name"] == RECEIPT)
            wanted = 1 if (channel, one["ts"]) in acknowledged else 0
            where = f"{channel} {one['ts']} {one['text']!r}"
            if not in_threads and receipts != wanted:
                kind = LOST if receipts < wanted else DOUBLED
                verdict.findings.append((kind, f"{receipts} receipts instead of {wanted}: {where}"))
        if in_threads:
            # A reply in a thread is answered in that thread, too.
            wanted = Counter()
            for one in chat[channel]:
                if (channel, one["ts"]) in acknowledged:
                    wanted[one.get("thread_ts") or one["ts"]] += 1
            verdict.compare(f"answers in {channel}", wanted, answers, REPEATED)


def check_notes(world, chat, standing, verdict):
    """Each receiver was told once of each kudos that stands."""
    wanted, found = Counter(), Counter()
    for one in standing if world.kudos.get("notify_receiver", True) else ():
        link = f"/{one['channel']}/p{one['message_ts'].replace('.', '')}" if one["message_ts"] else None
        wanted[one["receiver"], link or one["reason"], one["giver"], one["reason"]] += 1
    for person, channel in world.directs.items():
        for one in chat[channel]:
            if one.get("user") != world.bot_user:
                continue
            text = text_of(one)
            link = re.search(r"archives(/C\w+/p\d+)", text)
            giver = re.search(r"<@(U\w+)>", one["text"])
            reason = re.search(r"keeping promise n\d+", text)
            reason = reason[0] if reason else ""
            found[person, link[1] if link else reason, giver[1] if giver else "", reason] += 1
    verdict.compare("private note", wanted, found, REPEATED)


async def judge(world, load):
    """Compares all there is to compare."""
    verdict = Verdict()
    chat = await history(world)
    wanted = expected(world, chat)
    given, commanded, standing = await exported(world)
    verdict.recognitions = len(standing)
    verdict.compare("ledger", wanted, given)
    verdict.compare("tables", wanted, in_tables(world))
    announced = Counter(found[0] for channel in world.rooms for one in chat[channel]
                        if one.get("user") == world.bot_user and not one.get("metadata")
                        and (found := re.search(r"keeping promise n\d+", text_of(one))))
    # What was announced was recorded. Of the others, which were answered with an apology or not at all, nobody
    # knows; but twice they must not be.
    for reason, times in announced.items():
        if not commanded[reason]:
            verdict.findings.append((LOST, f"command: {reason}"))
        if times > 1:
            verdict.findings.append((REPEATED, f"command: {reason} announced {times} times"))
    for reason, times in commanded.items():
        if times > 1 or reason not in load.commands:
            verdict.findings.append((DOUBLED, f"command: {reason} recorded {times} times"))
    check_tallies(world, standing, verdict)
    marks = marks_of(chat)
    verdict.posts = sum(marks.values())
    for mark, times in marks.items():
        if times > 1:
            verdict.findings.append((REPEATED, f"posted {times} times: {mark}"))
    check_receipts(world, chat, wanted, verdict)
    check_notes(world, chat, standing, verdict)
    failed = world.rows("SELECT key, error FROM outbox WHERE state = 'failed'")
    for key, why in failed:
        if "message_not_found" not in why:  # it was deleted before it could be answered
            verdict.findings.append((LOST, f"given up: {key}: {why}"))
    verdict.findings += [(LOST, note) for note in world.notes]
    for key in load.said:
        if not any(one["ts"] == key[1] for one in chat[key[0]]):
            verdict.findings.append((LOST, f"the sandbox itself lost {key}"))
    (world.folder / "history.json").write_text(json.dumps(chat, indent=1))
    return verdict


async def check_database(world):
    """`huzzah check`, once the bot is down: tallies, pages, doubts."""
    process = await asyncio.create_subprocess_exec(
        str(world.binaries.shipped), "check", "--offline", "--config", str(world.config),
        env=world.bot_environment(), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
    out, _ = await process.communicate()
    return [] if process.returncode == 0 else [(LOST, f"huzzah check: {line}") for line in out.decode().splitlines()
                                               if line.startswith("✗")] or [(LOST, f"huzzah check: {out.decode()}")]
