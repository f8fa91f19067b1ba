"""The table that is printed: each measure beside what it is compared with, and the goal."""

from peers import version_of


class Row:
    def __init__(self, measure, ours, against, ratio, goal, met):
        self.measure, self.ours, self.against, self.ratio, self.goal, self.met = measure, ours, against, ratio, goal, met


def number(value):
    """With as many digits as mean something."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


class Maker:
    def __init__(self, measuring):
        self.samples, self.size, self.ledgers = measuring.samples, measuring.size, measuring.ledgers
        self.rows = []

    def value(self, name, unit=""):
        """The median, and from where to where it went."""
        low, high = self.samples.spread(name)
        spread = f" ({number(low)}–{number(high)})" if low != high else ""
        return f"{number(self.samples.median(name))}{unit}{spread}"

    def versus(self, measure, ours, theirs, who, goal, holds, unit=""):
        """A row in which a ratio counts."""
        ratio = self.samples.median(ours) / self.samples.median(theirs)
        self.rows.append(Row(measure, self.value(ours, unit), f"{who}: {self.value(theirs, unit)}", f"{ratio:.2f}",
                             goal, holds(ratio)))

    def alone(self, measure, shown, goal="–", met=None, against="–"):
        self.rows.append(Row(measure, shown, against, "–", goal, met))

    # --- In the order in which people want to know ----------------------------------------------------------

    def throughput(self):
        for line, words in (("tls", "TLS"), ("plain", "no TLS")):
            for share, how_many, goal in (("some", "1 in 10 a kudos", 10), ("all", "all kudos", 5)):
                self.versus(f"events a second, {how_many}, {words}", f"huzzah {line} {share} per_second",
                            f"bolt {line} {share} per_second", "Bolt", f"≥ {goal} ×", lambda ratio, g=goal: ratio >= g)
        self.versus("events a second, 1 in 10 a kudos, TLS", "huzzah tls some per_second", "bolt kudos tls some per_second",
                    "Bolt that keeps kudos alone", "–", lambda _: None)
        self.versus("events a second, all kudos, TLS", "huzzah tls all per_second", "bolt after tls all per_second",
                    "Bolt that acknowledges after the commit", "–", lambda _: None)
        self.versus("events a second, all kudos, TLS, with a reaction and a note for each in the outbox",
                    "huzzah answering tls all per_second", "bolt tls all per_second", "Bolt, which answers nothing", "–", lambda _: None)
        for share, words, goal in (("some", "1 in 10 a kudos", 1 / 10), ("all", "all kudos", 1 / 4)):
            self.versus(f"CPU an event, {words}, TLS", f"huzzah tls {share} cpu_us", f"bolt tls {share} cpu_us", "Bolt",
                        f"≤ 1/{round(1 / goal)}", lambda ratio, g=goal: ratio <= g, " µs")

    def limits(self):
        for line, words in (("tls", "TLS"), ("plain", "no TLS")):
            for share, how_many, every in (("some", "1 in 10 a kudos", 10), ("all", "all kudos", 1)):
                socket = self.samples.median(f"socket {line} {share} per_second")
                rows = self.samples.median(f"rows {share} per_second") * every
                ours = self.samples.median(f"huzzah {line} {share} per_second")
                ratio = ours / min(socket, rows)
                self.rows.append(Row(
                    f"events a second, {how_many}, {words}", self.value(f"huzzah {line} {share} per_second"),
                    f"the limit: bare socket {number(socket)}, bare rows {number(rows)}", f"{ratio:.2f}", "≥ 0.5",
                    ratio >= 0.5))

    def latency(self):
        for name, words in (("p50_ms", "p50"), ("p99_ms", "p99"), ("p999_ms", "p99.9")):
            for who, called in (("bolt", "Bolt"), ("bolt after", "Bolt that acknowledges after the commit")):
                self.versus(f"{words} at 200 events a second, TLS", f"huzzah pace {name}", f"{who} pace {name}", called,
                            "lower", lambda ratio: ratio < 1, " ms")
        self.versus("p99 at 200 events a second when a sync takes 5 ms", "huzzah slow pace p99_ms",
                    "bolt slow pace p99_ms", "Bolt", "< 15 ms",
                    lambda _: self.samples.median("huzzah slow pace p99_ms") < 15, " ms")
        self.versus("p99 at 200 events a second when a sync takes 5 ms", "huzzah slow pace p99_ms", "bolt kudos slow pace p99_ms", "Bolt that keeps kudos alone",
                    "–", lambda _: None, " ms")
        self.versus("events a second when a sync takes 5 ms, 1 in 10 a kudos", "huzzah slow per_second",
                    "huzzah tls some per_second", "memory instead of a disk", "≥ 0.5", lambda ratio: ratio >= 0.5)
        self.versus("events a second when a sync takes 5 ms, 1 in 10 a kudos", "huzzah slow per_second", "bolt slow per_second", "Bolt", "–", lambda _: None)
        self.versus("events a second on the machine's own disk, 1 in 10 a kudos", "huzzah real disk per_second",
                    "bolt real disk per_second", "Bolt", "–", lambda _: None)

    def footprint(self):
        idle = self.samples.median("huzzah idle_mb")
        loaded = self.samples.values["huzzah loaded_mb"]
        theirs = self.samples.values["bolt loaded_mb"][-1]
        self.alone("resident memory, idle", f"{number(idle)} MB", "< 15 MB", idle < 15,
                   f"Bolt: {self.value('bolt idle_mb', ' MB')}")
        self.alone(f"resident memory after {self.size.many:,} events", f"{number(loaded[-1])} MB", "< 30 MB",
                   loaded[-1] < 30, f"Bolt after {self.size.many_of_bolt:,}: {number(theirs)} MB")
        grown = loaded[-1] - loaded[0]
        self.alone("its growth from the first tenth of them on", f"{grown:+.2f} MB", "none", grown < 1)
        self.versus("start: from exec to the first event acknowledged", "huzzah start_ms", "bolt start_ms", "Bolt",
                    "< 50 ms", lambda _: self.samples.median("huzzah start_ms") < 50, " ms")

    def reading(self):
        for what, most in (("board", 2), ("digest", 50)):
            times = [one[f"{what}_ms"] for one in self.ledgers]
            flat = max(times) / min(times)
            sizes = ", ".join(f"{one['recognitions']:,}" for one in self.ledgers)
            self.alone(f"{what} over {sizes} recognitions", ", ".join(number(time) for time in times) + " ms",
                       f"< {most} ms, flat within 2 ×", max(times) < most and flat < 2,
                       f"the slowest to the fastest: {flat:.2f}")

    def rest(self):
        self.versus("database bytes a kudos, indexes included", "huzzah bytes", "rows bytes", "two bare tables", "< 250",
                    lambda _: self.samples.median("huzzah bytes") < 250)
        for name, words, goal in (("talk", "without a mention", 200), ("mentions", "with a mention and no kudos", None),
                                  ("kudos", "with a kudos", None)):
            speed = self.samples.median(f"grammar {name} bytes") / 1e6
            self.alone(f"grammar: messages {words}",
                       f"{number(speed)} MB/s, {self.value(f'grammar {name} messages')} messages/s",
                       f"≥ {goal} MB/s" if goal else "–", speed >= goal if goal else None,
                       f"memchr: {number(self.samples.median('grammar memchr bytes') / 1e6)} MB/s")
        self.alone("the program, stripped", f"{number(self.samples.median('binary mb'))} MB", "< 8 MB",
                   self.samples.median("binary mb") < 8)
        if "cold build s" in self.samples.values:
            self.alone("building it from nothing", f"{self.samples.median('cold build s'):.0f} s")


def rows(measuring):
    maker = Maker(measuring)
    for part in (maker.throughput, maker.limits, maker.latency, maker.footprint, maker.reading, maker.rest):
        part()
    return maker.rows


def heading(measuring, date, machine):
    maker = Maker(measuring)
    samples, share = measuring.samples, "huzzah tls some generator_cpu_share"
    with_bolt = f"@slack/bolt {version_of('@slack/bolt')}, better-sqlite3 {version_of('better-sqlite3')}"
    return (f"{date}, {machine}; {with_bolt}. Medians of {measuring.size.rounds} rounds (lowest–highest). A commit of one "
            f"row takes {maker.value('memory commit_ms', ' ms')} where the databases are and "
            f"{maker.value('real disk commit_ms', ' ms')} on the machine's own disk. The load generator took "
            f"{maker.value('huzzah tls some generator_cpu_us', ' µs')} of CPU an event, "
            f"{samples.median(share):.0%} of one core beside Huzzah.")


def markdown(words, found):
    lines = [words, "", "| measure | Huzzah | against | ratio | goal | |", "|---|---|---|---|---|---|"]
    marks = {True: "✓", False: "✗", None: ""}
    lines += [f"| {row.measure} | {row.ours} | {row.against} | {row.ratio} | {row.goal} | {marks[row.met]} |"
              for row in found]
    return "\n".join(lines) + "\n"
