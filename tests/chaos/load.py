"""People who thank each other, talk, change their minds and press what there is to press, by a seed."""

import asyncio
import json

from leaks import words_in

WHAT = {"kudos": 30, "pair": 6, "trophies": 6, "talk": 22, "reply": 10, "edit": 9, "delete": 4, "react": 12,
        "unreact": 4, "noise": 6, "command": 5}


class Load:
    """What it says is so plain that whoever reads it again can't be in doubt (see verdict.py)."""

    def __init__(self, world, rate, what=None):
        self.world, self.rate = world, rate
        self.weights = what or WHAT
        self.random = world.random
        self.count = 0
        self.said = {}         # (channel, ts) → author: what stands
        self.secrets = {}      # the number of a promise that was said in private → who could read it
        self.threads = {}      # (channel, ts) → ts of the parent
        self.reactions = []    # (channel, ts, who, emoji)
        self.deleted = set()
        self.commands = {}     # its reason → whether the app answered
        self.background = set()
        self.log = (world.folder / "people.jsonl").open("w")
        self.running = self.current = None

    # --- Doing it --------------------------------------------------------------------------------------------

    def start(self):
        self.running = asyncio.create_task(self._go_on())
        self.world.tasks.append(self.running)

    async def _go_on(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due += self.random.expovariate(self.rate)
            await asyncio.sleep(max(0, due - loop.time()))  # the rhythm of the load, no outcome is waited for
            await self.act()

    async def stop(self):
        """Lets the last word be said."""
        if self.running:
            self.running.cancel()
            done = await asyncio.gather(self.running, return_exceptions=True)
            if done and isinstance(done[0], Exception):
                raise done[0]
        if self.current:
            await self.current
        await asyncio.gather(*self.background)
        self.log.flush()

    async def act(self, what=None):
        what = what or self.random.choices(list(self.weights), self.weights.values())[0]
        # Not cut short halfway: what was begun is done, so that the log tells what there is.
        self.current = asyncio.ensure_future(getattr(self, "_" + what)())
        await asyncio.shield(self.current)

    def note(self, what, **more):
        self.log.write(json.dumps({"what": what, **more}) + "\n")

    def number(self):
        self.count += 1
        return f"n{self.count}"

    def others(self, who, how_many=1):
        return self.random.sample([one for one in self.world.people if one != who], how_many)

    def somebody(self, channel):
        return self.random.choice(self.world.members[channel])

    def keep_secret(self, text, readers):
        for number in words_in(text):
            self.secrets[number] = set(readers)

    def say_in(self, channel, text):
        """What is said in a private channel is its members' own."""
        if channel in self.world.private:
            self.keep_secret(text, self.world.members[channel])
        return text

    def words(self, who, kind):
        if kind == "pair":
            return "kudos <@{}> <@{}> for keeping promise {}".format(*self.others(who, 2), self.number())
        if kind == "trophies":
            return f":trophy::trophy: <@{self.others(who)[0]}> keeping promise {self.number()}"
        if kind == "talk":
            return f"talking about {self.number()}"
        if kind == "nobody":
            return f"<@{self.random.choice(self.world.nobodies)}> ++ for keeping promise {self.number()}"
        if kind == "win":
            return f"win: finishing promise {self.number()}"
        return f"<@{self.others(who)[0]}> ++ for keeping promise {self.number()}"

    async def ok(self, method, who, **args):
        answer = await self.world.api(method, who, **args)
        self.note(method, who=who, **args, ok=answer["ok"], error=answer.get("error"))
        if not answer["ok"]:
            raise RuntimeError(f"{method}: {answer}")
        return answer

    async def say(self, kind, channel=None, thread=None):
        channel = channel or self.random.choice(self.world.rooms)
        who = self.somebody(channel)
        args = {"channel": channel, "text": self.say_in(channel, self.words(who, kind))}
        if thread:
            args["thread_ts"] = thread
        where = (channel, (await self.ok("chat.postMessage", who, **args))["ts"])
        self.said[where] = who
        if thread:
            self.threads[where] = thread
            self.world.threads.add(thread)

    async def _kudos(self):
        await self.say("kudos")

    async def _pair(self):
        await self.say("pair")

    async def _trophies(self):
        await self.say("trophies")

    async def _talk(self):
        await self.say("talk")

    async def _nobody(self):
        await self.say("nobody")

    async def _win(self):
        await self.say("win")

    async def _aside(self):
        """A win that is said to the bot only."""
        who = self.random.choice(list(self.world.directs))
        text = self.words(who, "win")
        self.keep_secret(text, [who])
        await self.ok("chat.postMessage", who, channel=self.world.directs[who], text=text)

    async def _ask(self):
        """What shows a person the words of others."""
        channel = self.random.choice(self.world.rooms)
        command, text = self.random.choice((("/kudos", "me"), ("/kudos", "board all"), ("/wins", ""),
                                            ("/wins", "week"), ("/digest", "preview"), ("/digest", "now")))
        task = asyncio.create_task(self._type(self.somebody(channel), channel, command, text))
        self.background.add(task)
        task.add_done_callback(self.background.discard)

    async def _type(self, who, channel, command, text):
        answer = await self.world.control("command", token=self.world.people[who], channel=channel,
                                          command=command, text=text)
        self.note("command", who=who, channel=channel, command=command, text=text, answer=answer)
        return answer

    def any_of(self, wanted=lambda where: True):
        """One of the last messages; people rarely go back further."""
        recent = [where for where in list(self.said)[-60:] if wanted(where)]
        return self.random.choice(recent) if recent else None

    async def _reply(self):
        # Most of the talk goes on where there is some.
        goes_on = self.random.random() < 0.8
        where = goes_on and self.any_of(lambda one: one[1] in self.world.threads)
        if where := where or self.any_of(lambda one: one not in self.threads):
            await self.say(self.random.choice(("kudos", "talk")), where[0], where[1])

    async def _edit(self):
        if where := self.any_of():
            who = self.said[where]
            kind = self.random.choice(("kudos", "pair", "kudos", "talk"))
            text = self.say_in(where[0], self.words(who, kind))
            await self.ok("chat.update", who, channel=where[0], ts=where[1], text=text)

    async def _delete(self):
        # Not the first of a thread, whose replies would stay behind.
        parents = {(channel, ts) for (channel, _), ts in self.threads.items()}
        if where := self.any_of(lambda one: one not in parents):
            who = self.said.pop(where)
            self.threads.pop(where, None)
            self.deleted.add(where)
            self.reactions = [one for one in self.reactions if one[:2] != where]
            await self.ok("chat.delete", who, channel=where[0], ts=where[1])

    async def _react(self, emoji="trophy"):
        if where := self.any_of():
            who = self.random.choice([one for one in self.world.members[where[0]] if one != self.said[where]])
            if (*where, who, emoji) not in self.reactions:
                self.reactions.append((*where, who, emoji))
                await self.ok("reactions.add", who, channel=where[0], timestamp=where[1], name=emoji)

    async def _unreact(self):
        if self.reactions:
            channel, ts, who, emoji = self.reactions.pop(self.random.randrange(len(self.reactions)))
            await self.ok("reactions.remove", who, channel=channel, timestamp=ts, name=emoji)

    async def _noise(self):
        await self._react(self.random.choice(("eyes", "wave")))

    async def _command(self):
        channel = self.random.choice(self.world.rooms)
        task = asyncio.create_task(self._invoke(self.somebody(channel), channel))
        self.background.add(task)
        task.add_done_callback(self.background.discard)

    async def _invoke(self, who, channel):
        reason = f"keeping promise {self.number()}"
        text = self.say_in(channel, f"<@{self.others(who)[0]}> for {reason}")
        answer = await self._type(who, channel, "/kudos", text)
        self.commands[reason] = answer["ok"]
