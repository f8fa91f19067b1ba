"""What is done to the bot. Each scenario has a world of its own, does its worst under load, and leaves the load
behind; whoever called it brings the world to rest and judges."""

import asyncio
import errno

from load import WHAT, Load


async def killed_at_random(world, plan):
    """kill -9 at random instants"""
    load = Load(world, 6)
    load.start()
    for _ in range(plan.kills):
        # Sometimes while it starts, sometimes at work.
        await pause(world, world.random.choice((0.02, 0.1, 0.3, 1, 2, 3)))
        await world.kill()
    await load.stop()
    return load


async def pause(world, about):
    """How long a fault lasts, or the quiet between two; no outcome is waited for."""
    await asyncio.sleep(about * world.random.uniform(0.5, 1.5))


async def network(world, plan):
    """connections cut, stalled, dripping, reset in the handshake"""
    load = Load(world, 6)
    load.start()
    faults = [cut, cut_sockets, stall, drip, reset_handshakes]
    for _ in range(plan.rounds):
        world.random.shuffle(faults)
        for fault in faults:
            world.say(fault.__name__)
            await fault(world)
            await pause(world, 1)
    await load.stop()
    return load


async def cut(world):
    for _ in range(3):
        world.proxy.cut()
        await pause(world, 0.5)


async def cut_sockets(world):
    await world.control("cut")
    await pause(world, 0.5)
    world.proxy.cut(sockets_only=True)


async def stall(world):
    world.proxy.stall()
    await pause(world, 3)
    world.proxy.resume()


async def drip(world):
    world.proxy.drip(True)
    world.proxy.cut(sockets_only=True)  # the handshake drips, too
    await pause(world, 4)
    world.proxy.drip(False)


async def reset_handshakes(world):
    world.proxy.resets = world.random.randint(2, 4)
    world.proxy.cut()
    await pause(world, 3)
    world.proxy.resets = 0


async def half_open(world, plan):
    """the network swallows everything and closes nothing"""
    load = Load(world, 1.5)  # receipts of all that was said meanwhile leave at Slack's pace afterwards
    load.start()
    for _ in range(plan.half_opens):
        await pause(world, 1)
        world.proxy.half_open(True)
        # Longer than the half minute after which silence means that nobody is there.
        await pause(world, 30)
        world.proxy.half_open(False)
    await load.stop()
    return load


async def slack_moods(world, plan):
    """refresh storms, too many sockets, envelopes twice, swapped and late, acknowledgements that never arrive"""
    load = Load(world, 6)
    load.start()
    moods = [refresh_storm, too_many, twice_and_swapped, acknowledged_in_vain, no_hello, nonsense]
    for _ in range(plan.rounds):
        world.random.shuffle(moods)
        for mood in moods:
            world.say(mood.__name__)
            await mood(world)
            await world.faults(reset=True)
            await pause(world, 1)
    await load.stop()
    return load


async def refresh_storm(world):
    for _ in range(8):
        reason = world.random.choice(("warning", "refresh_requested"))
        await world.control("disconnect", reason=reason, close_after_ms=world.random.choice((0, 100, 1000)))
        await pause(world, 0.3)


async def too_many(world):
    await world.faults(max_connections=world.random.choice((0, 1)))
    await world.control("disconnect", reason="too_many_websockets")
    await pause(world, 2)


async def twice_and_swapped(world):
    await world.faults(duplicate_events=2, reverse_events=True)
    await pause(world, 2)
    await world.faults(duplicate_events=1, reverse_events=False, delay_events_ms=800)
    await pause(world, 2)


async def acknowledged_in_vain(world):
    await world.faults(drop_acks=30)
    await pause(world, 4)  # what was not acknowledged comes again after 3 s


async def no_hello(world):
    await world.faults(no_hello=True)
    await world.control("cut")
    await pause(world, 1)
    await world.faults(no_hello=False, hold_hello_ms=700)
    await world.control("cut")
    await pause(world, 2)


async def nonsense(world):
    for raw in ("", "{", "[]", '{"type":"mystery"}', '{"type":"events_api","envelope_id":"e-1","payload":7}',
                '{"type":"disconnect"}', '{"type":"events_api","payload":{"event":{"type":"message"}}}'):
        # Where nobody is connected nothing can be said to them.
        await world.http.call("POST", "/sandbox/envelope", {"raw": raw})
    await pause(world, 1)


POSTING = ("chat.postMessage", "chat.update", "chat.delete", "reactions.add", "reactions.remove",
           "conversations.open", "users.info")
TROUBLES = [{"status": 429, "retry_after": 1}, {"status": 429, "retry_after": -1}, {"status": 500},
            {"status": 503, "after_effect": True}, {"hang": True, "after_effect": True},
            {"delay_ms": 4000}, {"truncate": True}, {"body": "<html>busy</html>", "after_effect": True},
            {"body": "<html>busy</html>"}, {"body": "", "after_effect": True}]


async def web_api(world, plan):
    """429, 500, silence after the deed, half answers and answers that are none"""
    load = Load(world, 4)
    load.start()
    troubles = list(TROUBLES)
    for _ in range(plan.rounds):
        world.random.shuffle(troubles)
        for trouble in troubles:
            methods = world.random.sample(POSTING, 4) + ["chat.postMessage"]
            times = world.random.randint(1, 2)
            await world.faults(web_api={method: {**trouble, "times": times, "of_app": True} for method in methods})
            await pause(world, 2.5)
            if world.random.random() < plan.kill_share:
                await world.kill()
    await load.stop()
    return load


STEPS = ("before recording", "between units", "before commit", "after commit", "before acknowledging",
         "after acknowledging", "before marking as being sent", "after marking as being sent", "after sending",
         "after marking as sent")
# Those of the watermarks. Nearly all are passed once a connection and no more.
OF_CATCHING_UP = ("before opening the gaps", "after opening the gaps", "before settling a gap", "after settling a gap",
                  "before telling receivers", "after telling receivers")
WHEN_IT_ENDS = ("before moving the watermarks", "after moving the watermarks")


async def killed_between_steps(world, plan):
    """kill -9 between each pair of neighbouring steps of recording, of posting and of catching up"""
    load = Load(world, 8)
    load.start()
    places = [(step, world.random.randint(1, 6)) for step in STEPS * plan.rounds]
    places += [(step, 1) for step in (*OF_CATCHING_UP, *WHEN_IT_ENDS) * min(plan.rounds, 3)]
    world.random.shuffle(places)
    for step, times in places:
        await world.die_at(step, times, when_connection_ends=step in WHEN_IT_ENDS)
        if step == "after sending":
            # Left in doubt: what comes next is to look for it.
            await world.die_at("after looking for it", 1)
    await load.stop()
    return load


async def posts_in_threads(world, plan):
    """kill -9 around replies in threads, which must not be said twice"""
    load = Load(world, 3)
    load.start()
    for _ in range(plan.rounds):
        for step in ("after marking as being sent", "after sending", "after marking as sent"):
            await world.die_at(step, world.random.randint(1, 4))
            await pause(world, 1)
    await load.stop()
    return load


async def bad_disk(world, plan):
    """disk full, read-only, broken, slow; a second process on the same database"""
    load = Load(world, 6)
    load.start()
    for _ in range(plan.rounds):
        for trouble in ({"writes_fail": errno.ENOSPC}, {"writes_fail": errno.EROFS}, {"syncs_fail": errno.EIO},
                        {"sync_takes": 200}):
            await pause(world, 1)
            answers = "sync_takes" in trouble
            world.proxy.disturb(not answers)
            world.disk(**trouble)
            await pause(world, 4)
            if world.random.random() < plan.kill_share:
                await world.kill()
            world.disk()
            if not answers:
                # What failed comes again within 3 s; from then on time counts again.
                await pause(world, 1)
            world.proxy.disturb(False)
        await world.second_process()
    await load.stop()
    return load


async def clock_set(world, plan):
    """the clock set back and forth"""
    load = Load(world, 5)
    load.start()
    for _ in range(plan.rounds):
        for seconds in (45, -45, 3700, -3700, 0):
            world.disk(clock_is_off=seconds)
            await pause(world, 3)
            if world.random.random() < plan.kill_share:
                await world.kill()
    await load.stop()
    return load


async def flood(world, plan):
    """ten times the events that Slack allows"""
    # 30,000 an hour are allowed.
    load = Load(world, 10 * 30_000 / 3600, {**WHAT, "command": 0})
    load.start()
    end = asyncio.get_running_loop().time() + plan.flood
    while asyncio.get_running_loop().time() < end:
        await pause(world, 1)
        world.note_memory()
    await load.stop()
    return load


async def private_words(world, plan):
    """words of private channels and of direct messages, with outsiders among those who are thanked and ask"""
    load = Load(world, 6, {**WHAT, "win": 8, "aside": 6, "ask": 14})
    load.start()
    for _ in range(plan.rounds):
        await pause(world, 12)
        world.proxy.cut(sockets_only=True)
        await pause(world, 4)
        await world.kill()
        await pause(world, 4)
    await load.stop()
    return load


async def slow_slack(world, plan):
    """every answer of Slack takes two seconds, also while it is asked who a person is"""
    await world.faults(web_api={"*": {"delay_ms": 2000, "of_app": True}})
    load = Load(world, 1.5, {**WHAT, "nobody": 12})
    load.start()
    for _ in range(plan.rounds):
        await pause(world, 10)
        world.proxy.cut(sockets_only=True)
        await pause(world, 10)
    await load.stop()
    return load


async def large_workspace(world, plan):
    """2,000 channels and 10,000 people, of which few talk; connections cut, a kill"""
    load = Load(world, 4)
    load.start()
    for _ in range(plan.rounds):
        await pause(world, 5)
        world.proxy.cut(sockets_only=True)
        await pause(world, 5)
        await world.kill()
        await pause(world, 5)
    await load.stop()
    return load


# How a scenario's world differs from the usual one.
WORLDS = {
    killed_between_steps: {"failpoints": True},
    posts_in_threads: {"failpoints": True, "kudos": {"acknowledge": "thread"}},
    bad_disk: {"disk": True},
    clock_set: {"disk": True},
    # Receipts leave at Slack's pace, which would take hours for so many.
    flood: {"kudos": {"acknowledge": "none", "notify_receiver": False}},
    private_words: {"private": True},
    large_workspace: {"crowd": {"people": 10_000, "channels": 2_000, "per_person": 20, "messages": 10},
                      # To read all of these channels takes an hour at Slack's pace.
                      "given_up": False},
}
