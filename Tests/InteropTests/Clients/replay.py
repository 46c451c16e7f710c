"""Plays a list of steps, by default on one TLS connection, and prints one JSON object an answer.

    replay.py READY-FILE SCRIPT

SCRIPT is a JSON file: {"cookies": {name: value}, "steps": [{"step": ..., ...}, ...]}. The methods of `Replay` are the
steps.
"""

import http.client
import json
import socket
import sys
import time
from http.cookies import SimpleCookie

import framing
import m2m


class Replay:
    def __init__(self, ready, cookies):
        self.ready = ready
        self.cookies = dict(cookies)
        self.host = f"localhost:{ready.port}"
        self.delivery = None
        self.socket = None
        self.user = None

    def play(self, step):
        if step["step"] != "connect" and self.socket is None:
            self.connect({"user": "demo"})
        began = time.monotonic()
        try:
            line = getattr(self, step["step"])(step)
        except (OSError, http.client.HTTPException) as error:
            line = {"step": step["step"], "failure": f"{type(error).__name__}: {error}"}
        if line is not None:
            m2m.emit({**line, "milliseconds": int((time.monotonic() - began) * 1000)})

    # Steps

    def connect(self, step):
        """A new connection, as `user` (without one: no certificate), with a cookie jar of its own where the user
        changes. Prints nothing."""
        if self.socket is not None:
            self.socket.close()
        if self.user not in (None, step.get("user")):
            self.cookies = {}
        self.user = step.get("user")
        plain = socket.create_connection(("127.0.0.1", self.ready.port), timeout=60)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        context = self.ready.context(self.user, step.get("tls"))
        self.socket = context.wrap_socket(plain, server_hostname="localhost")

    def heartbeat(self, step):
        self.socket.sendall(framing.get("/m2m/v2/heartbeat", self.host, self.cookies))
        return self.read("heartbeat")

    def fragment(self, step):
        head, body = framing.post(step, self.host, self.cookies, self.content(step))
        self.socket.sendall(head)
        if step.get("hold") is not None:
            self.socket.sendall(body[: step["hold"]])
            self.hold()
            body = body[step["hold"] :]
        # A client that stalls has sent so much when the server loses patience.
        self.send_body(step, body[: step.get("stall")])
        request = (head + body[:200]).decode("utf-8", errors="replace")
        return {**self.read("fragment"), "request": request}

    def history(self, step):
        """Of the delivery that was last answered, unless an id is given."""
        path = "/m2m/v2/history/" + (step.get("id") or self.delivery or "none")
        self.socket.sendall(framing.get(path, self.host, self.cookies))
        return self.read("history")

    def settle(self, step):
        """Asks for the history until the delivery is no longer Bearbetar, a minute at most; tells the last answer."""
        deadline = time.monotonic() + 60
        while True:
            line = self.history(step)
            if "Bearbetar" not in line.get("body", "") or time.monotonic() > deadline:
                return {**line, "step": "settle"}
            time.sleep(0.05)

    def raw(self, step):
        """Text as it stands, with HOST and COOKIE put in."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        text = step["text"].replace("HOST", self.host).replace("COOKIE", cookie)
        self.socket.sendall(text.encode("latin-1"))
        return self.read("raw", method=step.get("method") or "GET")

    def closed(self, step):
        """Whether the server ends the connection without another byte."""
        return {"step": "closed", "closed": self.socket.recv(1) == b""}

    def pause(self, step):
        """Does nothing until the test lets it go on. Prints nothing of its own."""
        self.hold()

    # Their parts

    @staticmethod
    def content(step):
        if step.get("padding") is not None:
            return b"x" * step["padding"]
        if step.get("file") is None:
            return b""
        with open(step["file"], "rb") as file:
            file.seek(step["from"])
            return file.read(step["count"])

    def send_body(self, step, body):
        if step.get("transfer") == "bytes":
            # Without Nagle's algorithm each byte is a TLS record and mostly a segment of its own.
            for at in range(len(body)):
                self.socket.sendall(body[at : at + 1])
        else:
            self.socket.sendall(body)

    @staticmethod
    def hold():
        m2m.emit({"step": "hold"})
        sys.stdin.readline()

    def read(self, step, method="GET"):
        response = http.client.HTTPResponse(self.socket, method=method)
        response.begin()
        body = response.read()
        for field in response.headers.get_all("set-cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(field).items()})
        if response.status == 200 and body.startswith(b'{"DeliveryId"'):
            self.delivery = json.loads(body)["DeliveryId"]
        return m2m.answer(step, response.status, response.reason, response.getheaders(), body)


def main():
    ready, script = m2m.arguments(2)
    with open(script, encoding="utf-8") as file:
        plan = json.load(file)
    replay = Replay(m2m.Ready(ready), plan["cookies"])
    for step in plan["steps"]:
        replay.play(step)


if __name__ == "__main__":
    main()
