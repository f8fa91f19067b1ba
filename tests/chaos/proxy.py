"""A TCP proxy between the bot and the sandbox that does what networks do, and takes the time of every
acknowledgement on the bot's side of it."""

import asyncio
import re
import socket
import struct
import time

ENVELOPE = re.compile(rb'"envelope_id":\s*"([^"]+)"')
LIMIT = 3.0  # Slack waits no longer for an acknowledgement


class Frames:
    """Cuts what follows an HTTP header on a WebSocket connection into messages."""

    def __init__(self):
        self.left = bytearray()
        self.message = bytearray()
        self.after_header = False

    def feed(self, data):
        """The text messages that are complete with this piece."""
        self.left += data
        done = []
        if not self.after_header:
            end = self.left.find(b"\r\n\r\n")
            if end < 0:
                return done
            del self.left[:end + 4]
            self.after_header = True
        while (frame := self._cut()) is not None:
            final, code, payload = frame
            if code >= 8:
                continue
            self.message += payload
            if final:
                done.append(bytes(self.message))
                self.message.clear()
        return done

    def _cut(self):
        left = self.left
        if len(left) < 2:
            return None
        masked, size, at = left[1] >> 7, left[1] & 127, 2
        if size >= 126:
            width = 2 if size == 126 else 8
            if len(left) < at + width:
                return None
            size, at = int.from_bytes(left[at:at + width], "big"), at + width
        end = at + 4 * masked + size
        if len(left) < end:
            return None
        payload = bytes(left[end - size:end])
        if masked:
            key = (bytes(left[at:at + 4]) * (size // 4 + 1))[:size]
            payload = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")
        final, code = left[0] >> 7, left[0] & 15
        del left[:end]
        return final, code, payload


class Link:
    """One connection of the bot's and the one that stands for it at the sandbox."""

    def __init__(self, proxy, bot, sandbox):
        self.proxy, self.bot, self.sandbox = proxy, bot, sandbox
        self.is_socket = None  # not known yet
        self.to_bot, self.to_sandbox = Frames(), Frames()
        self.waiting = {}  # envelope → when the bot had it
        self.began = time.monotonic()

    def abort(self):
        """A reset, as from a router that forgot the connection."""
        for _, writer in (self.bot, self.sandbox):
            raw = writer.get_extra_info("socket")
            if raw is not None and raw.fileno() >= 0:
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    def heard_bot(self, data):
        if self.is_socket is None:
            self.is_socket = data.startswith(b"GET /link")
        if not self.is_socket:
            return
        for message in self.to_sandbox.feed(data):
            found = ENVELOPE.search(message)
            sent = self.waiting.pop(found[1], None) if found else None
            if sent is not None:
                self.proxy.acknowledged(found[1], time.monotonic() - sent)

    def told_bot(self, data):
        if not self.is_socket:
            return
        for message in self.to_bot.feed(data):
            found = ENVELOPE.search(message, 0, 400)
            if found and not self.proxy.disturbed:
                self.waiting.setdefault(found[1], time.monotonic())
            elif b'"hello"' in message[:200]:
                self.proxy.on_hello()


class FaultProxy:
    """Forwards, unless told otherwise. Faults are attributes; what was disturbed is not timed."""

    def __init__(self, target):
        self.target = target
        self.links = set()
        self.latencies = []
        self.overdue = []  # envelopes that a living bot on a living connection left waiting for too long
        self.flows = asyncio.Event()
        self.flows.set()
        self.untimed = False  # the bot can't be in time, whatever it does
        self.swallow = False  # half-open: what is sent arrives nowhere
        self.trickle = False  # a byte at a time
        self.resets = 0       # how many connections yet are reset within their first words
        self.hellos = 0
        self.greeted = asyncio.Event()
        self.tasks = set()

    @property
    def disturbed(self):
        return self.untimed or self.swallow or self.trickle or not self.flows.is_set()

    async def start(self):
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    def acknowledged(self, envelope, seconds):
        self.latencies.append(seconds)
        if seconds > LIMIT:
            self.overdue.append(f"{envelope.decode()} after {seconds:.1f} s")

    def on_hello(self):
        self.hellos += 1
        self.greeted.set()

    def disturb(self, on):
        self.untimed = on
        self._disturb()

    def _disturb(self):
        for link in self.links:
            link.waiting.clear()

    def cut(self, sockets_only=False):
        """Resets what is connected now."""
        for link in list(self.links):
            if link.is_socket or not sockets_only:
                link.abort()

    def half_open(self, on):
        """What was half-open is dead when the network is back."""
        if self.swallow and not on:
            self.cut()
        self.swallow = on
        self._disturb()

    def drip(self, on):
        """A byte at a time; how long that takes says nothing about the bot."""
        self.trickle = on
        self._disturb()

    def stall(self):
        self.flows.clear()
        self._disturb()

    def resume(self):
        self.flows.set()

    async def _serve(self, reader, writer):
        task = asyncio.current_task()
        self.tasks.add(task)
        link = None
        try:
            if self.resets > 0:
                self.resets -= 1
                await reader.read(64)
                Link(self, (reader, writer), (reader, writer)).abort()
                return
            onwards = await asyncio.open_connection("127.0.0.1", self.target)
            link = Link(self, (reader, writer), onwards)
            self.links.add(link)
            for _, end in (link.bot, link.sandbox):
                end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.gather(self._pump(link.bot[0], link.sandbox[1], link.heard_bot, None),
                                 self._pump(link.sandbox[0], link.bot[1], None, link.told_bot))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            if link is not None:
                self.links.discard(link)
                now = time.monotonic()
                self.overdue += [f"{envelope.decode()} not within {now - sent:.1f} s, until the connection ended"
                                 for envelope, sent in link.waiting.items() if now - sent > LIMIT]
                link.sandbox[1].transport.abort()
            writer.transport.abort()
            self.tasks.discard(task)

    async def _pump(self, reader, writer, heard, told):
        try:
            while data := await reader.read(65536):
                if heard:
                    heard(data)
                await self.flows.wait()
                if self.swallow:
                    continue
                dripped = 0
                while self.trickle and dripped < len(data) and not writer.is_closing():
                    writer.write(data[dripped:dripped + 1])
                    dripped += 1
                    await asyncio.sleep(0)
                writer.write(data[dripped:])
                if told:
                    told(data)
                await writer.drain()
            if not self.swallow and writer.can_write_eof():
                writer.write_eof()
        except OSError:
            writer.transport.abort()

    async def stop(self):
        self.server.close()
        self.cut()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
