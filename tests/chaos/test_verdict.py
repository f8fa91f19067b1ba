#!/usr/bin/env -S python3 -B
"""The verdict can fail: what is right passes, and whatever is tampered with in the ledger, the tallies or the chat
is found, by its kind."""

import copy
import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from evidence import Evidence  # noqa: E402
from verdict import DOUBLED, LEAKED, LOST, REPEATED, judge  # noqa: E402

ANN, BEN, EVE, BOT = "U0ANN", "U0BEN", "U0EVE", "U0BOT"
ROOM = "C0ROOM"
DIRECTS = {ANN: "D0ANN", BEN: "D0BEN", EVE: "D0EVE"}


def said(ts, who, text, reactions=(), **more):
    there = [{"name": name, "users": list(users), "count": len(users)} for name, users in reactions]
    return {"type": "message", "ts": ts, "user": who, "text": text, "reactions": there, **more}


def posted(ts, key, text, **more):
    return said(ts, BOT, text, metadata={"event_type": "huzzah_outbox", "event_payload": {"id": key}}, **more)


def note(ts, key, giver, words):
    return posted(ts, key, f"<@{giver}> thanked you: {words}")


def record(source, ts, giver, receiver, amount=1, reason=""):
    return {"source": source, "channel": ROOM, "message_ts": ts, "giver": giver, "receiver": receiver,
            "amount": amount, "reason": reason, "retracted_at": None}


def link(ts):
    return f"<https://example.com/archives/{ROOM}/p{ts.replace('.', '')}|what was said>"


def all_is_well(way="reaction"):
    """A message for two, one of two trophies, a reaction, a command, and a kudos that was taken back."""
    receipt = [("tada", [BOT])] if way == "reaction" else []
    room = [said("1.1", ANN, f"kudos <@{BEN}> <@{EVE}> for keeping promise n1", receipt),
            said("2.1", BEN, f":trophy::trophy: <@{ANN}> keeping promise n2", receipt),
            said("3.1", EVE, "talking about n3", [("trophy", [ANN, EVE]), ("eyes", [BEN])]),
            said("4.1", BOT, f"<@{EVE}> thanks <@{ANN}> for keeping promise n4")]
    if way == "thread":
        room += [posted("1.2", "t1", "Noted", thread_ts="1.1"), posted("2.2", "t2", "Noted", thread_ts="2.1")]
    records = [record("message", "1.1", ANN, BEN, 1, "keeping promise n1"),
               record("message", "1.1", ANN, EVE, 1, "keeping promise n1"),
               record("message", "2.1", BEN, ANN, 2, "keeping promise n2"),
               record("reaction", "3.1", ANN, EVE),
               record("command", "", EVE, ANN, 1, "keeping promise n4"),
               {**record("message", "3.1", EVE, BEN, 1, "keeping promise n3"), "retracted_at": "2026-01-01"}]
    directs = {
        DIRECTS[ANN]: [note("5.1", "n2", BEN, f"keeping promise n2 {link('2.1')}"),
                       note("5.2", "n4", EVE, "keeping promise n4")],
        DIRECTS[BEN]: [note("5.3", "n1b", ANN, f"keeping promise n1 {link('1.1')}")],
        DIRECTS[EVE]: [note("5.4", "n1e", ANN, f"keeping promise n1 {link('1.1')}"),
                       note("5.5", "n3", ANN, f"a trophy for {link('3.1')}")]}
    tables = Counter((one["source"], ROOM, one["message_ts"], one["giver"], one["receiver"], one["amount"],
                      one["reason"]) for one in records if one["source"] != "command" and not one["retracted_at"])
    tallies = Counter({("given", ANN): 3, ("given", BEN): 2, ("given", EVE): 1,
                       ("received", ANN): 3, ("received", BEN): 1, ("received", EVE): 2})
    return Evidence(rooms=[ROOM], people={ANN, BEN, EVE}, directs=DIRECTS, bot_user=BOT, kudos={"acknowledge": way},
                    chat={ROOM: room, **directs}, records=records, tables=tables, tallies=tallies,
                    said={(ROOM, "1.1"), (ROOM, "2.1"), (ROOM, "3.1")}, commands={"keeping promise n4"})


def told_together():
    """Ann and Eve read of theirs in one note each, without links."""
    found = all_is_well()
    found.chat[DIRECTS[ANN]] = [posted("5.1", "while-away:1", f"While I was away you received 3:\n"
                                       f"• <@{BEN}> × 2 — keeping promise n2\n• <@{EVE}> — keeping promise n4")]
    found.chat[DIRECTS[EVE]] = [posted("5.4", "while-away:2", f"While I was away you received 2:\n"
                                       f"• <@{ANN}> — keeping promise n1\n• <@{ANN}>")]
    return found


GARDEN = {"id": "C0GARDEN", "name": "secret-garden", "members": [ANN, BEN]}


def private_words():
    """Ann thanks Ben and Eve in a private channel of which Eve is no member; Ben said a win to the bot."""
    found = all_is_well()
    room, ts = GARDEN["id"], "8.1"
    found.rooms.append(room)
    found.private = {room: GARDEN}
    found.secrets = {"n8": {ANN, BEN}, "n9": {BEN}}
    words = "keeping promise n8"
    found.chat[room] = [said(ts, ANN, f"kudos <@{BEN}> <@{EVE}> for {words}", [("tada", [BOT])])]
    found.said.add((room, ts))
    link = f"<https://example.com/archives/{room}/p81|what was said>"
    found.chat[DIRECTS[BEN]] += [note("8.2", "n8b", ANN, f"{words} {link}"),
                                 said("8.3", BEN, "win: finishing promise n9"),
                                 posted("8.4", "win-ack:1", "Kept, for you only: finishing promise n9")]
    found.chat[DIRECTS[EVE]].append(posted("8.5", "n8e", f"<@{ANN}> thanked you in a channel that you are not in"))
    for receiver in (BEN, EVE):
        one = {**record("message", ts, ANN, receiver, 1, words), "channel": room}
        found.records.append(one)
        found.tables["message", room, ts, ANN, receiver, 1, words] += 1
        found.tallies["given", ANN] += 1
        found.tallies["received", receiver] += 1
    found.received = [{"to": [person, BOT], "text": one["text"]} for person, channel in DIRECTS.items()
                      for one in found.chat[channel] if one["user"] == BOT]
    found.received += [{"to": "everybody", "text": one["text"]} for one in found.chat[ROOM] if one["user"] == BOT]
    found.received.append({"to": [ANN, BEN, BOT], "text": f'{{"channel":"{room}","text":"{words}"}}'})
    return found


class LeakedWords(unittest.TestCase):
    def setUp(self):
        self.found = private_words()

    def finds(self, words):
        findings = judge(self.found).findings
        self.assertTrue(any(one == LEAKED and words in what for one, what in findings), findings)

    def reach(self, to, text):
        self.found.received.append({"to": to, "text": text})

    def test_what_is_right_passes_and_is_searched(self):
        verdict = judge(self.found)
        self.assertEqual(verdict.findings, [])
        self.assertEqual((verdict.secrets, verdict.searched), (3, 7))

    def test_words_that_were_sent_to_somebody_outside(self):
        self.reach([EVE, BOT], f"<@{ANN}> thanked you: keeping promise n8")
        self.finds(f"promise n8 to {EVE}")

    def test_words_that_one_of_several_may_not_read(self):
        self.reach([ANN, BEN, EVE], "keeping promise n8")
        self.finds(f"promise n8 to {EVE}")

    def test_words_that_were_posted_for_everybody(self):
        self.reach("everybody", "Shoutouts: keeping promise n8")
        self.finds("promise n8 to everybody")

    def test_what_was_said_to_the_bot_only(self):
        self.reach([ANN], "finishing promise n9")
        self.finds(f"promise n9 to {ANN}")

    def test_the_name_and_the_id_of_a_private_channel(self):
        for text in ("In #secret-garden", f"https://example.com/archives/{GARDEN['id']}/p81"):
            self.found = private_words()
            self.reach([EVE], text)
            with self.subTest(text):
                self.finds(f"#secret-garden to {EVE}")

    def test_a_note_to_somebody_outside_that_has_the_words(self):
        self.found.chat[DIRECTS[EVE]][-1]["text"] += ": keeping promise n8"
        self.assertTrue(any(kind == LOST and "private note" in what for kind, what in judge(self.found).findings))

    def test_what_nobody_searched(self):
        self.found.unseen = 1
        self.finds("1 messages were never searched")

    def test_a_longer_number_and_a_longer_name_are_others(self):
        self.reach("everybody", "keeping promise n81 in #secret-gardens and #my-secret-garden")
        self.assertEqual(judge(self.found).findings, [])


class TamperedWith(unittest.TestCase):
    def setUp(self):
        self.found = all_is_well()

    def finds(self, kind, words):
        findings = judge(self.found).findings
        self.assertTrue(any(one == kind and words in what for one, what in findings), findings)

    def row(self, number):
        """The number-th record as it stands in the tables."""
        one = self.found.records[number]
        return (one["source"], ROOM, one["message_ts"], one["giver"], one["receiver"], one["amount"], one["reason"])

    def test_a_kudos_that_is_gone_from_the_ledger(self):
        del self.found.records[0]
        self.finds(LOST, "ledger: missing")

    def test_a_kudos_that_is_gone_from_the_tables(self):
        del self.found.tables[self.row(2)]
        self.finds(LOST, "tables: missing")

    def test_a_kudos_that_is_gone_and_leaves_no_trace(self):
        del self.found.tables[self.row(3)]
        del self.found.records[3]
        self.found.tallies["given", ANN] -= 1
        self.found.tallies["received", EVE] -= 1
        self.found.chat[DIRECTS[EVE]].pop()
        self.finds(LOST, "ledger: missing ('reaction'")

    def test_a_kudos_that_was_taken_back_though_it_stands(self):
        self.found.records[0]["retracted_at"] = "2026-01-01"
        self.finds(LOST, "ledger: missing")

    def test_a_kudos_that_stands_though_it_was_taken_back(self):
        self.found.records[-1]["retracted_at"] = None
        self.finds(DOUBLED, "ledger: too many")

    def test_a_kudos_twice_in_the_ledger(self):
        self.found.records.append(copy.deepcopy(self.found.records[0]))
        self.finds(DOUBLED, "ledger: too many")

    def test_a_kudos_twice_in_the_tables(self):
        self.found.tables[self.row(3)] += 1
        self.finds(DOUBLED, "tables: too many")

    def test_another_receiver_giver_amount_or_reason(self):
        for what, instead in (("receiver", EVE), ("giver", BEN), ("amount", 2), ("reason", "keeping promise n9"),
                              ("message_ts", "9.9")):
            self.found = all_is_well()
            self.found.records[0][what] = instead
            with self.subTest(what):
                self.finds(LOST, "ledger: missing")
                self.finds(DOUBLED, "ledger: too many")

    def test_another_receiver_all_over_the_database(self):
        one = self.row(3)
        self.found.records[3]["receiver"] = BEN
        self.found.tables = self.found.tables - Counter([one]) + Counter([self.row(3)])
        self.found.tallies["received", EVE] -= 1
        self.found.tallies["received", BEN] += 1
        self.finds(LOST, "tables: missing")

    def test_a_tally_that_is_off_by_one(self):
        for key in list(self.found.tallies):
            self.found = all_is_well()
            self.found.tallies[key] += 1
            self.finds(DOUBLED, "tally: too many")
            self.found.tallies[key] -= 2
            self.finds(LOST, "tally: missing")

    def test_a_post_that_stands_twice(self):
        direct = self.found.chat[DIRECTS[BEN]]
        direct.append({**direct[0], "ts": "6.1"})
        self.finds(REPEATED, "posted 2 times: n1b")
        self.finds(REPEATED, "private note: too many")

    def test_a_post_that_stands_twice_under_two_marks(self):
        self.found.chat[DIRECTS[EVE]].append(note("6.1", "other", ANN, f"a trophy for {link('3.1')}"))
        self.finds(REPEATED, "private note: too many")

    def test_a_note_that_nobody_got(self):
        self.found.chat[DIRECTS[BEN]].clear()
        self.finds(LOST, "private note: missing")

    def test_a_note_to_somebody_else(self):
        self.found.chat[DIRECTS[ANN]].append(self.found.chat[DIRECTS[BEN]].pop())
        self.finds(LOST, "private note: missing")
        self.finds(REPEATED, "private note: too many")

    def test_a_receipt_that_is_missing_and_one_that_is_too_many(self):
        self.found.chat[ROOM][0]["reactions"].clear()
        self.found.chat[ROOM][2]["reactions"].append({"name": "tada", "users": [BOT], "count": 1})
        self.finds(LOST, "0 receipts instead of 1")
        self.finds(DOUBLED, "1 receipts instead of 0")

    def test_an_answer_that_stands_twice_in_a_thread(self):
        self.found = all_is_well("thread")
        self.found.chat[ROOM].append(posted("1.3", "t3", "Noted", thread_ts="1.1"))
        self.finds(REPEATED, "answers in")

    def test_a_line_that_is_missing_in_a_note_of_several_or_is_there_twice(self):
        self.found = told_together()
        note = self.found.chat[DIRECTS[EVE]][0]
        note["text"] = note["text"].removesuffix(f"\n• <@{ANN}>")
        self.finds(LOST, "private note: missing")
        self.found = told_together()
        self.found.chat[DIRECTS[EVE]][0]["text"] += f"\n• <@{ANN}>"
        self.finds(REPEATED, "private note: too many")

    def test_a_kudos_for_somebody_who_can_receive_none(self):
        self.found.chat[ROOM].append(said("9.1", ANN, "<@U0ROBOT> ++ for keeping promise n7"))
        self.found.records.append(record("message", "9.1", ANN, "U0ROBOT", 1, "keeping promise n7"))
        self.finds(DOUBLED, "ledger: too many")

    def test_an_answer_that_is_missing_in_a_thread(self):
        self.found = all_is_well("thread")
        self.found.chat[ROOM].pop()
        self.finds(LOST, "answers in")

    def test_a_command_that_was_announced_and_not_recorded(self):
        self.found.records = [one for one in self.found.records if one["source"] != "command"]
        self.finds(LOST, "command: keeping promise n4")

    def test_a_command_that_was_recorded_or_announced_twice(self):
        self.found.records.append(copy.deepcopy(self.found.records[4]))
        self.found.chat[ROOM].append(self.found.chat[ROOM][3])
        self.finds(DOUBLED, "recorded 2 times")
        self.finds(REPEATED, "announced 2 times")

    def test_a_command_that_nobody_gave(self):
        self.found.commands.clear()
        self.finds(DOUBLED, "recorded 1 times")

    def test_a_post_that_was_given_up(self):
        self.found.failed.append(("receipt:1", "channel_not_found"))
        self.finds(LOST, "given up: receipt:1")

    def test_an_answer_that_was_given_up_though_what_it_answers_is_there(self):
        for why in ("message_not_found", "thread_not_found"):
            self.found.failed = [(f"answer:T1:{ROOM}:1.1:{ANN}:", f"rejected: {why}")]
            self.finds(LOST, "given up: answer:T1")

    def test_a_message_that_the_sandbox_lost(self):
        self.found.said.add((ROOM, "7.1"))
        self.finds(LOST, "the sandbox itself lost")


class Right(unittest.TestCase):
    def test_what_is_right_passes(self):
        for way in ("reaction", "thread"):
            verdict = judge(all_is_well(way))
            self.assertEqual(verdict.findings, [])
            self.assertEqual(verdict.recognitions, 5)
            self.assertEqual(verdict.posts, 5 if way == "reaction" else 7)

    def test_a_note_that_tells_of_several_is_as_good_as_one_for_each(self):
        self.assertEqual(judge(told_together()).findings, [])

    def test_what_nobody_can_receive_is_not_missed(self):
        found = all_is_well()
        found.chat[ROOM].append(said("9.1", ANN, "<@U0ROBOT> ++ for keeping promise n7"))
        self.assertEqual(judge(found).findings, [])

    def test_what_was_deleted_before_it_was_answered_is_no_loss(self):
        found = all_is_well()
        found.failed += [(f"answer:T1:{ROOM}:6.1:{ANN}:", "rejected: message_not_found"),
                         (f"answer:T1:{ROOM}:6.2:{ANN}:", "rejected: thread_not_found")]
        self.assertEqual(judge(found).findings, [])


if __name__ == "__main__":
    unittest.main()
