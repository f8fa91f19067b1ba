"""A small HTTP client over kept connections, as much of the protocol as the sandbox speaks."""

import asyncio
import json


class Http:
    """Requests to one server on this machine."""

    def __init__(self, port):
        self.port = port
        self.idle = []

    async def call(self, method, path, body=None, token=None, patience=30):
        """The answer's JSON. Raises OSError when there is none."""
        text = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Length: {len(text)}\r\n"
        if token:
            head += f"Authorization: Bearer {token}\r\n"
        if text:
            head += "Content-Type: application/json; charset=utf-8\r\n"
        return await asyncio.wait_for(self._exchange(head.encode() + b"\r\n" + text), patience)

    async def _exchange(self, request):
        while True:
            fresh = not self.idle
            reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", self.port)
            try:
                writer.write(request)
                answer = await self._read(reader)
                self.idle.append((reader, writer))
                return answer
            except (OSError, asyncio.IncompleteReadError) as why:
                writer.close()
                # A kept connection may have been closed at the very moment at which it was used again.
                if fresh:
                    raise OSError(str(why)) from why
            except BaseException:
                writer.close()
                raise

    @staticmethod
    async def _read(reader):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
        return json.loads(await reader.readexactly(length))

    def close(self):
        for _, writer in self.idle:
            writer.close()
        self.idle.clear()
