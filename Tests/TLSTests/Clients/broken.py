"""A client that tells how a server's connection ends, byte by byte.

usage: broken.py PORT 1.2|1.3 raw|socket
raw: TLS in memory, over a plain socket whose bytes this program sees itself. socket: Python's own TLS socket.
Prints one JSON object: how many bytes of plaintext came, what TLS raised ("closed" for close_notify); with raw also the
types of the server's records after the handshake and TCP's end.
"""

import json
import socket
import ssl
import struct
import sys

PORT, VERSION, MODE = int(sys.argv[1]), sys.argv[2], sys.argv[3]


def tls_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    version = ssl.TLSVersion.TLSv1_2 if VERSION == "1.2" else ssl.TLSVersion.TLSv1_3
    context.minimum_version = context.maximum_version = version
    return context


def by_socket(plain):
    told = {"length": 0, "error": None}
    with tls_context().wrap_socket(plain, suppress_ragged_eofs=False) as connection:
        connection.sendall(b"hello\n")
        try:
            while piece := connection.recv(65536):
                told["length"] += len(piece)
            told["error"] = "closed"
        except OSError as error:
            told["error"] = type(error).__name__
    return told


def types(stream):
    """The types of the records in it; what is left at its end that makes no record counts as type -1."""
    found, place = [], 0
    while place < len(stream):
        head = stream[place:place + 5]
        if len(head) < 5 or len(stream) < place + 5 + struct.unpack(">H", head[3:])[0]:
            return found + [-1]
        found.append(head[0])
        place += 5 + struct.unpack(">H", head[3:])[0]
    return found


class Raw:
    def __init__(self, plain):
        self.plain = plain
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = tls_context().wrap_bio(self.incoming, self.outgoing)
        # The server's bytes since the request was sent.
        self.stream = bytearray()
        self.told = {"length": 0, "error": None, "end": None}

    def send(self):
        if self.outgoing.pending:
            self.plain.sendall(self.outgoing.read())

    def receive(self):
        """Whether there is more to come."""
        try:
            piece = self.plain.recv(65536)
        except ConnectionResetError:
            self.told["end"] = "RST"
            return False
        if not piece:
            self.told["end"] = "FIN"
            return False
        self.stream += piece
        self.incoming.write(piece)
        return True

    def shake_hands(self):
        while True:
            try:
                self.tls.do_handshake()
                return self.send()
            except ssl.SSLWantReadError:
                self.send()
                self.receive()

    def read(self):
        try:
            while piece := self.tls.read(65536):
                self.told["length"] += len(piece)
            self.told["error"] = "closed"
        except ssl.SSLWantReadError:
            return
        except ssl.SSLError as error:
            self.told["error"] = type(error).__name__

    def tell(self):
        self.shake_hands()
        self.stream = bytearray()
        self.tls.write(b"hello\n")
        self.send()
        while self.told["error"] is None and self.receive():
            self.read()
            self.send()
        if self.told["end"] == "FIN":
            self.incoming.write_eof()
            self.read()
        elif self.told["end"] is None:
            # The server waits for the client, and sends nothing more.
            self.plain.shutdown(socket.SHUT_WR)
            while self.receive():
                pass
        self.told["records"] = types(self.stream)
        return self.told


with socket.create_connection(("127.0.0.1", PORT), timeout=30) as plain:
    print(json.dumps(by_socket(plain) if MODE == "socket" else Raw(plain).tell()))
