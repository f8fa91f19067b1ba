"""Counts by hand what a record has to say, from the ledger itself, and compares it with the record as JSON.

Usage: count_by_hand.py LEDGER RECORD NOW PERSON ZONE CHANNELS
NOW is in microseconds, CHANNELS are those that the person can read, joined by commas.
"""

import html
import json
import re
import sqlite3
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

LINK = "https://chat.example/"

KUDOS = """
SELECT e.text, l.text, r.line, r.amount, r.state, r.said_at, g.external, g.name, c.external, m.external, e.id
FROM entry_person r JOIN entry e ON e.id = r.entry JOIN person p ON p.id = r.person
JOIN person g ON g.id = e.author JOIN message m ON m.id = e.id JOIN place c ON c.id = m.place
LEFT JOIN entry_line l ON l.entry = e.id AND l.line = r.line
WHERE e.kind = 0 AND r.role = 0 AND p.external = ? ORDER BY r.said_at, e.id"""
WINS = """
SELECT e.text, e.state, e.said_at, c.external, m.external
FROM entry e JOIN person p ON p.id = e.author JOIN message m ON m.id = e.id JOIN place c ON c.id = m.place
WHERE e.kind = 1 AND p.external = ? ORDER BY e.said_at, e.id"""
VALUES = "SELECT t.name FROM entry_value v JOIN value_tag t ON t.id = v.value WHERE v.entry = ? AND v.line = ?"


def number(pattern, text):
    found = re.search(pattern, text)
    return int(found[1].replace(",", "")) if found else 0


def main(ledger, record, now, person, zone, channels):
    on = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    shown = json.load(open(record, encoding="utf-8"))
    parts = {part["section"]: part["lines"] for part in shown["sections"]}
    local = lambda micros: (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=micros)).astimezone(
        ZoneInfo(zone)).date()
    first = local(int(now)) - timedelta(days=364)
    readable = set(channels.split(","))

    everything = json.dumps(shown, ensure_ascii=False)
    links = lambda channel, message: [] if channel.startswith("D") or not message else [f"{LINK}{channel}/{message}"]
    kudos, values, givers, amount, hidden, gone = [], Counter(), set(), 0, 0, []
    for text, line_text, line, count, state, at, giver, name, channel, message, entry in on.execute(KUDOS, [person]):
        words = html.unescape(line_text if line else text)
        if state != 0 or local(at) < first:
            gone.append(words)
        elif channel not in readable and not channel.startswith("D"):
            hidden += 1
            gone.append(words)
        else:
            tags = sorted(tag for tag, in on.execute(VALUES, [entry, line]))
            values.update(tags)
            givers.add(giver)
            amount += count
            kudos.append((f"{local(at)}  {name}" + (f" × {count}" if count > 1 else "") + f": {words}" +
                          "".join(f" #{tag}" for tag in tags), links(channel, message)))
    wins, minutes = [], 0
    for text, state, at, channel, message in on.execute(WINS, [person]):
        words = html.unescape(text)
        if state != 0 or local(at) < first:
            gone.append(words)
        else:
            minutes += number(r"saved (\d+) minutes", words)
            is_private = channel.startswith("D")
            wins.append((f"{local(at)}  {words}" + (" · private" if is_private else ""), links(channel, message)))

    wrong = []
    for name, lines in (("kudos", kudos), ("wins", wins)):
        told = [(line["text"], line["links"]) for line in parts.get(name, [])]
        wrong += [f"{name}: not told: {one}" for one in lines if one not in told]
        wrong += [f"{name}: told, and not so: {one}" for one in told if one not in lines]
        if [one[0] for one in told] != [one[0] for one in lines]:
            wrong.append(f"{name}: in another order")
    wrong += [f"retracted, hidden or too old, and told: {words}" for words in gone if words and words in everything]

    summary = parts["summary"][0]["text"]
    for what, is_told, is_so in (
            ("wins", number(r"([\d,]+) wins? ·", summary), len(wins)),
            ("kudos", number(r"([\d,]+) kudos from", summary), amount),
            ("people", number(r"kudos from ([\d,]+) pe", summary), len(givers)),
            ("hidden", number(r"([\d,]+) more kudos", summary), hidden),
            ("minutes", 60 * number(r"said: ([\d,]+) h", summary) + number(r"said:(?: [\d,]+ h)? (\d+) min", summary),
             minutes)):
        if is_told != is_so:
            wrong.append(f"{what}: told {is_told}, counted {is_so}")
    for value, count in values.items():
        if f"#{value} × {count}" not in summary:
            wrong.append(f"value {value}: counted {count}")
    # A comparison of nothing with nothing proves nothing.
    if min(len(kudos), len(wins), hidden, len(gone), minutes, len(values)) == 0:
        wrong.append("the year has not something of everything")
    print("\n".join(wrong[:20]) or f"{len(wins)} wins and {len(kudos)} kudos, all as counted by hand")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
