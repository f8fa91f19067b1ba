"""What must be, read from the sandbox's own history with a reading of its own, against what there is: in the
ledger, in the tallies, and in the chat."""

import json
import re
from collections import Counter

import leaks

# The forms in which load.py gives, and no other. (text → amount, receivers, reason)
FORMS = [(re.compile(r"<@(U\w+)> \+\+ for (keeping promise n\d+)"), 1),
         (re.compile(r"kudos <@(U\w+)> <@(U\w+)> for (keeping promise n\d+)"), 1),
         (re.compile(r":trophy::trophy: <@(U\w+)> (keeping promise n\d+)"), 2)]
RECEIPT = "tada"
# A line of a note that tells of several.
LINE = re.compile(r"• <@(U\w+)>(?: × \d+)?(?: — (keeping promise n\d+))?")
LOST, DOUBLED, REPEATED, LEAKED = "lost", "doubled", "repeated", "leaked"


def read(text):
    """(receiver, amount, reason) of each kudos in a message."""
    for form, amount in FORMS:
        if found := form.fullmatch(text):
            *receivers, reason = found.groups()
            return [(receiver, amount, reason) for receiver in receivers]
    return []


class Verdict:
    """The findings, each with its kind: lost, doubled, repeated, leaked."""

    def __init__(self):
        self.findings = []
        self.recognitions = self.posts = 0
        self.secrets = self.searched = 0  # how many private words were looked for, and in how many messages

    def count(self, kind):
        return sum(1 for one, _ in self.findings if one == kind)

    def add(self, kind, what):
        self.findings.append((kind, what))

    def compare(self, what, wanted, found, doubling=DOUBLED):
        """Two multisets that must be one."""
        for one in (wanted - found).elements():
            self.add(LOST, f"{what}: missing {one}")
        for one in (found - wanted).elements():
            self.add(doubling, f"{what}: too many {one}")


def expected(found):
    """(source, channel, ts, giver, receiver, amount, reason) of all that stands, as the chat has it."""
    given = Counter()
    for channel in found.rooms:
        for one in found.chat[channel]:
            author = one.get("user")
            if author not in found.people or one.get("subtype"):
                continue
            for receiver, amount, reason in read(one["text"]):
                if receiver not in found.people:
                    continue  # a bot, a deactivated person or an invented id
                given["message", channel, one["ts"], author, receiver, amount, reason] += 1
            for reaction in one.get("reactions", []):
                if reaction["name"] == "trophy":
                    for who in set(reaction["users"]) - {author}:
                        given["reaction", channel, one["ts"], who, author, 1, ""] += 1
    return given


def check_ledger(found, verdict):
    wanted = expected(found)
    given = Counter((one["source"], one["channel"], one["message_ts"], one["giver"], one["receiver"], one["amount"],
                     one["reason"]) for one in found.standing if one["source"] != "command")
    verdict.compare("ledger", wanted, given)
    verdict.compare("tables", wanted, found.tables)


def check_tallies(found, verdict):
    wanted = Counter()
    for one in found.standing:
        wanted["given", one["giver"]] += one["amount"]
        wanted["received", one["receiver"]] += one["amount"]
    verdict.compare("tally", wanted, found.tallies)


def marks_of(chat):
    """Each invisible mark of a post, and how often it stands there."""
    return Counter(one["metadata"]["event_payload"]["id"] for messages in chat.values() for one in messages
                   if one.get("metadata", {}).get("event_type") == "huzzah_outbox")


def text_of(message):
    """All that somebody sees of it."""
    return message.get("text", "") + json.dumps(message.get("blocks", []), ensure_ascii=False)


def check_commands(found, verdict):
    """What was announced was recorded. Of the others, which were answered with an apology or not at all, nobody
    knows; but twice they must not be."""
    recorded = Counter(one["reason"] for one in found.standing if one["source"] == "command")
    announced = Counter(reason[0] for channel in found.rooms for one in found.chat[channel]
                        if one.get("user") == found.bot_user and not one.get("metadata")
                        and (reason := re.search(r"keeping promise n\d+", text_of(one))))
    for reason, times in announced.items():
        if not recorded[reason]:
            verdict.add(LOST, f"command: {reason}")
        if times > 1:
            verdict.add(REPEATED, f"command: {reason} announced {times} times")
    for reason, times in recorded.items():
        if times > 1 or reason not in found.commands:
            verdict.add(DOUBLED, f"command: {reason} recorded {times} times")


def check_posts(found, verdict):
    marks = marks_of(found.chat)
    verdict.posts = sum(marks.values())
    for mark, times in marks.items():
        if times > 1:
            verdict.add(REPEATED, f"posted {times} times: {mark}")
    there = {(channel, one["ts"]) for channel in found.rooms for one in found.chat[channel]}
    for key, why in found.failed:
        # What was deleted before it could be answered, or the thread that it began, is refused, and that is right.
        about = re.search(r":(C\w+):(\d+\.\d+)(:|$)", key)
        refused = "message_not_found" in why or "thread_not_found" in why
        if not (refused and about and about.groups()[:2] not in there):
            verdict.add(LOST, f"given up: {key}: {why}")


def check_receipts(found, verdict):
    """Each kudos that stands has one receipt of the bot's, and what is none has none."""
    way = found.kudos.get("acknowledge", "reaction")
    in_threads = way == "thread"
    acknowledged = {key[1:3] for key in expected(found) if key[0] == "message" and way != "none"}
    for channel in found.rooms:
        answers = Counter(one["thread_ts"] for one in found.chat[channel]
                          if one.get("user") == found.bot_user and one.get("thread_ts") and in_threads
                          and one["thread_ts"] != one["ts"])
        for one in found.chat[channel]:
            if one.get("user") not in found.people or one["text"].startswith("win: "):
                continue
            receipts = sum(reaction["users"].count(found.bot_user) for reaction in one.get("reactions", [])
                           if reaction["name"] == RECEIPT)
            wanted = 1 if (channel, one["ts"]) in acknowledged else 0
            where = f"{channel} {one['ts']} {one['text']!r}"
            if not in_threads and receipts != wanted:
                kind = LOST if receipts < wanted else DOUBLED
                verdict.add(kind, f"{receipts} receipts instead of {wanted}: {where}")
        if in_threads:
            # A reply in a thread is answered in that thread, too.
            wanted = Counter()
            for one in found.chat[channel]:
                if (channel, one["ts"]) in acknowledged:
                    wanted[one.get("thread_ts") or one["ts"]] += 1
            verdict.compare(f"answers in {channel}", wanted, answers, REPEATED)


def check_notes(found, verdict):
    """Each receiver was told once of each kudos that stands: in a note with a link to it, or as a line of what was
    told together, for what was found after an hour or when the clock said so."""
    wanted, told, lines = Counter(), Counter(), Counter()
    for one in found.standing if found.kudos.get("notify_receiver", True) else ():
        link = f"/{one['channel']}/p{one['message_ts'].replace('.', '')}" if one["message_ts"] else None
        private = found.private.get(one["channel"])
        if private and one["receiver"] not in private["members"]:
            # A person who could not read it learns only that they were thanked and who thanked them.
            wanted[one["receiver"], "", one["giver"], ""] += 1
        else:
            wanted[one["receiver"], link or one["reason"], one["giver"], one["reason"]] += 1
    for person, channel in found.directs.items():
        for one in found.chat[channel]:
            if one.get("user") != found.bot_user:
                continue
            text = text_of(one)
            mark = one.get("metadata", {}).get("event_payload", {}).get("id", "")
            if mark.startswith(("win-", "win:")):
                continue  # an answer to what was said to the bot
            if mark.startswith("while-away:"):
                lines.update((person, giver, reason) for giver, reason in LINE.findall(one["text"]))
                continue
            link = re.search(r"archives(/C\w+/p\d+)", text)
            giver = re.search(r"<@(U\w+)>", one["text"])
            reason = re.search(r"keeping promise n\d+", text)
            reason = reason[0] if reason else ""
            told[person, link[1] if link else reason, giver[1] if giver else "", reason] += 1
    for line in lines.elements():
        # Without a link one kudos of theirs is like another.
        person, giver, reason = line
        meant = next((one for one in (wanted - told).elements() if one[0] == person and one[2:] == (giver, reason)), None)
        told[meant or line] += 1
    verdict.compare("private note", wanted, told, REPEATED)


def check_sandbox(found, verdict):
    there = {(channel, one["ts"]) for channel in found.rooms for one in found.chat[channel]}
    for key in found.said - there:
        verdict.add(LOST, f"the sandbox itself lost {key}")


def check_leaks(found, verdict):
    verdict.secrets, verdict.searched = leaks.searched(found)
    for what, others, text in leaks.find(found):
        verdict.add(LEAKED, f"{what} to {', '.join(sorted(others))}: {text}")
    if found.unseen:
        verdict.add(LEAKED, f"{found.unseen} messages were never searched")


def judge(found):
    """Compares all there is to compare."""
    verdict = Verdict()
    verdict.recognitions = len(found.standing)
    for check in (check_ledger, check_tallies, check_commands, check_posts, check_receipts, check_notes, check_sandbox,
                  check_leaks):
        check(found, verdict)
    return verdict
