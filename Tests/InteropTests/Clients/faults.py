"""Sends a fragment whose rule breaks its connection, tells byte for byte what came and how it ended, and sends the
fragment again on a new connection.

    faults.py READY-FILE 1.2|1.3 FILE-NAME …

Of each file it sends fragment 0 twice. A name that begins with `request-bytes-N` is sent with a pause before the body's
N-th byte, and what has happened until then is told too.
"""

import socket
import ssl
import sys
import time

import framing
import m2m

# What never comes is waited for as long as this.
PATIENCE = 20


class Connection:
    """One TLS connection whose TCP and TLS ends can be told apart."""

    def __init__(self, ready, tls):
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = ready.context(tls=tls)
        self.session = context.wrap_bio(self.incoming, self.outgoing, server_hostname="localhost")
        self.socket = socket.create_connection(("127.0.0.1", ready.port))
        self.plain = b""
        # How it ended: close_notify, end (of TCP alone), reset, or the alert that this side sends.
        self.end = None
        while self.end is None:
            try:
                self.session.do_handshake()
                break
            except ssl.SSLWantReadError:
                self.exchange(PATIENCE)
        self.flush()

    def flush(self):
        try:
            self.socket.sendall(self.outgoing.read())
        except (ConnectionResetError, BrokenPipeError):
            self.end = self.end or "reset"

    def exchange(self, patience):
        """Sends what is to be sent, and takes what comes within `patience` seconds; whether anything came."""
        self.flush()
        self.socket.settimeout(patience)
        try:
            received = self.socket.recv(65536)
        except socket.timeout:
            return False
        except ConnectionResetError:
            self.end = "reset"
            return True
        self.incoming.write(received) if received else self.incoming.write_eof()
        return True

    def send(self, content):
        self.session.write(content)
        self.flush()

    def read(self, patience):
        """Reads until an answer is whole, or the connection ends, or nothing has come for `patience` seconds."""
        while self.end is None and not self.is_whole():
            try:
                more = self.session.read(65536)
                # Python tells close_notify with no bytes, or with an error.
                self.plain += more
                if not more:
                    self.end = "close_notify"
            except ssl.SSLWantReadError:
                if not self.exchange(patience):
                    return
            except ssl.SSLZeroReturnError:
                self.end = "close_notify"
            except ssl.SSLEOFError:
                self.end = "end"
            except ssl.SSLError as error:
                self.end = error.reason
                self.flush()

    def is_whole(self):
        head, separator, body = self.plain.partition(b"\r\n\r\n")
        if not separator:
            return False
        lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
        return len(body) >= int(lengths[0])

    def close_of_tcp(self):
        """What TCP says once TLS has ended: end, reset, or nothing."""
        self.socket.settimeout(PATIENCE)
        try:
            while self.socket.recv(65536):
                pass
            return "end"
        except ConnectionResetError:
            return "reset"
        except socket.timeout:
            return "nothing"


def answer(step, plain, **more):
    head, _, body = plain.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    status = int(lines[0].split(" ")[1]) if lines[0] else None
    fields = [line.split(": ", 1) for line in lines[1:]]
    return m2m.answer(step, status, "", fields, body, **more)


def heartbeat(ready, tls):
    connection = Connection(ready, tls)
    connection.send(framing.get("/m2m/v2/heartbeat", "localhost", {}))
    connection.read(PATIENCE)
    value = answer("heartbeat", connection.plain)["headers"]["set-cookie"].split(";")[0]
    return dict([value.split("=", 1)])


def try_fragment(ready, tls, name, cookies, is_first):
    """Sends the fragment; its rule disturbs the first try."""
    step = {
        "index": "0", "organisation": "9990000045", "program": "VINN", "period": "2026-09-30", "format": "V40",
        "name": name,
    }
    head, body = framing.post(step, "localhost", cookies, b"<Report>" + b" " * 5000)
    connection = Connection(ready, tls)
    began = time.monotonic()
    before = None
    if is_first and name.startswith("request-bytes-"):
        due = int(name.split("-")[2])
        connection.send(head + body[: due - 1])
        connection.read(0.1)
        before = connection.end or "nothing"
        connection.send(body[due - 1 :])
    else:
        connection.send(head + body)
    connection.read(PATIENCE)
    milliseconds = int((time.monotonic() - began) * 1000)
    if is_first and name.startswith("idle-") and connection.end is None:
        whole, connection.plain = connection.plain, b""
        connection.read(PATIENCE)
        connection.plain = whole + connection.plain
    tcp = connection.close_of_tcp() if connection.end not in (None, "reset") else None
    return connection, {"before": before, "end": connection.end, "tcp": tcp, "milliseconds": milliseconds}


def main():
    path, tls, *names = sys.argv[1:]
    ready = m2m.Ready(path)
    for name in names:
        cookies = heartbeat(ready, tls)
        first, facts = try_fragment(ready, tls, name, cookies, True)
        second, _ = try_fragment(ready, tls, name, cookies, False)
        repeated = answer("again", second.plain)
        m2m.emit({
            "name": name,
            "received": len(first.plain),
            "isAnswer": first.is_whole(),
            "status": repeated["status"],
            "note": repeated["headers"].get("m2m-emulator-note"),
            **facts,
        })


if __name__ == "__main__":
    main()
