"""Who and what there is in the sandbox of a world: people, channels, and which of them talk."""


async def furnish(world):
    """Adds what this world is to have, and learns all of it."""
    if world.crowd:
        await world.control("populate", **world.crowd)
    found = await world.ask("bootstrap")
    world.bot_user = found["app"]["bot_user_id"]
    world.people = {one["id"]: one["token"] for one in found["people"] if one.get("token")}
    # A bot, a deactivated person, an invented id: none of them can receive anything.
    world.nobodies = [one["id"] for one in found["people"] if one["is_bot"] or one["deleted"]] + ["U0INVENTED"]
    if world.with_private:
        await add_private(world)
        found = await world.ask("bootstrap")
    world.channels = {one["name"]: one["id"] for one in found["channels"] if one["name"]}
    world.followed = [one["id"] for one in found["channels"] if not one["is_im"] and world.bot_user in one["members"]]
    world.rooms = world.followed
    if world.crowd:
        await choose_talkers(world, found)
        found = await world.ask("bootstrap")
    world.members = {one["id"]: [who for who in one["members"] if who in world.people] for one in found["channels"]}
    await learn_directs(world, found)
    for room in world.rooms:
        # What lies before the first message that there is counts as forgotten by Slack, not as deleted.
        await world.api("chat.postMessage", world.members[room][0], channel=room, text="hello")


async def add_private(world):
    """Two private channels, in neither of which everybody is."""
    residents = list(world.people)
    for name, members in (("secret-garden", residents[:3]), ("back-room", residents[3:])):
        made = await world.control("channel", name=name, is_private=True, quiet=True,
                                   join=[*members, world.bot_user])
        channel = made["channel"]["id"]
        world.private[channel] = {"id": channel, "name": name, "members": members}


async def choose_talkers(world, found):
    """In a large workspace fifty public channels talk, and twenty people in each of them. What is said in a private
    one, every tenth is, would reach those who are thanked without words."""
    talkers = world.random.sample(list(world.people), 20)
    rooms = [one["id"] for one in found["channels"]
             if one["name"].startswith("room-") and one["id"] in world.followed and not one["is_private"]]
    world.rooms = world.random.sample(rooms, 50)
    for room in world.rooms:
        await world.control("channel", id=room, join=talkers, quiet=True)
    # Anybody could be thanked; those who are have to be looked at afterwards.
    others = world.random.sample([who for who in world.people if who not in talkers], 180)
    world.people = {who: world.people[who] for who in talkers + others}


async def learn_directs(world, found=None):
    """The channels in which the bot speaks with one person; it may have opened some."""
    found = found or await world.ask("bootstrap")
    world.directs = {}
    for one in found["channels"]:
        who = next((who for who in one["members"] if who in world.people), None)
        if one["is_im"] and world.bot_user in one["members"] and who:
            world.directs[who] = one["id"]
